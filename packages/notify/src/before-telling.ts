import type { Alert } from './alert.ts';
import { type Attempt, attemptsOf, hasToldPeople } from './attempts.ts';
import type { NotifyRecord, Purpose, Rung } from './record.ts';

/** What was there when somebody began to tell people. By `tryKey`, of one alert and purpose. */
export interface BeforeTelling {
  /** Tries of before: what failed of them is tried anew. */
  readonly made: ReadonlySet<string>;
  /** Tries of an earlier round, which say nothing of this one. */
  readonly ended: ReadonlySet<string>;
  /** How often it was over before. */
  readonly round: number;
}

/** Names a try among those of one alert. */
export function tryKey(rung: Rung, number: number): string {
  return `${rung}/${number}`;
}

/**
 * What was done of a telling before it is begun, or begun again. A failure that comes back after people were told that it is
 * over, be it of the same attempt of a run, is told anew: whoever swaps an artifact twice is not silent the second time. Pure.
 * @param records of the alert's fingerprint, in order.
 */
export function beforeTelling(
  records: readonly NotifyRecord[],
  { alert_id: alertId }: Pick<Alert, 'alert_id'>,
  purpose: Exclude<Purpose, 'digest'>,
): BeforeTelling {
  const all = attemptsOf(records);
  const told = all.filter(hasToldPeople).toSorted((a, b) => a.index - b.index);
  const opposite: Purpose = purpose === 'alert' ? 'resolve' : 'alert';
  const end = told.findLast((one) => one.purpose === opposite)?.index ?? -1;
  const own = all.filter((one) => one.alert_id === alertId && one.purpose === purpose);
  const keys = (tries: readonly Attempt[]) =>
    new Set(tries.map((one) => tryKey(one.rung, one.try)));
  // the same before and after the first word of a round, so that it is continued under the same key
  const rounds = told.filter(
    ({ purpose: said }, index) => said === opposite && told[index - 1]?.purpose !== opposite,
  ).length;
  return {
    made: keys(own),
    ended: keys(own.filter(({ index }) => index < end)),
    round: purpose === 'alert' ? rounds : Math.max(0, rounds - 1),
  };
}
