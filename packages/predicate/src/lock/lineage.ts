import type { DeepReadonly } from '../deep-readonly.ts';
import type { AcceptedRelease as AcceptedReleaseFile } from './schema.ts';

/** What was accepted of the last release of a line: the next one is compared with it (T12). Plain JSON. */
export type AcceptedRelease = DeepReadonly<AcceptedReleaseFile>;

/** How a commit stands to the one accepted last, as the caller's Git says. */
export type CommitOrder = 'same' | 'descendant' | 'ancestor' | 'diverged' | 'unknown';

/** What a release must not be older than, and may not differ from. */
export interface Lineage {
  readonly accepted: AcceptedRelease;
  readonly commitOrder: CommitOrder;
  /**
   * Whether what was accepted is frozen: a release whose signer, builder, runner or the like changed is refused, until
   * somebody updates the lockfile on purpose. The safe choice, and the one for CI.
   */
  readonly isFrozen: boolean;
  /** An approved rollback: the released file that may be older, `sha256:…`. */
  readonly rollbackDigest?: string;
}
