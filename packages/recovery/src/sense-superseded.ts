import { isLaterPass } from './guards.ts';
import type { Observed } from './ports.ts';
import type { RecoveryState } from './recovery-state.ts';
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
 * what was forged stays somebody's business whatever passes afterwards, and a person closes it (T3).
 * @param releases in any order; of whatever lineages.
 */
export function senseSuperseded(
  state: RecoveryState,
  releases: readonly PassedRelease[],
): Observed | undefined {
  if (isTerminal(state.state) || state.isSecurity) return undefined;
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
