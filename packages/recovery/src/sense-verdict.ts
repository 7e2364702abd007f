import { FAILURES, type FailureReason } from './failures.ts';
import type { Observed } from './ports.ts';
import type { RecoveryState } from './recovery-state.ts';
import type { StateName } from './states.ts';

/** What a validation said of an attempt. */
export interface Verdict {
  /** Decimal digits. */
  readonly runId: string;
  readonly attempt: number;
  /** The release that was validated, as the validation names it. */
  readonly tag?: string;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** Of what did not pass. */
  readonly reason?: FailureReason;
  /** Digest of the artifact, with its algorithm. */
  readonly digest?: string;
  /** The commit that the run was of. */
  readonly commit?: string;
  readonly validationId?: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly at: string;
}

/**
 * The event that the verdicts about a recovery are, where there are some that it does not know yet: the last of each artifact, and
 * of these the worst, since a run passes when all that it made does. Pure.
 * @param verdicts in any order; of whatever runs.
 */
export function senseVerdict(
  state: RecoveryState,
  verdicts: readonly Verdict[],
): Observed | undefined {
  const news = verdicts
    .filter((one) => one.at > state.verdictAt && isAbout(state, one))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  // a breach among them is not hidden by what was said after it
  const breach = news.find(({ reason }) => reason && FAILURES[reason].class === 'security');
  const last = new Map(news.map((one) => [one.digest, one]));
  const worst = (['fail', 'inconclusive', 'pass'] as const)
    .map((verdict) =>
      [...last.values()].findLast((one) => one.verdict === verdict && isOfWhatFailed(state, one)),
    )
    .find((one) => one !== undefined);
  const verdict = breach ?? worst;
  return verdict && eventOf(state, verdict);
}

/** Where a breach of the run is taken note of. Not while it is under way: its verdict is heard once it is over, and then as what it is. */
const HEARING: ReadonlySet<StateName> = new Set([
  'detected',
  'waiting',
  'awaiting-approval',
  'requesting',
  'manual',
  'blocked',
  'rolling-back',
]);

/** Where a late pass of the run moves anything; heard elsewhere, it would be in the way of what else has happened. */
const PASSING: ReadonlySet<StateName> = new Set([
  'detected',
  'waiting',
  'awaiting-approval',
  'manual',
]);

function isPassHeard({ state, isSecurity, blockedBy }: RecoveryState): boolean {
  return PASSING.has(state) && !isSecurity && blockedBy === undefined;
}

function isAbout({ state, run, rollback }: RecoveryState, verdict: Verdict): boolean {
  if (state === 'rollback-verifying') return verdict.commit === rollback?.pull?.headSha;
  return verdict.runId === run.runId && verdict.attempt === run.attempt;
}

/** A pass of another artifact than the one that failed moves nothing, and must not be in the way of what does. */
function isOfWhatFailed({ state, failure }: RecoveryState, { verdict, digest }: Verdict): boolean {
  if (verdict !== 'pass' || state === 'rollback-verifying') return true;
  return failure.digest === undefined || digest === failure.digest;
}

function eventOf(recovery: RecoveryState, verdict: Verdict): Observed | undefined {
  const { state } = recovery;
  const { runId, attempt, reason, digest, commit, validationId, at } = verdict;
  const common = {
    runId,
    attempt,
    verifiedAt: at,
    ...(digest !== undefined && { digest }),
    ...(commit !== undefined && { commit }),
    ...(validationId !== undefined && { validationId }),
  };
  const isJudging = state === 'verifying' || state === 'rollback-verifying';
  if (verdict.verdict === 'pass') {
    return isJudging || isPassHeard(recovery)
      ? { type: 'validation.passed', ...common }
      : undefined;
  }
  if (reason === undefined) return undefined;
  if (!isJudging) {
    const isHeard = HEARING.has(state) && FAILURES[reason].class === 'security';
    return isHeard
      ? { type: 'failure.recorded', ...common, reason, verdict: verdict.verdict }
      : undefined;
  }
  return verdict.verdict === 'fail'
    ? { type: 'validation.failed', ...common, reason }
    : { type: 'validation.inconclusive', ...common, reason };
}
