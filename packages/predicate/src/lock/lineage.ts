/** What was accepted of the last release of a line: the next one is compared with it (T12). Plain JSON. */
export interface AcceptedRelease {
  readonly tag: string;
  /** Git object id of the commit that was built. */
  readonly commit: string;
  /** Full ref that was built. */
  readonly ref: string;
  /** `algorithm:hex` of each released file, sorted. */
  readonly artifacts: readonly string[];
  readonly repository: string;
  /** GitHub's number of the repository, where the certificate had it. */
  readonly repositoryId?: string;
  /** GitHub's number of its owner, where the certificate had it. */
  readonly ownerId?: string;
  /** The certificate's name: workflow and ref. */
  readonly signer: string;
  readonly issuer: string;
  readonly builderId: string;
  readonly buildType: string;
  readonly predicateType: string;
  readonly profile: string;
  readonly trigger?: string;
  readonly runnerEnvironment?: string;
  readonly deploymentEnvironment?: string;
  readonly externalParameters: Readonly<Record<string, unknown>>;
  /** UTC, ISO 8601 with milliseconds. */
  readonly acceptedAt: string;
}

/** How a commit stands to the one accepted last, as the caller's Git says. */
export type CommitOrder = 'same' | 'descendant' | 'ancestor' | 'diverged' | 'unknown';

/** What a release must not be older than. */
export interface Lineage {
  readonly accepted: AcceptedRelease;
  readonly commitOrder: CommitOrder;
  /** An approved rollback: the released file that may be older, `sha256:…`. */
  readonly rollbackDigest?: string;
}
