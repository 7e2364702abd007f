import type { NotificationAttempted, NotifyRecord } from './record.ts';

/** A try with what is known of it last. */
export type Attempt = Omit<NotificationAttempted, 'type' | 'is_correction'> & {
  /** Whether only the intent is recorded: the process that made it died, or is still at it. */
  readonly isOpen: boolean;
};

/** The tries of a log, each with its last correction, in the order in which they were begun. Pure. */
export function attemptsOf(records: readonly NotifyRecord[]): readonly Attempt[] {
  const attempts = new Map<string, Attempt>();
  for (const record of records) {
    if (record.type !== 'notification.attempted') continue;
    const { type: _, is_correction: isCorrection, ...attempt } = record;
    const key = JSON.stringify([attempt.alert_id, attempt.rung, attempt.try]);
    const before = attempts.get(key);
    if (before && !isCorrection) continue; // the same intent twice
    // when it was begun stays
    attempts.set(key, { ...attempt, at: before?.at ?? attempt.at, isOpen: !isCorrection });
  }
  return [...attempts.values()];
}
