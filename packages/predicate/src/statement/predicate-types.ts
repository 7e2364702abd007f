/** SLSA provenance v1. @see slsa.dev/provenance/v1 */
export const PROVENANCE_V1 = 'https://slsa.dev/provenance/v1';

/** SLSA provenance v0.2: passes only with a governance override (S1.2a). @see slsa.dev/provenance/v0.2 */
export const PROVENANCE_V02 = 'https://slsa.dev/provenance/v0.2';

/** GitHub's attestation of an immutable release. @see in-toto/attestation spec/predicates/release.md */
export const RELEASE_V02 = 'https://in-toto.io/attestation/release/v0.2';

/** A person's approval of a governance override (spec.md 1.4). */
export const OVERRIDE_APPROVAL_V1 = 'https://provkit.dev/attestation/override-approval/v1';

/** SLSA verification summary of SLSA 1.0, 1.1 and 1.2. @see slsa.dev/spec/v1.2/verification_summary */
export const VSA_V1 = 'https://slsa.dev/verification_summary/v1';

/** SLSA verification summary of SLSA 0.1, superseded by v1. @see slsa.dev/verification_summary/v0.2 */
export const VSA_V02 = 'https://slsa.dev/verification_summary/v0.2';
