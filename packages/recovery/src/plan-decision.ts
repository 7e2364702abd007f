import { clipText } from './clip-text.ts';
import { withDigest } from './plan-digest.ts';
import type { RecoveryPolicy } from './policy.ts';
import type { Plan, RecoveryState } from './recovery-state.ts';

/** What people alone decide of a recovery: that it is taken up again, or that it is closed. */
export type DecisionKind = Extract<Plan['kind'], 'unblock' | 'dismiss'>;

/** What is to be decided, and who asks. */
export interface DecisionInput {
  readonly kind: DecisionKind;
  readonly state: Pick<RecoveryState, 'recoveryId' | 'seq' | 'run'>;
  /** What the release's tag names now; `undefined`: there is no such tag, as of a release that was withdrawn. */
  readonly tagCommit: string | undefined;
  /** Ids of those who may not approve it: who asks first of all, and who wrote what is released. */
  readonly interested: readonly string[];
  /** For those who decide, and for those who read it later. */
  readonly reason: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly now: string;
}

/**
 * A plan to take a recovery up again, or to close it for good. It does nothing on GitHub, and always needs approval by somebody
 * else (spec.md 2.4; S6.1, T4). Pure.
 */
export function planDecision(
  { kind, state, tagCommit, interested, reason, now }: DecisionInput,
  policy: RecoveryPolicy,
): Plan {
  const { recoveryId, seq, run } = state;
  return withDigest(recoveryId, {
    kind,
    seq,
    plannedAt: now,
    expiresAt: new Date(Date.parse(now) + policy.approval.ttlMs).toISOString(),
    needsApproval: true,
    interested: [...new Set(interested)].slice(0, 64),
    run,
    reasons: [{ path: 'all', code: 'chosen', detail: clipText(reason) }],
    ...(tagCommit !== undefined && { tagCommit }),
  });
}

/** Why a decision was asked for. Pure. */
export function reasonOf({ reasons }: Plan): string {
  return reasons[0]?.detail ?? '';
}
