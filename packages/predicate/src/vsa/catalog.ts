import { CATALOG, type CheckDescription } from '../checks/catalog.ts';
import { type CheckResult, resultsOf } from '../checks/check-result.ts';

/** The name of a check of a verification summary. */
export type VsaCheckId = keyof typeof VSA_CATALOG;

/** What a check of a verification summary found. */
export type VsaCheckResult = CheckResult<VsaCheckId>;

/**
 * Every check of a verification summary, in order. The first eight are those of any attestation; `SLSA VSA step` is a
 * step of "How to verify".
 * @see slsa.dev/spec/v1.2/verification_summary#how-to-verify
 */
export const VSA_CATALOG = {
  bundle: { ...CATALOG.bundle, title: 'envelope or bundle is well-formed' },
  'trust-profile': CATALOG['trust-profile'],
  certificate: CATALOG.certificate,
  'observed-time': CATALOG['observed-time'],
  'log-entry': CATALOG['log-entry'],
  signature: { ...CATALOG.signature, spec: `${CATALOG.signature.spec}, SLSA VSA step 1` },
  identity: { ...CATALOG.identity, title: 'signer is the expected one' },
  statement: CATALOG.statement,
  'predicate-type': {
    spec: 'SLSA VSA step 3',
    reason: 'predicate_mismatch',
    title: 'predicate type is SLSA verification summary v1',
  },
  subject: {
    spec: 'SLSA VSA step 2, spec 1.6',
    reason: 'subject_mismatch',
    title: 'summary is about what was given',
  },
  'source-ref': {
    spec: 'SLSA 1.2 verifying source, step 2',
    reason: 'source_mismatch',
    title: 'revision was on the expected ref',
  },
  verifier: {
    spec: 'SLSA VSA step 4',
    reason: 'policy_violation',
    title: 'verified by the expected verifier',
  },
  resource: {
    spec: 'SLSA VSA step 5',
    reason: 'policy_violation',
    title: 'verified as the expected resource',
  },
  result: {
    spec: 'SLSA VSA step 6',
    reason: 'policy_violation',
    title: 'verification result is PASSED',
  },
  levels: {
    spec: 'SLSA VSA step 7',
    reason: 'policy_violation',
    title: 'verified at the expected levels',
  },
  dependencies: {
    spec: 'SLSA VSA dependencyLevels',
    reason: 'policy_violation',
    title: 'every dependency is at the expected level',
  },
  'time-verified': {
    spec: 'SLSA VSA timeVerified',
    reason: 'timestamp_invalid',
    title: 'verified before now, and not too long ago',
  },
  policy: {
    spec: 'SLSA VSA policy',
    reason: 'policy_violation',
    title: 'verified against the expected policy',
  },
  'slsa-version': {
    spec: 'SLSA VSA slsaVersion',
    reason: 'predicate_malformed',
    title: 'summary follows SLSA 1.x',
  },
} as const satisfies Record<string, CheckDescription>;

/** The ids in order. */
export const VSA_CHECK_IDS = Object.keys(VSA_CATALOG) as readonly VsaCheckId[]; // Object.keys widens to string

/** The results of the checks of a verification summary. */
export const { pass, fail, notApplicable, skipped } = resultsOf<VsaCheckId>(VSA_CATALOG);
