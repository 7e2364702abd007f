import type { Manifest } from '@provkit/manifest';
import type { PassedRelease, Verdict } from '@provkit/recovery';

/**
 * The releases that passed: those that the manifest calls `success` and of which the last verdict of every artifact, in the event
 * log, is a pass. Neither says so alone (T2): a manifest can be edited, and a release that passed be withdrawn. What could not be
 * looked at, so that no artifact is named, is no verdict any more once it was. Pure.
 * @param verdicts in the order of the log
 */
export function passedReleases(
  { entries }: Manifest,
  verdicts: readonly Verdict[],
): readonly PassedRelease[] {
  return entries.flatMap(({ tag, run_id: runId, run_attempt, status, governance_flag }) => {
    // what goes back is no later release
    if (status !== 'success' || governance_flag === 'rollback') return [];
    const last = new Map(
      verdicts
        .filter((one) => one.tag === tag && one.runId === runId && one.attempt === run_attempt)
        .toSorted((a, b) => (a.at < b.at ? -1 : 1))
        .map((one) => [one.digest, one]),
    );
    const [newest] = [...last.values()].toSorted((a, b) => (a.at < b.at ? 1 : -1));
    const all = [...last.values()].filter(
      (one) => one === newest || one.digest !== undefined || one.verdict !== 'inconclusive',
    );
    if (!newest || all.some(({ verdict }) => verdict !== 'pass')) return [];
    const digest = all.length === 1 ? newest.digest : undefined;
    return [{ tag, runId, verifiedAt: newest.at, ...(digest !== undefined && { digest }) }];
  });
}
