import type { TrustedRoot } from '@sigstore/protobuf-specs';
import type { TrustProfile } from './profiles.ts';

/** Where a trusted root came from, as reports show it. Plain JSON. */
export interface TrustSummary {
  /** `embedded` or the name of the file. */
  readonly source: string;
  /** SHA-256 of the trusted root's text, lowercase hex. */
  readonly sha256: string;
  readonly profile: TrustProfile;
  /**
   * When the root's newest authority began, UTC, ISO 8601. The root is at least as old as that authority is; what was
   * added to Sigstore later is unknown to it.
   */
  readonly newestAuthority: string;
}

/** One trusted root (`trusted_root.json`), parsed. */
export interface TrustRoot {
  readonly summary: TrustSummary;
  readonly trustedRoot: TrustedRoot;
}

/** The roots that signatures may end in. Made by `embeddedTrust` and `parseTrustedRoot`; reusable. */
export interface Trust {
  readonly roots: readonly [TrustRoot, ...TrustRoot[]];
}
