import { FAILURES } from './failures.ts';
import { isLaterPass } from './guards.ts';
import type { Observed } from './ports.ts';
import type { RecoveryState } from './recovery-state.ts';
import type { Verdict } from './sense-verdict.ts';
import { isTerminal } from './states.ts';

/** A release that passed, and counts as released. */
export interface PassedRelease {
  readonly tag: string;
  /** Decimal digits. */
  readonly runId: string;
  /** ISO 8601, UTC, with milliseconds: when it passed last. */
  readonly verifiedAt: string;
  /** Of its artifact, with its algorithm, where there is one alone. */
  readonly digest?: string;
}

/**
 * The event that a recovery was overtaken: a later release of its lineage passed (spec.md 2.4). Pure. After a breach there is none:
 * what was forged stays somebody's business whatever passes afterwards, and a person closes it (T3). That holds for a breach, too,
 * that the recovery has yet to hear of: of a run that is under way its verdict is heard when that is over, and a
 * pass likewise, which is not withdrawn.
 * @param releases in any order; of whatever lineages.
 * @param verdicts all that is known, as for `senseVerdict`.
 */
export function senseSuperseded(
  state: RecoveryState,
  releases: readonly PassedRelease[],
  verdicts: readonly Verdict[],
): Observed | undefined {
  const { state: name, isSecurity } = state;
  if (isTerminal(name) || isSecurity || isBreached(state, verdicts)) return undefined;
  if (name === 'rerunning' && isJudged(state, verdicts)) return undefined;
  const [last] = releases
    .map(({ tag, runId, verifiedAt, digest }) => ({
      type: 'superseded' as const,
      byTag: tag,
      byRunId: runId,
      verifiedAt,
      ...(digest !== undefined && { digest }),
    }))
    .filter((event) => isLaterPass(state, event))
    .toSorted((a, b) => (a.verifiedAt < b.verifiedAt ? 1 : -1));
  return last;
}

/** Whether a verdict about any of its runs is a breach. */
function isBreached(
  { firstRunId, run, previousRuns }: RecoveryState,
  verdicts: readonly Verdict[],
): boolean {
  const own = new Set([firstRunId, run.runId, ...previousRuns.map(({ runId }) => runId)]);
  return verdicts.some(
    ({ runId, reason }) => own.has(runId) && reason && FAILURES[reason].class === 'security',
  );
}

/** Whether the attempt that counts has a verdict. */
function isJudged({ run }: RecoveryState, verdicts: readonly Verdict[]): boolean {
  return verdicts.some(({ runId, attempt }) => runId === run.runId && attempt === run.attempt);
}
