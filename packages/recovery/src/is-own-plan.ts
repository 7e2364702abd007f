import { planDigest } from './plan-digest.ts';
import type { Plan, RecoveryState } from './recovery-state.ts';

/**
 * Whether a plan is of this recovery as it is now, and is what its digest says (T4). One that was made before something happened,
 * or that is heard a second time, is of another `seq`: an approval of it approves nothing any more. Pure.
 */
export function isOwnPlan(state: RecoveryState, plan: Plan): boolean {
  return plan.seq === state.seq && isPlanFor(state, plan) && !OTHERS.has(plan.kind);
}

/**
 * Whether a plan to roll back is of this recovery, of that commit, and was made since the last one was asked for. What
 * happened meanwhile does not make it void: people may have asked for the approval. Pure.
 */
export function isOwnRollback(state: RecoveryState, plan: Plan, commit: string): boolean {
  const { action } = plan;
  const isThere = action?.kind === 'rollback' && action.target === commit;
  const isNew = plan.seq <= state.seq && plan.seq > (state.rollback?.seq ?? 0);
  return isThere && isNew && isPlanFor(state, plan);
}

/** What people ask for has events of its own. */
const OTHERS: ReadonlySet<Plan['kind']> = new Set(['rollback', 'unblock', 'dismiss']);

/**
 * Whether a decision that was asked for is of this recovery as it is now: whatever happens afterwards makes it void, and so it is
 * heard once. Pure.
 */
export function isOwnDecision(state: RecoveryState, plan: Plan): boolean {
  const isDecision = plan.kind === 'unblock' || plan.kind === 'dismiss';
  return isDecision && plan.seq === state.seq && isPlanFor(state, plan);
}

/** Whether a plan's digest is that of what it says. Pure. */
export function isDigestTrue({ recoveryId }: Pick<RecoveryState, 'recoveryId'>, plan: Plan) {
  const { digest, ...rest } = plan;
  return planDigest(recoveryId, rest) === digest;
}

/** Whether it begins with the run that counts, does what it says that it does, and has a true digest. */
function isPlanFor(state: RecoveryState, plan: Plan): boolean {
  const isOfRun = plan.run.runId === state.run.runId && plan.run.attempt >= state.run.attempt;
  return isOfRun && doesWhatItSays(plan) && isDigestTrue(state, plan);
}

function doesWhatItSays({ kind, action, run, reviewedCommit }: Plan): boolean {
  switch (kind) {
    case 'rerun-all':
    case 'rerun-failed':
      return (
        action?.kind === 'rerun' &&
        action.mechanism === kind &&
        action.runId === run.runId &&
        action.attempt === run.attempt
      );
    case 'dispatch':
    case 'roll-forward':
    case 'rollback':
      return action?.kind === kind;
    case 'rebuild':
      return (
        reviewedCommit !== undefined &&
        (action?.kind === 'dispatch' || action?.kind === 'roll-forward') &&
        (action.kind === 'dispatch' ? action.headSha : action.commit) === reviewedCommit
      );
    case 'revalidate':
    case 'wait':
    case 'adopt':
    case 'unblock':
    case 'dismiss':
    case 'manual':
      return action === undefined;
  }
}
