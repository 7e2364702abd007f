import {
  type Entry,
  findEntry,
  isManifestError,
  type Manifest,
  type ManifestStore,
  setEntry,
} from '@provkit/manifest';
import { createEvent, type EventLog } from '@provkit/metrics';
import { assertUnchanged } from './assert-recordable.ts';
import { entryChanges } from './map/entry-changes.ts';
import { lockWaitedEvent } from './map/lock-waited-event.ts';
import {
  type KnownAttempt,
  learnAttempt,
  rerunByHand,
  UNKNOWN_ATTEMPT,
} from './map/rerun-by-hand.ts';
import { unavailableEvent } from './map/unavailable-event.ts';
import type { Validation } from './map/validation.ts';
import { type EventContext, validationEvent } from './map/validation-event.ts';
import type { Clock } from './ports.ts';
import { version } from './version.ts';

/** Where a validation is recorded, and by whom. */
export interface RecordInput {
  readonly validation: Validation;
  readonly entry: Entry;
  /** Where the entry was read. */
  readonly manifest: Manifest;
  readonly store: ManifestStore;
  readonly log: EventLog;
  readonly actor: EventContext['actor'];
  /** Id of this run of the program; nobody else ever uses it again. */
  readonly instance: string;
  /** URL of the source repository. */
  readonly repository: string;
  /** Its number, where the environment says it. */
  readonly repositoryId?: string | undefined;
  readonly clock: Pick<Clock, 'now'>;
}

/** What became of it. `problem`: the manifest's lock was not to be had (S5.3). */
export type Recorded =
  | { readonly isWritten: true }
  | { readonly isWritten: false; readonly problem: string };

/**
 * Appends the validation to the event log, with the rerun that a person started where it is the first that is seen of one, and
 * then writes it into its entry, so that nothing is in the manifest that is not in the log. How long the manifest's lock was
 * waited for is an event too (S5.3).
 * @throws CliError ENTRY_CHANGED: the entry is another one now; MetricsError; the file system's error: nothing was written
 *   to the manifest
 */
export async function recordValidation(input: RecordInput): Promise<Recorded> {
  const { validation, entry, store, log, actor, repository } = input;
  const producer = { name: 'provkit', version: version(), instance: input.instance };
  const context = { producer, actor, repository };
  const { tries, attempt } = await readLog(log, validation, entry);
  const event = validationEvent(validation, entry, { ...context, seq: 1 }, tries + 1);
  const unavailable = validation.unavailable
    ? [unavailableEvent(validation.unavailable, validation, entry, { ...context, seq: 2 })]
    : [];
  const rerun = rerunByHand(attempt, entry, input.manifest, {
    context: { ...context, seq: 2 + unavailable.length },
    at: validation.verifiedAt,
    repositoryId: input.repositoryId,
  });
  const events = [
    createEvent(event),
    ...unavailable.map((draft) => createEvent(draft)),
    ...(rerun ? [createEvent(rerun)] : []),
  ];
  await log.append(events);
  const written = { ...context, seq: 1 + events.length };
  const started = input.clock.now();
  try {
    const { waitedMs } = await store.update((manifest) => withVerdict(manifest, input));
    await log.append([lockEvent(input, written, waitedMs, null)]);
    return { isWritten: true };
  } catch (error) {
    if (!isManifestError(error) || error.code !== 'LOCK_TIMEOUT') throw error;
    const { message } = error;
    await log.append([lockEvent(input, written, input.clock.now() - started, message)]);
    return { isWritten: false, problem: message };
  }
}

/** The manifest with the verdict in it, unless the entry is no longer the one that was validated. */
function withVerdict(manifest: Manifest, { validation, entry }: RecordInput): Manifest {
  const current = findEntry(manifest, entry);
  assertUnchanged(current, entry, validation);
  return setEntry(manifest, entry, entryChanges(validation, current));
}

/** @param holder who held the lock, when it was not to be had. */
function lockEvent(
  { entry, clock, store }: RecordInput,
  context: EventContext,
  waitMs: number,
  holder: string | null,
) {
  const at = new Date(clock.now()).toISOString();
  const wait = { backend: store.backend, waitMs, holder, at };
  return createEvent(lockWaitedEvent(wait, entry, context));
}

/** How often the same was validated before, and what is known of the attempt. */
async function readLog(
  log: EventLog,
  validation: Validation,
  entry: Entry,
): Promise<{ readonly tries: number; readonly attempt: KnownAttempt }> {
  let tries = 0;
  let attempt = UNKNOWN_ATTEMPT;
  // a damaged line must not keep a verdict from being recorded; whoever computes figures is told of it
  for await (const event of log.read({ onProblem: () => {} })) {
    const isSame =
      event.type === 'validation.completed' &&
      event.tag === entry.tag &&
      event.run_id === entry.run_id &&
      event.run_attempt === entry.run_attempt &&
      event.artifact_digest === (validation.artifactDigest ?? null) &&
      event.policy_digest === validation.policyDigest;
    if (isSame) tries += 1;
    attempt = learnAttempt(attempt, event, entry);
  }
  return { tries, attempt };
}
