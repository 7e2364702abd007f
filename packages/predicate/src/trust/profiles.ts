/** A set of rules about what evidence must stand beside a signature. The policy names which ones it accepts. */
export type TrustProfile = 'public-good' | 'github';

/** How many verified pieces of evidence a profile demands, each from a distinct authority. */
export interface Thresholds {
  /** Signed certificate timestamps in the leaf (RFC 6962). */
  readonly scts: number;
  /** Transparency log entries. */
  readonly logEntries: number;
  /** Verified times, from log promises or timestamp authorities. */
  readonly times: number;
  /** Verified times that must come from a timestamp authority (RFC 3161). */
  readonly signedTimestamps: number;
}

/**
 * The rules of each profile. They belong to the root that the leaf's chain ends in, never to the bundle's shape (T8):
 * a bundle without log entries must not choose the profile that asks for none.
 * @see GitHub's instance of Sigstore has no logs: docs.github.com, "artifact attestations", trust roots
 */
export const PROFILES = {
  'public-good': { scts: 1, logEntries: 1, times: 1, signedTimestamps: 0 },
  github: { scts: 0, logEntries: 0, times: 1, signedTimestamps: 1 },
} as const satisfies Record<TrustProfile, Thresholds>;
