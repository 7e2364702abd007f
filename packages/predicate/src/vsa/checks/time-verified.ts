import { fail, notApplicable, pass } from '../catalog.ts';
import { parseTimestamp } from '../timestamp.ts';
import type { VsaCheck } from '../vsa-check.ts';

/** How far ahead of ours the verifier's clock may be; the same that spec.md 1.4 grants witnesses. */
const CLOCK_SKEW_MS = 300_000;

/**
 * Whether it was verified before now and, if that is asked for, recently enough. It is the verifier's own word, and worth
 * as much as its other words. Optional since SLSA 1.1.
 */
export const checkTimeVerified: VsaCheck = ({ predicate, expected: { maxAgeMs }, now }) => {
  const pointer = '/predicate/timeVerified';
  const { timeVerified: actual, slsaVersion } = predicate;
  if (!actual) {
    const finding = { message: 'the summary does not say when it was verified', pointer };
    if (maxAgeMs !== undefined) {
      const expected = `at most ${describeAge(maxAgeMs)} ago`;
      return fail('time-verified', { ...finding, expected, actual: 'absent' });
    }
    if (slsaVersion === '1.0') {
      const message = 'the summary does not say when it was verified, which SLSA 1.0 requires';
      return fail('time-verified', { message, pointer }, 'predicate_malformed');
    }
    return notApplicable('time-verified', finding.message);
  }
  const time = parseTimestamp(actual);
  if (time === undefined) {
    const message = 'not a time of RFC 3339 in UTC';
    return fail('time-verified', { message, actual, pointer }, 'predicate_malformed');
  }
  const ageMs = now.getTime() - time;
  if (ageMs < -CLOCK_SKEW_MS) {
    const expected = `not after ${now.toISOString()}`;
    const hint = 'Compare the clock of this machine with that of the verifier.';
    return fail('time-verified', {
      message: 'verified in the future',
      expected,
      actual,
      pointer,
      hint,
    });
  }
  if (maxAgeMs !== undefined && ageMs > maxAgeMs) {
    const expected = `not before ${new Date(now.getTime() - maxAgeMs).toISOString()}`;
    const message = `verified ${describeAge(ageMs)} ago, which is more than ${describeAge(maxAgeMs)}`;
    return fail('time-verified', { message, expected, actual, pointer });
  }
  return pass('time-verified', { message: `verified at ${actual}`, actual, pointer });
};

/** In the largest unit of which there are two or more. */
function describeAge(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const units = [
    [86_400, 'days'],
    [3_600, 'hours'],
    [60, 'minutes'],
  ] as const;
  const [size, unit] = units.find(([size]) => seconds >= 2 * size) ?? [1, 'seconds'];
  return `${Math.floor(seconds / size)} ${unit}`;
}
