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
  /** What a person can do when it does not hold, unless the check knows better; absent where it always does. */
  readonly hint?: string;
}

/** Every check, in the order of spec.md 1.3. */
export const CATALOG = {
  bundle: {
    spec: 'spec 1.3 #1',
    reason: 'predicate_malformed',
    title: 'bundle is well-formed',
    hint: 'Fetch the attestation again from where it was published, and do not edit or convert it.',
  },
  'trust-profile': {
    spec: 'spec 1.3 #2, S1.3',
    reason: 'certificate_untrusted',
    title: 'certificate chains to an accepted root',
    hint: 'Fetch the attestation again; if this is how it was published, give the trusted root of the Sigstore instance that signed it.',
  },
  certificate: {
    spec: 'spec 1.3 #3, S1.3',
    reason: 'certificate_untrusted',
    title: 'certificate was valid when it signed',
    hint: 'Build and sign the release anew: a certificate that did not hold when it signed never will.',
  },
  'observed-time': {
    spec: 'spec 1.3 #4, S1.3',
    reason: 'timestamp_invalid',
    title: 'signing time is witnessed',
    hint: 'Fetch the attestation again; if this is how it was published, sign the release anew with a log or timestamp authority of the trusted root.',
  },
  'log-entry': {
    spec: 'spec 1.3 #5, S1.3',
    reason: 'log_entry_invalid',
    title: 'signature is in the transparency log',
    hint: 'Fetch the attestation again; if this is how it was published, it is not what the log has seen: do not use the artifact.',
  },
  signature: {
    spec: 'spec 1.3 #6, S1.3',
    reason: 'signature_invalid',
    title: 'signature fits the payload',
    hint: 'Fetch the attestation again; if this is how it was published, somebody changed it: do not use the artifact.',
  },
  identity: {
    spec: 'spec 1.3 #7, 1.7, S1.3',
    reason: 'policy_violation',
    title: 'signer is who the policy names',
    hint: 'If that signer is meant, name it in the policy; if not, do not use the artifact.',
  },
  statement: {
    spec: 'spec 1.3 #8',
    reason: 'predicate_malformed',
    title: 'payload is an in-toto statement',
    hint: 'Give the bundle of the artifact’s SLSA provenance; this one proves nothing about a build.',
  },
  subject: {
    spec: 'spec 1.3 #9, 1.6, S1.2b',
    reason: 'subject_mismatch',
    title: 'artifact is a subject of the statement',
    hint: 'Verify the very file that was released; a repacked or rebuilt one has another digest.',
  },
  'predicate-type': {
    spec: 'spec 1.3 #10, 1.4, S1.2a',
    reason: 'predicate_mismatch',
    title: 'predicate type is SLSA provenance v1',
    hint: 'Give the bundle of the SLSA provenance v1; other attestations of the same artifact prove other things.',
  },
  'build-type': {
    spec: 'spec 1.3 #11, 1.9',
    reason: 'policy_violation',
    title: 'build type is known and accepted',
    hint: 'If the builder is meant, accept its build type in the policy.',
  },
  release: {
    spec: 'spec 1.3 #12, 1.5, S1.2a',
    reason: 'release_mismatch',
    title: 'built for this release',
    hint: 'Check that tag and artifact belong to the same release.',
  },
  source: {
    spec: 'spec 1.3 #13, 1.9, S1.2b',
    reason: 'source_mismatch',
    title: 'built from the expected repository',
    hint: 'Check that the artifact is of this repository; after a renaming or transfer the policy must name the repository as the certificate does.',
  },
  material: {
    spec: 'spec 1.3 #14, 1.6, S1.2b',
    reason: 'material_mismatch',
    title: 'built from the expected commit',
    hint: 'Check what the tag points to: it may have been moved after the build, or the artifact belongs to another release.',
  },
  builder: {
    spec: 'spec 1.3 #15, 1.7, S1.2c',
    reason: 'builder_mismatch',
    title: 'built by the expected builder',
    hint: 'If that builder is meant, name it in the policy; if not, do not use the artifact.',
  },
  run: {
    spec: 'spec 1.3 #16, 1.9',
    reason: 'run_mismatch',
    title: 'built by the expected run',
    hint: 'Check that run and attempt are those that built the release; a rerun raises the attempt.',
  },
  claims: {
    spec: 'spec 1.3 #17, 1.8, 1.9',
    reason: 'claim_mismatch',
    title: 'predicate and certificate agree',
    hint: 'Do not use the artifact: the certificate is what was witnessed, and the predicate says otherwise.',
  },
  'external-parameters': {
    spec: 'spec 1.3 #18, 1.9',
    reason: 'policy_violation',
    title: 'built with the expected parameters only',
    hint: 'If the parameters are meant, expect them in the policy.',
  },
  environment: {
    spec: 'spec 1.3 #19',
    reason: 'policy_violation',
    title: 'built by an accepted trigger and runner',
    hint: 'If that trigger and runner are meant, accept them in the policy.',
  },
  ids: {
    spec: 'spec 1.3 #20',
    reason: 'source_mismatch',
    title: 'repository and owner have their numbers',
    hint: 'The name may have been registered anew by somebody else; if it was recreated on purpose, update the number in the policy.',
  },
  lineage: {
    spec: 'spec 1.3 #21',
    reason: 'lineage_violation',
    title: 'not older than the release accepted last',
    hint: 'Release a newer version; going back needs a rollback that was approved for this very file.',
  },
  denied: {
    spec: 'spec 1.3 #22',
    reason: 'policy_violation',
    title: 'not on the deny list',
    hint: 'It was withdrawn on purpose: use another release.',
  },
} as const satisfies Record<string, CheckDescription>;

/** The ids in the order of spec.md 1.3. */
export const CHECK_IDS = Object.keys(CATALOG) as readonly CheckId[]; // Object.keys widens to string
