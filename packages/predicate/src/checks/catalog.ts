import type { FailureReason } from '../failure-reason.ts';

/** The name of a check, as in spec.md 1.3. */
export type CheckId = keyof typeof CATALOG;

/** What is known of a check before it runs. */
export interface CheckDescription {
  /** The rule: section of spec.md and clause of scenario.md. */
  readonly spec: string;
  /** The reason that a failure of this check gives, unless the check names a more exact one. */
  readonly reason: FailureReason;
  /** What holds when the check passes, in words for people. */
  readonly title: string;
}

/** Every check, in the order of spec.md 1.3. */
export const CATALOG = {
  bundle: {
    spec: 'spec 1.3 #1',
    reason: 'predicate_malformed',
    title: 'bundle is well-formed',
  },
  'trust-profile': {
    spec: 'spec 1.3 #2, S1.3',
    reason: 'certificate_untrusted',
    title: 'certificate chains to an accepted root',
  },
  certificate: {
    spec: 'spec 1.3 #3, S1.3',
    reason: 'certificate_untrusted',
    title: 'certificate was valid when it signed',
  },
  'observed-time': {
    spec: 'spec 1.3 #4, S1.3',
    reason: 'timestamp_invalid',
    title: 'signing time is witnessed',
  },
  'log-entry': {
    spec: 'spec 1.3 #5, S1.3',
    reason: 'log_entry_invalid',
    title: 'signature is in the transparency log',
  },
  signature: {
    spec: 'spec 1.3 #6, S1.3',
    reason: 'signature_invalid',
    title: 'signature fits the payload',
  },
  identity: {
    spec: 'spec 1.3 #7, 1.7, S1.3',
    reason: 'policy_violation',
    title: 'signer is who the policy names',
  },
  statement: {
    spec: 'spec 1.3 #8',
    reason: 'predicate_malformed',
    title: 'payload is an in-toto statement',
  },
  subject: {
    spec: 'spec 1.3 #9, 1.6, S1.2b',
    reason: 'subject_mismatch',
    title: 'artifact is a subject of the statement',
  },
  'predicate-type': {
    spec: 'spec 1.3 #10, 1.4, S1.2a',
    reason: 'predicate_mismatch',
    title: 'predicate type is SLSA provenance v1',
  },
  'build-type': {
    spec: 'spec 1.3 #11, 1.9',
    reason: 'policy_violation',
    title: 'build type is known and accepted',
  },
  release: {
    spec: 'spec 1.3 #12, 1.5, S1.2a',
    reason: 'release_mismatch',
    title: 'built for this release',
  },
  source: {
    spec: 'spec 1.3 #13, 1.9, S1.2b',
    reason: 'source_mismatch',
    title: 'built from the expected repository',
  },
  material: {
    spec: 'spec 1.3 #14, 1.6, S1.2b',
    reason: 'material_mismatch',
    title: 'built from the expected commit',
  },
  builder: {
    spec: 'spec 1.3 #15, 1.7, S1.2c',
    reason: 'builder_mismatch',
    title: 'built by the expected builder',
  },
  run: {
    spec: 'spec 1.3 #16, 1.9',
    reason: 'run_mismatch',
    title: 'built by the expected run',
  },
  claims: {
    spec: 'spec 1.3 #17, 1.8, 1.9',
    reason: 'claim_mismatch',
    title: 'predicate and certificate agree',
  },
  'external-parameters': {
    spec: 'spec 1.3 #18, 1.9',
    reason: 'policy_violation',
    title: 'built with the expected parameters only',
  },
  environment: {
    spec: 'spec 1.3 #19',
    reason: 'policy_violation',
    title: 'built by an accepted trigger and runner',
  },
  ids: {
    spec: 'spec 1.3 #20',
    reason: 'source_mismatch',
    title: 'repository and owner have their numbers',
  },
  lineage: {
    spec: 'spec 1.3 #21',
    reason: 'lineage_violation',
    title: 'not older than the release accepted last',
  },
  denied: {
    spec: 'spec 1.3 #22',
    reason: 'policy_violation',
    title: 'not on the deny list',
  },
} as const satisfies Record<string, CheckDescription>;

/** The ids in the order of spec.md 1.3. */
export const CHECK_IDS = Object.keys(CATALOG) as readonly CheckId[]; // Object.keys widens to string
