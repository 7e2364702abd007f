import { type CheckResult, fail, notApplicable, pass } from '../checks/check-result.ts';
import type { Thresholds } from '../trust/profiles.ts';
import { isValidAt } from './log/inclusion-promise.ts';
import type { EntryOutcome } from './log/verify-log-entry.ts';
import type { ObservedTime } from './observed-times.ts';

/** Whether the signature stands in as many distinct transparency logs of the root as its profile demands. */
export function checkLogEntry(
  entries: readonly EntryOutcome[],
  times: readonly ObservedTime[],
  { logEntries: threshold }: Pick<Thresholds, 'logEntries'>,
): CheckResult {
  const logs = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'unknown') continue; // nobody whom we know says so: neither helps nor harms
    const problem = entry.problem ?? keyProblem(entry, times);
    if (problem !== undefined) {
      return fail('log-entry', {
        message: `log entry ${index} does not hold: ${problem}`,
        pointer: `bundle:/verificationMaterial/tlogEntries/${index}`,
      });
    }
    logs.add(entry.log.logID.toString('hex'));
  }
  const expected = `in at least ${threshold}`;
  const actual = `in ${logs.size}; ${entries.length} entries in the bundle`;
  if (logs.size < threshold) {
    const message = 'the signature is in no transparency log that the trusted root knows';
    return fail('log-entry', { message, expected, actual, pointer: ENTRIES });
  }
  if (logs.size === 0)
    return notApplicable('log-entry', 'the profile asks for no transparency log');
  return pass('log-entry', {
    message: 'in the transparency log',
    expected,
    actual,
    pointer: ENTRIES,
  });
}

const ENTRIES = 'bundle:/verificationMaterial/tlogEntries';

/** A promise was checked against the key's validity when it was read; an entry without one is as old as the signature. */
function keyProblem(
  entry: Extract<EntryOutcome, { kind: 'known' }>,
  times: readonly ObservedTime[],
): string | undefined {
  if (entry.promised) return undefined;
  const outside = times.find(({ time }) => !isValidAt(entry.log, time));
  return outside && `the log's key was not valid at ${outside.time.toISOString()}`;
}
