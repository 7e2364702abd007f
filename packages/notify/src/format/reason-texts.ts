/** How a failure is to be taken (spec 2.1). */
export type FailureClass = 'security' | 'release' | 'evidence' | 'transient';

/** What a reason says to somebody who is on call. Sentences of our own: nothing in them needs an escape. */
export interface ReasonText {
  readonly class: FailureClass;
  /** What happened: one sentence, that fits into the first line of a message. */
  readonly what: string;
  /** What to look at first; one sentence that begins with a verb. */
  readonly first: string;
}

/** What a class of failures says, whatever the reason. */
export interface ClassText {
  /** Stands in the title: what became of the release. */
  readonly outcome: string;
  /** Why it matters. One sentence. */
  readonly matters: string;
  /** What to do before anything else. */
  readonly now: string;
  /** What to do after the reason's own step, in this order. */
  readonly after: readonly string[];
}

/** Words of each class (spec 2.1): never rerun a security failure, never call a transient one a rejection. */
export const CLASS_TEXTS = {
  security: {
    outcome: 'rejected',
    matters:
      'The artifact may not be what the source says. Treat it as compromised until the cause is known.',
    now: 'Do not publish or deploy this release. If it is out, withdraw it.',
    after: [
      'Do not rerun: the same artifact must never turn green.',
      'Rebuild from a reviewed commit, or roll back to the last release that passed.',
    ],
  },
  release: {
    outcome: 'rejected',
    matters: 'Nothing proves how this release was built.',
    now: 'Keep this release blocked.',
    after: [
      'Do not rerun: the same input gives the same result. Correct the cause, then release again.',
    ],
  },
  evidence: {
    outcome: 'without evidence',
    matters: 'There is nothing to verify the release with, so it stays blocked.',
    now: 'Keep this release blocked.',
    after: [
      'If the evidence is gone, build again: run the workflow slsa-provenance-recover with run_id, tag and reason.',
    ],
  },
  transient: {
    outcome: 'not verified',
    matters:
      'Nothing was found to be wrong, but the release could not be checked, so it stays blocked.',
    now: 'Keep this release blocked.',
    after: ['Validate again. Rebuild only if that cannot succeed.'],
  },
} as const satisfies Record<FailureClass, ClassText>;

/** Words of each failure reason. The order is that of spec 2.1. */
export const REASON_TEXTS = {
  signature_invalid: {
    class: 'security',
    what: 'The signature of the attestation does not verify.',
    first:
      'Fetch artifact and attestation again from the place of release, and compare their digests.',
  },
  certificate_untrusted: {
    class: 'security',
    what: 'The signing certificate comes from no authority that is trusted.',
    first: 'Compare the date of the trusted root in the report with the date of the signature.',
  },
  log_entry_invalid: {
    class: 'security',
    what: 'The signature is in no transparency log that is trusted.',
    first: 'Compare the log that the attestation names with the logs of the trusted root.',
  },
  timestamp_invalid: {
    class: 'security',
    what: 'Nobody who is trusted witnessed when the signature was made.',
    first: 'See in the report which timestamps the attestation has, and why none counts.',
  },
  subject_mismatch: {
    class: 'security',
    what: 'The artifact is not the one that was attested.',
    first: 'Compare the digest of the released file with the subjects in the report.',
  },
  builder_mismatch: {
    class: 'security',
    what: 'Another builder than the expected one built the artifact.',
    first:
      'Compare the builder in the report with the policy. Ask who changed the release workflow.',
  },
  material_mismatch: {
    class: 'security',
    what: 'The artifact was built from another commit than the one the tag points to.',
    first: 'Look up what the tag points to, and who moved it if it moved. Do not move it back.',
  },
  source_mismatch: {
    class: 'security',
    what: 'The artifact was built from another repository.',
    first: 'See in the report which repository built it: a fork, or a repository that was renamed.',
  },
  claim_mismatch: {
    class: 'security',
    what: 'The attestation contradicts the certificate that signed it.',
    first: 'Compare both values in the report, and find the step that wrote the predicate.',
  },
  run_mismatch: {
    class: 'security',
    what: 'Another run, or a later attempt, built the artifact.',
    first: 'Open the run that the report names. If it is the one of this release, record it.',
  },
  lineage_violation: {
    class: 'security',
    what: 'The release is older than the last accepted one, or was built in a new way that nobody accepted.',
    first:
      'Compare the release with the lockfile. Ask whether a rollback or a change was approved.',
  },
  policy_violation: {
    class: 'security',
    what: 'The artifact was signed or built in a way that the policy does not accept.',
    first: 'Compare expected and found in the report. Do not loosen the policy to make it pass.',
  },
  release_mismatch: {
    class: 'release',
    what: 'The attestation is for another release than this tag.',
    first:
      'See in the report which ref was built: a branch, another tag, or a dispatch without the tag.',
  },
  predicate_mismatch: {
    class: 'release',
    what: 'The attestation is not SLSA provenance v1.',
    first:
      'See in the report which predicate type was found. v0.2 passes only with an approved override.',
  },
  predicate_malformed: {
    class: 'release',
    what: 'The attestation cannot be read.',
    first: 'Fetch the attestation again, and look at the place that the report names.',
  },
  artifact_missing: {
    class: 'evidence',
    what: 'The artifact of the run could not be downloaded.',
    first: 'Open the run, and see whether the artifact was uploaded and under which name.',
  },
  artifact_retention_missing: {
    class: 'evidence',
    what: 'The artifact of the run has expired.',
    first: 'Look for a copy whose digest is the recorded one. GitHub has none any more.',
  },
  attestation_missing: {
    class: 'evidence',
    what: 'There is no attestation of the artifact.',
    first:
      'Open the run, and see whether its attestation step ran and had id-token: write and attestations: write.',
  },
  upstream_unavailable: {
    class: 'transient',
    what: 'A service that holds the evidence did not answer.',
    first: 'Look at the status of the service that the report names.',
  },
  rate_limited: {
    class: 'transient',
    what: 'A service refused to answer because of its rate limit.',
    first: 'Wait for the time that the service named, or give a token of its own.',
  },
  lock_timeout: {
    class: 'transient',
    what: 'The lock that another job holds was not released in time.',
    first: 'Find the job that holds the lock. End it if it hangs.',
  },
  trust_root_unavailable: {
    class: 'transient',
    what: 'No trusted root that may decide could be had.',
    first: 'Give a current trusted root, or upgrade provkit, whose embedded root ages with it.',
  },
} as const satisfies Record<string, ReasonText>;

/** What is said of a reason that this version has no words for: the worst. */
const UNKNOWN_REASON = {
  class: 'security',
  what: 'A check failed that this version has no words for.',
  first: 'Open the run, and read in its log what failed.',
} as const satisfies ReasonText;

/** Whether a word is one of the failure reasons. */
export function isKnownReason(reason: string): reason is keyof typeof REASON_TEXTS {
  return Object.hasOwn(REASON_TEXTS, reason);
}

/** The words of a reason. Pure. */
export function textsOf(reason: string): ReasonText {
  return isKnownReason(reason) ? REASON_TEXTS[reason] : UNKNOWN_REASON;
}
