import { type CheckResult, fail, notApplicable, pass } from '../checks/check-result.ts';
import type { Thresholds } from '../trust/profiles.ts';
import type { TrustSummary } from '../trust/trust.ts';
import { isValidAt } from './log/inclusion-promise.ts';
import type { EntryOutcome } from './log/verify-log-entry.ts';
import type { ObservedTime } from './observed-times.ts';
import { refreshHint } from './refresh-hint.ts';

type KnownEntry = Extract<EntryOutcome, { kind: 'known' }>;

const ENTRIES = 'bundle:/verificationMaterial/tlogEntries';

/** Whether the signature stands in as many distinct transparency logs of the root as its profile demands. */
export function checkLogEntry(
  entries: readonly EntryOutcome[],
  times: readonly ObservedTime[],
  { logEntries: threshold }: Pick<Thresholds, 'logEntries'>,
  root: TrustSummary,
): CheckResult {
  const logs = new Set<string>();
  const seen = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'unknown') continue; // nobody whom we know says so: neither helps nor harms
    const log = entry.log.keyId;
    const earlier = seen.get(`${log}/${entry.bodyHash}`);
    const problem =
      entry.problem ??
      (earlier === undefined ? keyProblem(entry, times) : `it repeats log entry ${earlier}`);
    if (problem !== undefined) {
      return fail('log-entry', {
        message: `log entry ${index} does not hold: ${problem}`,
        pointer: `${ENTRIES}/${index}`,
      });
    }
    seen.set(`${log}/${entry.bodyHash}`, index);
    logs.add(log);
  }
  const expected = `in at least ${threshold}`;
  const actual = `in ${logs.size}; ${entries.length} entries in the bundle`;
  const place = { expected, actual, pointer: ENTRIES };
  if (logs.size < threshold) {
    const message = 'the signature is in no transparency log that the trusted root knows';
    const hint = entries.length > 0 ? { hint: refreshHint([root]) } : {};
    return fail('log-entry', { message, ...place, ...hint });
  }
  return logs.size === 0
    ? notApplicable('log-entry', 'the profile asks for no transparency log')
    : pass('log-entry', { message: 'in the transparency log', ...place });
}

/**
 * A promise was checked against the key's validity when it was read; an entry without one is as old as the signature.
 * Where nobody has witnessed how old that is (a bare key needs no time), a log whose key has retired may have been
 * written by whoever has the key now.
 */
function keyProblem(
  { log, promised }: KnownEntry,
  times: readonly ObservedTime[],
): string | undefined {
  if (promised) return undefined;
  if (times.length === 0) {
    return isRetired(log)
      ? 'the log’s key has retired, and nobody has witnessed that the entry is older'
      : undefined;
  }
  const outside = times.find(({ time }) => !isValidAt(log, time));
  return outside && `the log's key was not valid at ${outside.time.toISOString()}`;
}

/** The greatest time there is (ECMA-262, time values) stands for a key without end. */
function isRetired({ validFor }: KnownEntry['log']): boolean {
  return validFor.end.getTime() < 8.64e15;
}
