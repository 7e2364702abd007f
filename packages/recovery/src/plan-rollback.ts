import { type ChosenInput, chosenPlan } from './chosen-plan.ts';
import type { RecoveryPolicy } from './policy.ts';
import type { Plan, RecoveryState } from './recovery-state.ts';

/** A release to go back to, and who asks. */
export interface RollbackInput extends ChosenInput {
  readonly state: ChosenInput['state'] & Pick<RecoveryState, 'failure'>;
  /** A release that was once good. */
  readonly target: { readonly tag: string; readonly runId: string; readonly commit: string };
}

/** A plan to bring the content of a good release back to the release branch, by a pull request (S4.4). It always needs approval. Pure. */
export function planRollback({ target, ...asked }: RollbackInput, policy: RecoveryPolicy): Plan {
  const { recoveryId, run, failure } = asked.state;
  const branch = `rollback/${run.tag}-${recoveryId.slice(0, 8)}`;
  const title = `Roll back ${run.tag} to ${target.tag}`;
  const body = [
    `${run.tag} (run ${run.runId}) failed: \`${failure.reason}\`.`,
    `This brings the content of ${target.tag} (commit ${target.commit}, run ${target.runId}) back.`,
    'Do not merge it before `provenance-validate` passed on its head.',
    `Recovery \`${recoveryId}\`.`,
  ].join('\n\n');
  const base = policy.releaseBranch;
  const action = { kind: 'rollback' as const, base, branch, target: target.commit, title, body };
  return chosenPlan(asked, { kind: 'rollback', action }, policy);
}
