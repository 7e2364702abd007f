import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  claimsForBuilder,
  createSigstore,
  DELEGATED_BUILDER,
  type GithubClaims,
  type SignOptions,
  statementFor,
  type TestBuildType,
  type TestStatement,
} from '@provkit/testkit';
import {
  type AgreementRow,
  type CheckId,
  type CheckResult,
  createVerifier,
  definePolicy,
  type PolicyOptions,
  parseTrustedRoot,
  type Release,
  type Report,
} from '../../src/index.ts';
import { PROVENANCE_V02 } from '../../src/statement/predicate-types.ts';
import { APPROVER, approve } from '../override/approvals.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW });
const trust = parseTrustedRoot(sigstore.trustedRoot, 'test root');
const digest = (algorithm: string) => createHash(algorithm).update(ARTIFACT.bytes).digest('hex');

const OVERRIDE = {
  predicate_type: PROVENANCE_V02,
  tag: 'v1.2.3',
  artifact_digest: `sha256:${digest('sha256')}`,
  approved_by: APPROVER.san,
  approved_at: '2026-01-30T00:00:00.000Z',
  expires_at: '2026-02-10T00:00:00.000Z',
  reason: 'a test',
};
const APPROVAL = content('approval', approve(sigstore, OVERRIDE));

/** Provenance and the certificate that signs it, and what is expected of them. */
export interface PairOptions {
  readonly buildType: TestBuildType;
  readonly claims?: GithubClaims;
  /** Spoils the statement. */
  readonly change?: (statement: TestStatement) => void;
  /** Spoils the certificate. */
  readonly certificate?: Pick<SignOptions, 'san' | 'extensions' | 'issuer'>;
  readonly policy?: Partial<PolicyOptions>;
  /** Of the signer rule. */
  readonly maxLevel?: 1 | 2 | 3;
  readonly release?: Release;
}

/**
 * Signs the pair and asks the verifier, with a policy that accepts the certificate's signer whoever it is, the builder
 * and the parameters, and an approved override where the predicate needs one: so that what is refused is refused for
 * what the two say of each other.
 */
export function verifyPair(options: PairOptions): Report {
  const { buildType, certificate = {}, release } = options;
  const claims = claimsForBuilder(buildType, options.claims);
  const statement = statementFor({
    buildType,
    claims,
    ...(options.change && { change: options.change }),
  });
  const rule = {
    signer: signerOf(certificate.san ?? certificate.extensions?.[9] ?? claims.job_workflow_ref),
    ...(buildType.startsWith('delegator') && { builder: workflowAt(DELEGATED_BUILDER) }),
  };
  const policy = definePolicy({
    source: 'github:acme/widgets',
    ...(options.maxLevel ? { signers: [{ ...rule, maxLevel: options.maxLevel }] } : rule),
    externalParameters: PARAMETERS[buildType] ?? {},
    overrides: { approvers: [APPROVER], granted: [OVERRIDE] },
    ...options.policy,
  });
  return createVerifier({ trust, policy }).verify({
    bundles: [content('pair', sigstore.sign({ claims, statement, ...certificate }))],
    approvals: statement.predicateType === PROVENANCE_V02 ? [APPROVAL] : [],
    artifacts: [{ name: ARTIFACT.name, sha256: digest('sha256'), sha512: digest('sha512') }],
    release: release ?? { tag: 'v1.2.3', commit: claims.sha, run: { id: '42', attempt: 1 } },
    now: new Date(NOW),
  });
}

const PARAMETERS: { readonly [type in TestBuildType]?: PolicyOptions['externalParameters'] } = {
  'container-based': {
    '/configPath': { equals: '.github/build.toml' },
    '/buildConfig': { equals: { ArtifactPath: 'widgets', Command: ['make'] } },
  },
};

function content(name: string, bundle: unknown) {
  return { name, content: JSON.stringify(bundle) };
}

function signerOf(name: string): NonNullable<PolicyOptions['signer']> {
  const { workflow, ref } = workflowAt(name.includes('://') ? name : `https://github.com/${name}`);
  const [, branch] = /^refs\/heads\/(.+)$/.exec(ref.exact) ?? [];
  return { workflow, ref: branch === undefined ? ref : { branchUnsafe: branch } };
}

function workflowAt(name: string) {
  const [workflow = '', ref = ''] = name.split('@');
  return { workflow, ref: { exact: ref } };
}

/** The result of one check of the only attestation. */
export function resultOf({ attestations }: Report, id: CheckId): CheckResult | undefined {
  return attestations[0]?.checks.find((check) => check.id === id);
}

/** The agreement, every row; empty where the check did not run. */
export function rowsOf(report: Report): readonly AgreementRow[] {
  return resultOf(report, 'claims')?.rows ?? [];
}

/** Names of the rows that do not hold, each with how. */
export function disagreements(report: Report): readonly string[] {
  return rowsOf(report)
    .filter(({ outcome }) => outcome === 'different' || outcome === 'absent')
    .map(({ name, outcome }) => (outcome === 'different' ? name : `${name}: ${outcome}`));
}
