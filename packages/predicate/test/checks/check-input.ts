import type { BuildType } from '../../src/build-types/build-type.ts';
import { compileBuildType } from '../../src/build-types/compile-build-type.ts';
import { GITHUB_WORKFLOW } from '../../src/build-types/github-workflow.ts';
import { NPM_WORKFLOW } from '../../src/build-types/npm-workflow.ts';
import { readBuild } from '../../src/build-types/read-build.ts';
import type { Claims } from '../../src/certificate/claims.ts';
import type { CheckInput } from '../../src/checks/statement-check.ts';
import { definePolicy } from '../../src/policy/define-policy.ts';
import type { Expectations, PolicyOptions } from '../../src/policy/policy.ts';
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
  sourceRepositoryIdentifier: '1001',
  sourceRepositoryOwnerIdentifier: '2002',
  buildConfigUri: SIGNER,
  buildConfigDigest: COMMIT,
};

/** A statement that agrees with the claims; `change` spoils it. */
export function statement(change: (draft: Draft) => void = () => {}): Statement {
  const draft: Draft = {
    workflow: { ref: TAG_REF, repository: REPO, path: '.github/workflows/release.yml' },
    materials: [{ uri: `git+${REPO}@${TAG_REF}`, digest: { gitCommit: COMMIT } }],
    builderId: SIGNER,
    invocationId: RUN,
    parameters: {},
    github: { event_name: 'push', repository_id: '1001', repository_owner_id: '2002' },
  };
  change(draft);
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'widgets.tgz', digest: { sha256: 'a'.repeat(64) } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: GITHUB_WORKFLOW.uri,
        externalParameters: { workflow: draft.workflow, ...draft.parameters },
        internalParameters: { github: draft.github },
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
  /** Beside the workflow. */
  parameters: Record<string, unknown>;
  github: Record<string, unknown>;
}

/** All that a check from 12 on is given, each part replaceable. */
export function checkInput(parts: {
  readonly change?: (draft: Draft) => void;
  readonly claims?: Partial<Claims>;
  readonly policy?: Partial<PolicyOptions>;
  readonly release?: Release;
  readonly npm?: boolean;
  /** Replaces the build type and its statement. */
  readonly buildType?: BuildType;
  readonly statement?: Statement;
  readonly more?: Partial<CheckInput>;
}): CheckInput {
  const read = parts.statement ?? statement(parts.change);
  const expectations = expect({
    source: 'github:acme/widgets',
    workflow: '.github/workflows/release.yml',
    ...parts.policy,
  });
  const claims = { ...CLAIMS, ...parts.claims };
  const { repository, checkout, signers } = expectations;
  const buildType = parts.buildType ?? (parts.npm ? NPM_WORKFLOW : GITHUB_WORKFLOW);
  const [rule] = signers;
  if (!rule) throw new Error('a policy always has a signer');
  // the checks look at the other members only; signed statements are tested in create-verifier.test.ts
  const root = { profile: 'public-good' };
  const signature = { times: [], claims, root } as unknown as VerifiedStatement['signature'];
  return {
    verified: { statement: read, signature } as VerifiedStatement,
    build: readBuild(compileBuildType(buildType), {
      statement: read,
      claims,
      repository,
      mayCheckOutOther: checkout === 'differentAllowedUnsafe',
    }),
    claims,
    expectations,
    rule,
    artifacts: [{ name: 'widgets.tgz', sha256: 'a'.repeat(64) }],
    release: parts.release ?? { tag: 'v1.2.3', commit: COMMIT },
    releaseAttestations: [],
    ...parts.more,
  };
}

function expect(options: PolicyOptions): Expectations {
  return definePolicy(options).expectations[0];
}
