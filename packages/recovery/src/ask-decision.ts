import { isOwnDecision } from './is-own-plan.ts';
import { type DecisionKind, reasonOf } from './plan-decision.ts';
import type { RecoveryStore } from './ports.ts';
import { RecoveryError } from './recovery-error.ts';
import type { Plan, RecoveryState } from './recovery-state.ts';
import type { StateName } from './states.ts';
import { rowsOf } from './table.ts';

/** The event by which a decision moves a recovery. */
export const DECISION_EVENTS = {
  unblock: 'unblocked',
  dismiss: 'dismissed',
} as const satisfies Record<DecisionKind, string>;

/** Whether the table lets people decide that in a state. Pure. */
export function isDecidable(state: StateName, kind: DecisionKind): boolean {
  return rowsOf(state, DECISION_EVENTS[kind]).length > 0;
}

/**
 * Keeps a decision that is asked for with its recovery, until somebody approves it or something happens; it moves nothing. One
 * that is asked for again, for the same reason and in time, stays as it is, so that what was said about it still counts.
 * @param plan of `planDecision`, made for the recovery as it is
 * @returns the recovery; where it has moved since the plan was made, without the decision
 * @throws RecoveryError NOT_FOUND; what the store throws
 */
export function askDecision(
  store: RecoveryStore,
  recoveryId: string,
  plan: Plan & { readonly kind: DecisionKind },
): Promise<RecoveryState> {
  return store.update(recoveryId, (state) => {
    if (!state) throw new RecoveryError('NOT_FOUND', `there is no recovery ${recoveryId}`);
    if (!isDecidable(state.state, plan.kind) || !isOwnDecision(state, plan)) return state;
    return isAskedAlready(state, plan) ? state : { ...state, request: plan };
  });
}

function isAskedAlready({ request, ...state }: RecoveryState, plan: Plan): boolean {
  if (!request || request.kind !== plan.kind || !isOwnDecision(state, request)) return false;
  // of a tag that moved since, it could never be approved
  const isSameTag = request.tagCommit === plan.tagCommit;
  const isInTime = Date.parse(plan.plannedAt) < Date.parse(request.expiresAt);
  // who asks now has no say either
  const isSameAsked = plan.interested.every((id) => request.interested.includes(id));
  return isInTime && isSameTag && isSameAsked && reasonOf(request) === reasonOf(plan);
}
