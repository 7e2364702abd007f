import { type CheckResult, fail, notApplicable, pass } from '../checks/check-result.ts';
import { PROFILES } from '../trust/profiles.ts';
import type { Evidence } from './evidence.ts';
import { verifyLogEntry } from './sigstore.ts';
import type { UsableRoot } from './usable-root.ts';

/** Whether the signature stands in as many transparency logs of the root as its profile demands. */
export function checkLogEntry({ logEntries, content }: Evidence, root: UsableRoot): CheckResult {
  const { logEntries: threshold } = PROFILES[root.summary.profile];
  const known = new Set(root.material.tlogs.map(({ logID }) => logID.toString('hex')));
  const logs = new Set<string>();
  for (const [index, entry] of logEntries.entries()) {
    const log = Buffer.from(entry.logId.keyId).toString('hex');
    if (!known.has(log)) continue; // says nothing: nobody vouches for it
    const outcome = verifyLogEntry(entry, content, root.material);
    if (!outcome.ok) {
      return fail('log-entry', {
        message: `log entry ${index} does not hold: ${outcome.problem}`,
        pointer: `bundle:/verificationMaterial/tlogEntries/${index}`,
      });
    }
    logs.add(log);
  }
  if (logs.size < threshold) {
    return fail('log-entry', {
      message: 'the signature is in no transparency log that the trusted root knows',
      expected: `at least ${threshold}`,
      actual: `${logs.size} (of ${logEntries.length} in the bundle)`,
      pointer: 'bundle:/verificationMaterial/tlogEntries',
    });
  }
  if (logs.size === 0) return notApplicable('log-entry', 'the profile has no transparency log');
  const [first] = logEntries;
  return pass('log-entry', {
    message: `in the transparency log at index ${first?.logIndex ?? '?'}`,
    expected: `at least ${threshold}`,
    actual: String(logs.size),
  });
}
