import { clipText } from './clip-text.ts';
import { withDigest } from './plan-digest.ts';
import type { RecoveryPolicy } from './policy.ts';
import type { Plan, RecoveryState } from './recovery-state.ts';

/** A release to go back to, and who asks. */
export interface RollbackInput {
  readonly state: Pick<RecoveryState, 'recoveryId' | 'seq' | 'run' | 'failure'>;
  /** A release that was once good. */
  readonly target: { readonly tag: string; readonly runId: string; readonly commit: string };
  /** What the failing release's tag names now: its approval is invalid once that moves. */
  readonly tagCommit: string | undefined;
  readonly interested: readonly string[];
  /** One line, for people. */
  readonly reason: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly now: string;
}

/** A plan to bring the content of a good release back to the release branch, by a pull request (S4.4). It always needs approval. Pure. */
export function planRollback(
  { state, target, tagCommit, interested, reason, now }: RollbackInput,
  policy: RecoveryPolicy,
): Plan {
  const { recoveryId, seq, run, failure } = state;
  const branch = `rollback/${run.tag}-${recoveryId.slice(0, 8)}`;
  const title = `Roll back ${run.tag} to ${target.tag}`;
  const body = [
    `${run.tag} (run ${run.runId}) failed: \`${failure.reason}\`.`,
    `This brings the content of ${target.tag} (commit ${target.commit}, run ${target.runId}) back.`,
    'Do not merge it before `provenance-validate` passed on its head.',
    `Recovery \`${recoveryId}\`.`,
  ].join('\n\n');
  return withDigest(recoveryId, {
    kind: 'rollback',
    seq,
    plannedAt: now,
    expiresAt: new Date(Date.parse(now) + policy.approval.ttlMs).toISOString(),
    needsApproval: true,
    interested: [...new Set(interested)].slice(0, 64),
    run,
    reasons: [{ path: 'all', code: 'chosen', detail: clipText(reason) }],
    ...(tagCommit !== undefined && { tagCommit }),
    action: {
      kind: 'rollback',
      base: policy.releaseBranch,
      branch,
      target: target.commit,
      title,
      body,
    },
  });
}
