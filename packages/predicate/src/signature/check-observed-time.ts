import { type CheckResult, fail, notApplicable, pass } from '../checks/check-result.ts';
import type { Thresholds } from '../trust/profiles.ts';
import type { TrustSummary } from '../trust/trust.ts';
import { distinctAuthorities, type ObservedTimes } from './observed-times.ts';
import { refreshHint } from './refresh-hint.ts';

/** Whether enough distinct authorities have witnessed when the signature was made. */
export function checkObservedTime(
  { times, broken, unknown }: ObservedTimes,
  thresholds: Pick<Thresholds, 'times' | 'signedTimestamps'>,
  root: TrustSummary,
): CheckResult {
  const signed = times.filter(({ witness }) => witness === 'timestamp-authority');
  const expected =
    thresholds.signedTimestamps > 0
      ? `at least ${thresholds.signedTimestamps} signed timestamp`
      : `at least ${thresholds.times} witnessed time`;
  const actual = `${distinctAuthorities(times)} witnessed, ${distinctAuthorities(signed)} of them signed timestamps`;
  if (broken.length > 0) {
    const message = `evidence of the time does not hold: ${broken.join('; ')}`;
    return fail('observed-time', { message, expected, actual });
  }
  const isEnough =
    distinctAuthorities(times) >= thresholds.times &&
    distinctAuthorities(signed) >= thresholds.signedTimestamps;
  if (!isEnough) {
    const why = unknown.length > 0 ? ` (${unknown.join('; ')})` : '';
    const message = `nobody whom the trusted root knows has witnessed the time of the signature${why}`;
    const hint = unknown.length > 0 ? { hint: refreshHint([root]) } : {};
    return fail('observed-time', { message, expected, actual, ...hint });
  }
  if (times.length === 0) return notApplicable('observed-time', 'a key needs no witnessed time');
  const witnesses = times.map(({ witness, time }) => `${witness} ${time.toISOString()}`).join(', ');
  return pass('observed-time', { message: `witnessed by ${witnesses}`, expected, actual });
}
