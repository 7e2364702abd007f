export { diffAccepted, type LockChange } from './diff-accepted.ts';
export type { AcceptedRelease, CommitOrder, Lineage } from './lineage.ts';
export {
  accept,
  acceptedOf,
  EMPTY_LOCKFILE,
  type Lockfile,
  parseLockfile,
  serializeLockfile,
} from './lockfile.ts';
export { acceptedFrom } from './to-accepted.ts';
