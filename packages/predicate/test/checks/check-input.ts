import { GITHUB_WORKFLOW } from '../../src/build-types/index.ts';
import { NPM_WORKFLOW } from '../../src/build-types/npm-workflow.ts';
import { readBuild } from '../../src/build-types/read-build.ts';
import type { Claims } from '../../src/certificate/claims.ts';
import type { CheckInput } from '../../src/checks/statement-check.ts';
import { definePolicy } from '../../src/policy/define-policy.ts';
import type { PolicyOptions } from '../../src/policy/policy.ts';
import type { Release } from '../../src/release.ts';
import type { VerifiedStatement } from '../../src/signature/verify-statement.ts';
import type { Statement } from '../../src/statement/schemas.ts';

export const REPO = 'https://github.com/acme/widgets';
export const COMMIT = 'c'.repeat(40);
export const TAG_REF = 'refs/tags/v1.2.3';
export const SIGNER = `${REPO}/.github/workflows/release.yml@${TAG_REF}`;
const RUN = `${REPO}/actions/runs/42/attempts/1`;

/** The claims of a release built from its tag. */
export const CLAIMS: Claims = {
  san: SIGNER,
  sanKind: 'uri',
  issuer: 'https://token.actions.githubusercontent.com',
  issuerV1: 'https://token.actions.githubusercontent.com',
  buildSignerUri: SIGNER,
  buildSignerDigest: COMMIT,
  runnerEnvironment: 'github-hosted',
  sourceRepositoryUri: REPO,
  workflowRepository: 'acme/widgets',
  sourceRepositoryDigest: COMMIT,
  workflowSha: COMMIT,
  sourceRepositoryRef: TAG_REF,
  workflowRef: TAG_REF,
  buildTrigger: 'push',
  workflowTrigger: 'push',
  runInvocationUri: RUN,
};

/** A statement that agrees with the claims; `change` spoils it. */
function statement(change: (draft: Draft) => void = () => {}): Statement {
  const draft: Draft = {
    workflow: { ref: TAG_REF, repository: REPO, path: '.github/workflows/release.yml' },
    materials: [{ uri: `git+${REPO}@${TAG_REF}`, digest: { gitCommit: COMMIT } }],
    builderId: SIGNER,
    invocationId: RUN,
  };
  change(draft);
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'widgets.tgz', digest: { sha256: 'a'.repeat(64) } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: GITHUB_WORKFLOW.uri,
        externalParameters: { workflow: draft.workflow },
        resolvedDependencies: draft.materials,
      },
      runDetails: {
        builder: { id: draft.builderId },
        metadata: { invocationId: draft.invocationId },
      },
    },
  };
}

export interface Draft {
  workflow: Record<string, unknown>;
  materials: { uri?: string; digest?: Record<string, string> }[];
  builderId: unknown;
  invocationId: unknown;
}

/** All that a check from 12 on is given, each part replaceable. */
export function checkInput(parts: {
  readonly change?: (draft: Draft) => void;
  readonly claims?: Partial<Claims>;
  readonly policy?: Partial<PolicyOptions>;
  readonly release?: Release;
  readonly npm?: boolean;
}): CheckInput {
  const read = statement(parts.change);
  const policy = definePolicy({
    source: 'github:acme/widgets',
    workflow: '.github/workflows/release.yml',
    ...parts.policy,
  });
  return {
    // the checks look at the other members only; signed statements are tested in create-verifier.test.ts
    verified: { statement: read } as VerifiedStatement,
    build: readBuild(read, parts.npm ? NPM_WORKFLOW : GITHUB_WORKFLOW),
    claims: { ...CLAIMS, ...parts.claims },
    policy,
    release: parts.release ?? { tag: 'v1.2.3', commit: COMMIT },
  };
}
