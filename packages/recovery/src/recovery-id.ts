import { createHash } from 'node:crypto';

/**
 * The id of a recovery, 64 lowercase hex digits: everything that is done about one failing release has it. Written as a JSON
 * array before hashing, so that no two keys run together. Pure.
 * @param key the repository's number, the tag of the lineage, and the first run that failed
 * @see spec.md part 2
 */
export function recoveryId(key: {
  readonly repositoryId: string;
  readonly tag: string;
  readonly firstRunId: string;
}): string {
  const { repositoryId, tag, firstRunId } = key;
  const text = JSON.stringify(['recovery', repositoryId, tag, firstRunId]);
  return createHash('sha256').update(text).digest('hex');
}
