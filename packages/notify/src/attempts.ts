import type { NotificationAttempted, NotifyRecord, Rung } from './record.ts';

/** A try with what is known of it last. */
export type Attempt = Omit<NotificationAttempted, 'type' | 'is_correction'> & {
  /** Whether only the intent is recorded: the process that made it died, or is still at it. */
  readonly isOpen: boolean;
  /** Where in the log it was begun. What came first is told by this and not by time, since clocks are set back. */
  readonly index: number;
};

/** The rungs that reach people. A summary page and a file reach nobody by themselves. */
export const PEOPLE: readonly Rung[] = ['edge', 'webhook', 'issue', 'summary'];

/**
 * The tries of a log, each with its last correction, in the order in which they were begun. One that was delivered stays so:
 * somebody else may have looked for it before it was, and say so afterwards. Pure.
 */
export function attemptsOf(records: readonly NotifyRecord[]): readonly Attempt[] {
  const attempts = new Map<string, Attempt>();
  for (const [at, record] of records.entries()) {
    if (record.type !== 'notification.attempted') continue;
    const { type: _, is_correction: isCorrection, ...attempt } = record;
    const key = JSON.stringify([attempt.alert_id, attempt.rung, attempt.try]);
    const before = attempts.get(key);
    if (before && (!isCorrection || (isDelivered(before) && !before.isOpen))) continue;
    // when it was begun stays
    const begun = { at: before?.at ?? attempt.at, index: before?.index ?? at };
    attempts.set(key, { ...attempt, ...begun, isOpen: !isCorrection });
  }
  return [...attempts.values()];
}

/** Whether a try arrived. Pure. */
export function isDelivered({ outcome }: Pick<Attempt, 'outcome'>): boolean {
  return outcome === 'delivered';
}

/** Whether people were told by a try. Pure. */
export function hasToldPeople(attempt: Attempt): boolean {
  return isDelivered(attempt) && PEOPLE.includes(attempt.rung);
}

/** Where people were last told that it is over; -1 where they never were. Pure. */
export function overAt(attempts: readonly Attempt[]): number {
  return attempts.findLast((one) => one.purpose === 'resolve' && hasToldPeople(one))?.index ?? -1;
}
