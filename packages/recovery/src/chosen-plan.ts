import { clipText } from './clip-text.ts';
import { withDigest } from './plan-digest.ts';
import type { RecoveryPolicy } from './policy.ts';
import type { Plan, RecoveryState } from './recovery-state.ts';

/** What a person asks for, and who asks. */
export interface ChosenInput {
  readonly state: Pick<RecoveryState, 'recoveryId' | 'seq' | 'run'>;
  /** What the release's tag names now, and an approval is invalid once that moves; `undefined`: there is no such tag. */
  readonly tagCommit: string | undefined;
  /** Ids of those who may not approve it: who asks first of all, and who wrote what is released. */
  readonly interested: readonly string[];
  /** For those who decide, and for those who read it later. */
  readonly reason: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly now: string;
}

/** A plan that a person chose: whatever the policy says, somebody else must approve it (S6.1, T4). Pure. */
export function chosenPlan(
  { state, tagCommit, interested, reason, now }: ChosenInput,
  chosen: Pick<Plan, 'kind' | 'action'>,
  policy: RecoveryPolicy,
): Plan {
  const { recoveryId, seq, run } = state;
  return withDigest(recoveryId, {
    seq,
    plannedAt: now,
    expiresAt: new Date(Date.parse(now) + policy.approval.ttlMs).toISOString(),
    needsApproval: true,
    interested: [...new Set(interested)].slice(0, 64),
    run,
    reasons: [{ path: 'all', code: 'chosen', detail: clipText(reason) }],
    ...(tagCommit !== undefined && { tagCommit }),
    ...chosen,
  });
}
