import type { CheckId } from '../checks/catalog.ts';
import type { FailureReason } from '../failure-reason.ts';
import type { FailureClass } from './classes.ts';

/** What a failure reason tells a person. Every text is a sentence of its own. */
export interface ReasonGuide {
  readonly class: FailureClass;
  readonly meaning: string;
  /** The checks that give it, in their order; empty when something before the checks does. */
  readonly checks: readonly CheckId[];
  /** What usually causes it, the likeliest first. */
  readonly causes: readonly string[];
  /** What to do, in this order. */
  readonly fix: readonly string[];
}

const TAMPERED =
  'If that changes nothing, do not use the artifact: find out who could write to the place it came from, and rebuild from a reviewed commit or roll back.';
const FETCH_AGAIN =
  'Fetch the artifact and its attestation again from the place of release: a damaged download looks like this.';

/** What each reason means and what to do about it (S1.6). The order is that of spec.md 2.1. */
export const REASONS = {
  signature_invalid: {
    class: 'security',
    meaning: 'The signature does not fit what it is said to sign, or that is no in-toto statement.',
    checks: ['signature'],
    causes: [
      'The payload was changed after it was signed.',
      'The bundle was put together from the parts of two.',
      'The envelope has another payload type than in-toto’s.',
    ],
    fix: [FETCH_AGAIN, TAMPERED],
  },
  certificate_untrusted: {
    class: 'security',
    meaning:
      'The signing certificate comes from no authority of an accepted trusted root, or was not valid when it signed.',
    checks: ['trust-profile', 'certificate'],
    causes: [
      'The trusted root is older than the authority that issued the certificate.',
      'Another instance of Sigstore signed: GitHub’s own, a private one, or a staging one.',
      'The signature was made or witnessed outside the few minutes that the certificate lived.',
      'The certificate is in no certificate transparency log of the root.',
    ],
    fix: [
      'Compare the root’s date in the report with the date of the signature, and give a current root (--trusted-root) or upgrade provkit.',
      'If another instance is meant, give its root and name its profile in the policy.',
      'Otherwise sign again with a fresh certificate; do not loosen the policy.',
    ],
  },
  log_entry_invalid: {
    class: 'security',
    meaning:
      'The signature is in no transparency log that the trusted root knows, or its log entry is of something else.',
    checks: ['log-entry'],
    causes: [
      'The payload or the signature was changed after it was logged.',
      'The log is newer than the trusted root.',
      'The attestation was made without a transparency log, as GitHub’s own instance does.',
    ],
    fix: [
      FETCH_AGAIN,
      'If the log is new, give a current root (--trusted-root) or upgrade provkit; if the instance has no log, name its profile in the policy.',
      TAMPERED,
    ],
  },
  timestamp_invalid: {
    class: 'security',
    meaning:
      'Nobody whom the trusted root knows has witnessed when the signature was made, or the testimony does not hold.',
    checks: ['observed-time'],
    causes: [
      'The bundle has neither a signed inclusion promise of a log nor a signed timestamp; entries of Rekor v2 give no time.',
      'The timestamp authority is newer than the trusted root.',
      'The time was changed after it was signed.',
    ],
    fix: [
      'Attest with a client that asks a timestamp authority (sigstore-js, cosign or gh of today).',
      'If the authority is new, give a current root (--trusted-root) or upgrade provkit.',
      TAMPERED,
    ],
  },
  subject_mismatch: {
    class: 'security',
    meaning: 'The artifact is not what the attestation is about.',
    checks: ['subject'],
    causes: [
      'Another file of the release, or a repacked, re-signed or rebuilt one, was verified.',
      'The attestation lies beside the wrong file.',
      'The artifact was exchanged after it was attested.',
    ],
    fix: [
      'Verify the very file that was released: compare its digest with the subjects in the report.',
      'Give the attestation of this file (--bundle).',
      TAMPERED,
    ],
  },
  builder_mismatch: {
    class: 'security',
    meaning: 'It was built by another builder than the expected one.',
    checks: ['builder'],
    causes: [
      'The workflow, or its ref, that builds the release has changed.',
      'The policy names a builder id that this build type does not write.',
      'The predicate names another builder than the certificate: it was written by something else than the builder.',
    ],
    fix: [
      'If the release process changed on purpose, review the change and name the new builder in the policy.',
      'Otherwise do not use the artifact: rebuild with the expected builder.',
    ],
  },
  material_mismatch: {
    class: 'security',
    meaning: 'It was built from another commit than the release’s.',
    checks: ['material'],
    causes: [
      'The tag was moved after the build.',
      'The artifact belongs to another release.',
      'The expected commit is that of an annotated tag instead of the one it points to: git rev-parse "TAG^{commit}".',
    ],
    fix: [
      'Look up what the tag points to, and who moved it if it moved.',
      'Rebuild from the tag’s commit; do not move the tag back to make it fit.',
    ],
  },
  source_mismatch: {
    class: 'security',
    meaning: 'It was built from another repository than the expected one.',
    checks: ['identity', 'source', 'ids'],
    causes: [
      'A fork, or a repository of the same name under another owner, built it.',
      'The repository was renamed or transferred.',
      'Policy and certificate write the name with different upper and lower case.',
    ],
    fix: [
      'If the repository was renamed, review that and write its new name in the policy, exactly as the certificate does.',
      'Otherwise do not use the artifact.',
    ],
  },
  claim_mismatch: {
    class: 'security',
    meaning: 'The certificate contradicts itself, or the predicate contradicts the certificate.',
    checks: ['identity', 'claims'],
    causes: [
      'Something else than the builder wrote the predicate: a step of the workflow could choose what it says.',
      'The attestation was made for another run and signed again.',
    ],
    fix: [
      'Compare both values in the report: the certificate’s is the authority’s word, the predicate’s is the signer’s.',
      'Do not use the artifact; find the step that wrote the predicate, and rebuild.',
    ],
  },
  run_mismatch: {
    class: 'security',
    meaning: 'It was built by another run, or by a later attempt than the expected one.',
    checks: ['run'],
    causes: [
      'The release was rerun, and the expectation still names the former run or attempt.',
      'The artifact was taken from another run of the same workflow.',
    ],
    fix: [
      'Look at the run that the report names; if it is the release’s, record it and validate again.',
      'Otherwise take the artifact of the expected run.',
    ],
  },
  lineage_violation: {
    class: 'security',
    meaning:
      'By the lockfile it is older than the release that was accepted last, or was built in another way, and nobody has accepted that.',
    checks: ['lineage'],
    causes: [
      'An old release was offered again.',
      'The release process changed: another signer, builder, runner or trigger.',
      'A rollback was not approved, or its approval names another digest.',
      'A maintenance branch is released on the line of the main one.',
    ],
    fix: [
      'If the change is meant, have it reviewed and accept it with --update-lock, outside of CI.',
      'If this is a rollback, have it approved for exactly this digest; give a maintenance branch a line of its own.',
      'Otherwise take the current release: going back unasked brings fixed weaknesses back.',
    ],
  },
  policy_violation: {
    class: 'security',
    meaning: 'It was signed or built in a way that the policy does not accept.',
    checks: ['identity', 'build-type', 'external-parameters', 'environment', 'denied'],
    causes: [
      'Another workflow, or another ref of it, signed.',
      'A person signed instead of a workflow, or the token came from another issuer.',
      'The build type, runner, trigger or a parameter is none that the policy accepts.',
    ],
    fix: [
      'Compare expected and found in the report; if the release process changed on purpose, review it and change the policy.',
      'Otherwise do not use the artifact; do not loosen the policy to make it pass.',
    ],
  },
  release_mismatch: {
    class: 'release',
    meaning: 'It was built for another release than the expected one.',
    checks: ['release'],
    causes: [
      'The release was built from a branch and tagged afterwards.',
      'The workflow was dispatched on a branch instead of the tag.',
      'The artifact belongs to another tag.',
      'The manifest names another commit than the tag points to.',
    ],
    fix: [
      'If releases are built from a branch, use the release binding "commit" in the policy, with the branches in full.',
      'Otherwise build from the tag: run the workflow with ref refs/tags/TAG.',
    ],
  },
  predicate_mismatch: {
    class: 'release',
    meaning: 'The attestation is of another kind than the one that proves a build.',
    checks: ['predicate-type'],
    causes: [
      'The attestation is an SBOM, a test result or a publish attestation.',
      'The builder still writes SLSA provenance v0.2, which passes only with an approved override.',
    ],
    fix: [
      'Give the attestation of type https://slsa.dev/provenance/v1.',
      'Attest with a builder that writes SLSA provenance v1, for example actions/attest-build-provenance.',
    ],
  },
  predicate_malformed: {
    class: 'release',
    meaning:
      'The attestation cannot be read: the bundle, the statement or its predicate is not what it should be.',
    checks: ['bundle', 'statement', 'material'],
    causes: [
      'The file is no Sigstore bundle, or was cut short.',
      'The predicate lacks what its type demands, or says a thing twice.',
      'The bundle is of a newer version than this provkit knows.',
    ],
    fix: [
      'Fetch the attestation again, and look at the place that the report names.',
      'If the builder wrote it so, report it there: an attestation that two programs read differently proves nothing.',
    ],
  },
  attestation_missing: {
    class: 'evidence',
    meaning: 'There is no attestation of this artifact.',
    checks: [],
    causes: [
      'The release workflow has no attestation step, or it did not run.',
      'The attestation was not published beside the artifact.',
      'The digest is not that of the released file.',
    ],
    fix: [
      'See whether the run attested: actions/attest-build-provenance needs the permissions id-token: write and attestations: write.',
      'Give the attestation (--bundle), or put it beside the file as FILE.sigstore.json.',
      'If there is none, run the whole release again with attestation.',
    ],
  },
  trust_root_unavailable: {
    class: 'transient',
    meaning: 'No trusted root that may decide could be had, so no signature could be judged.',
    checks: ['trust-profile'],
    causes: [
      'The root is older than the policy allows (maxRootAgeDays).',
      'The TUF repository could not be reached, and no root was given or kept.',
    ],
    fix: [
      'Give a current root that you trust with --trusted-root, or upgrade provkit, whose embedded root ages with it.',
      'Otherwise validate again later.',
    ],
  },
  upstream_unavailable: {
    class: 'transient',
    meaning:
      'A source that was asked could not give the whole answer, so nothing can be said to be missing.',
    checks: [],
    causes: [
      'GitHub, a registry or the network was down or slow.',
      'The token may not read the attestations: a job needs the permission attestations: read.',
      'The run ended a moment ago, and its attestation is not indexed yet.',
    ],
    fix: [
      'Look at what the source said; if a permission is missing, give it.',
      'Validate again later, or give the attestation as a file (--bundle). Nothing was found to be wrong.',
    ],
  },
  rate_limited: {
    class: 'transient',
    meaning: 'A service refused to answer for now, so nothing could be decided.',
    checks: [],
    causes: ['The token’s rate limit is used up, often by other jobs of the same repository.'],
    fix: ['Validate again after the time that the service named, or give a token of its own.'],
  },
} as const satisfies Record<FailureReason, ReasonGuide>;
