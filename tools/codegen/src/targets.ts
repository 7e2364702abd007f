import { Manifest } from '@provkit/manifest/schema';
import { EventParts, FiguresDocument, TargetsFile } from '@provkit/metrics/schema';
import { BuildTypeFile } from '@provkit/predicate/build-type-schema';
import {
  ProvenanceV1,
  ProvenanceV02,
  Statement,
  VerificationSummaryV1,
} from '@provkit/predicate/in-toto';
import { LockfileFile } from '@provkit/predicate/lock-schema';
import {
  ExpectationsFile,
  PolicyFile,
  PolicyGroupFile,
  PolicyGroupHead,
  PolicyHead,
} from '@provkit/predicate/policy-schema';
import { ReportDocument } from '@provkit/predicate/report-schema';
import { z } from 'zod';
import {
  SlackAcknowledgeAction,
  SlackAcknowledgePayload,
  SlackInteractionPayload,
} from '../../../packages/notify/src/acknowledge/schema.ts';
import {
  Attestations,
  BulkAttestations,
  GitPointer,
  Jobs,
  Repository,
  RunArtifact,
  RunArtifacts,
  WorkflowRun,
} from '../../../packages/predicate/src/github/schema.ts';
import * as recoveryGithub from '../../../packages/recovery/src/github/schema.ts';
import * as recovery from '../../../packages/recovery/src/schema/index.ts';
import { buildTypesDoc } from './build-types-doc.ts';
import { compileValidators } from './compile-validators.ts';
import { issueTemplate } from './issue-template.ts';
import { metricsDocument } from './metrics-document.ts';
import { publicGoodRoot, publicGoodTuf } from './public-good-root.ts';
import { publishedSchema } from './published-schema.ts';
import { reasonsDocument } from './reasons-document.ts';
import { runbook } from './runbook.ts';

/** A committed file that follows from something else. */
export interface Target {
  /** Path from the root of the repository. */
  readonly file: string;
  readonly generate: () => Promise<string>;
}

/** Everything that is generated. */
export const targets: readonly Target[] = [
  {
    file: 'packages/predicate/src/statement/validate.generated.ts',
    generate: () =>
      compileValidators({
        validateStatement: Statement,
        validateProvenanceV1: ProvenanceV1,
        validateProvenanceV02: ProvenanceV02,
        validateVerificationSummaryV1: VerificationSummaryV1,
      }),
  },
  {
    file: 'packages/predicate/src/policy/validate.generated.ts',
    generate: () =>
      compileValidators({
        validateExpectationsFile: ExpectationsFile,
        validatePolicyHead: PolicyHead,
        validatePolicyGroupHead: PolicyGroupHead,
      }),
  },
  {
    file: 'packages/predicate/src/build-types/validate.generated.ts',
    generate: () => compileValidators({ validateBuildTypeFile: BuildTypeFile }),
  },
  {
    file: 'packages/predicate/src/lock/validate.generated.ts',
    generate: () => compileValidators({ validateLockfileFile: LockfileFile }),
  },
  {
    file: 'packages/predicate/schema/lock.v1.schema.json',
    generate: () =>
      publishedSchema(LockfileFile, {
        id: 'https://provkit.dev/schema/lock.v1.schema.json',
        title: 'provkit provenance lockfile',
      }),
  },
  {
    file: 'packages/predicate/schema/build-type.v1.schema.json',
    generate: () =>
      publishedSchema(BuildTypeFile, {
        id: 'https://provkit.dev/schema/build-type.v1.schema.json',
        title: 'provkit build type',
      }),
  },
  {
    file: 'packages/predicate/src/github/validate.generated.ts',
    generate: () =>
      compileValidators({
        validateRepository: Repository,
        validateWorkflowRun: WorkflowRun,
        validateJobs: Jobs,
        validateRunArtifact: RunArtifact,
        validateRunArtifacts: RunArtifacts,
        validateAttestations: Attestations,
        validateBulkAttestations: BulkAttestations,
        validateGitPointer: GitPointer,
      }),
  },
  {
    file: 'packages/predicate/schema/policy.v1.schema.json',
    generate: () =>
      publishedSchema(z.union([PolicyFile, PolicyGroupFile]), {
        id: 'https://provkit.dev/schema/policy.v1.schema.json',
        title: 'provkit policy',
      }),
  },
  {
    file: 'packages/predicate/schema/report.v1.schema.json',
    generate: () =>
      publishedSchema(ReportDocument, {
        id: 'https://provkit.dev/schema/report.v1.schema.json',
        title: 'provkit report',
      }),
  },
  {
    file: 'docs/reasons.md',
    generate: async () => reasonsDocument(),
  },
  {
    file: 'packages/manifest/src/manifest.generated.ts',
    generate: () => compileValidators({ validateManifest: Manifest }, { isHot: true }),
  },
  {
    file: 'packages/manifest/schema/manifest.v1.schema.json',
    generate: () =>
      publishedSchema(Manifest, {
        id: 'https://provkit.dev/schema/manifest.v1.schema.json',
        title: 'provkit release manifest',
      }),
  },
  {
    file: 'packages/predicate/src/trust/public-good.generated.ts',
    generate: publicGoodRoot,
  },
  {
    file: 'packages/predicate/src/trust/public-good-tuf.generated.ts',
    generate: publicGoodTuf,
  },
  {
    file: 'packages/metrics/src/event.generated.ts',
    generate: () => compileValidators({ validateEventParts: EventParts }),
  },
  {
    file: 'packages/recovery/src/github/validate.generated.ts',
    generate: () =>
      compileValidators({
        validateWorkflowRun: recoveryGithub.WorkflowRun,
        validateWorkflowRuns: recoveryGithub.WorkflowRuns,
        validateJobs: recoveryGithub.Jobs,
        validateArtifacts: recoveryGithub.Artifacts,
        validateDispatchDetails: recoveryGithub.DispatchDetails,
        validateGitPointer: recoveryGithub.GitPointer,
        validateGitCommit: recoveryGithub.GitCommit,
        validateCommit: recoveryGithub.Commit,
        validateContentFile: recoveryGithub.ContentFile,
        validatePull: recoveryGithub.Pull,
        validatePulls: recoveryGithub.Pulls,
        validateReviews: recoveryGithub.Reviews,
        validateStatuses: recoveryGithub.Statuses,
        validateMembers: recoveryGithub.Members,
        validateComments: recoveryGithub.Comments,
        validateEnvironmentReviews: recoveryGithub.EnvironmentReviews,
        validateEdits: recoveryGithub.Edits,
      }),
  },
  {
    file: 'packages/recovery/src/validate.generated.ts',
    generate: () =>
      compileValidators({
        validateRecoveryState: recovery.RecoveryState,
        validateRecoveryPolicyFile: recovery.RecoveryPolicyFile,
      }),
  },
  {
    file: 'packages/notify/src/acknowledge/validate.generated.ts',
    generate: () =>
      compileValidators({
        validateSlackInteractionPayload: SlackInteractionPayload,
        validateSlackAcknowledgePayload: SlackAcknowledgePayload,
        validateSlackAcknowledgeAction: SlackAcknowledgeAction,
      }),
  },
  {
    file: 'packages/notify/src/format/issue-template.generated.ts',
    generate: issueTemplate,
  },
  {
    file: 'packages/metrics/src/targets.generated.ts',
    generate: () => compileValidators({ validateTargetsFile: TargetsFile }),
  },
  {
    file: 'packages/metrics/schema/targets.v1.schema.json',
    generate: () =>
      publishedSchema(TargetsFile, {
        id: 'https://provkit.dev/schema/targets.v1.schema.json',
        title: 'provkit targets of metrics',
      }),
  },
  {
    file: 'packages/metrics/schema/figures.v1.schema.json',
    generate: () =>
      publishedSchema(FiguresDocument, {
        id: 'https://provkit.dev/schema/figures.v1.schema.json',
        title: 'provkit figures',
      }),
  },
  {
    file: 'docs/metrics.md',
    generate: async () => metricsDocument(),
  },
  {
    file: 'docs/ops/INCIDENT_RUNBOOK.md',
    generate: () => runbook('docs/ops/INCIDENT_RUNBOOK.md'),
  },
  {
    file: 'docs/build-types.md',
    generate: () => buildTypesDoc('docs/build-types.md'),
  },
];
