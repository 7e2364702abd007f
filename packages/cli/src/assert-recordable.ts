import { isDeepStrictEqual } from 'node:util';
import type { Entry } from '@provkit/manifest';
import { CliError } from './cli-error.ts';
import { mayRecord } from './map/status-changes.ts';
import type { Validation } from './map/validation.ts';

/** The fields that a verdict is about; whoever changes one asks another question. */
const JUDGED = ['run_attempt', 'sha', 'artifact_url', 'override'] as const;

/**
 * Refuses to write a verdict over what only a person may change (spec.md 2.5). Pure.
 * @throws CliError USAGE
 */
export function assertRecordable({ status }: Pick<Entry, 'status'>): void {
  if (mayRecord(status)) return;
  throw new CliError(
    'USAGE',
    `the entry is ${status}, which only a person may change: validate without --write, or change the entry first`,
  );
}

/**
 * Refuses to write a verdict into an entry that somebody changed while it was found: a success of the old commit must not
 * stand beside the new one (T2). What the verdict does not depend on, such as an Issue's number, may differ. Pure.
 * @param current the entry as it is now, while nobody else can change it.
 * @throws CliError ENTRY_CHANGED, naming the field; USAGE as `assertRecordable`
 */
export function assertUnchanged(
  current: Entry,
  validated: Entry,
  { artifactDigest }: Pick<Validation, 'artifactDigest'>,
): void {
  const isSameDigest = [validated.artifact_digest, artifactDigest].includes(
    current.artifact_digest,
  );
  const changed =
    JUDGED.find((field) => !isDeepStrictEqual(current[field], validated[field])) ??
    (isSameDigest ? undefined : 'artifact_digest');
  if (changed !== undefined) {
    throw new CliError(
      'ENTRY_CHANGED',
      `${changed} of the entry was changed while it was validated, so the verdict is not written: validate it again`,
    );
  }
  assertRecordable(current);
}
