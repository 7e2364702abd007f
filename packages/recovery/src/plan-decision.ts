import { type ChosenInput, chosenPlan } from './chosen-plan.ts';
import type { RecoveryPolicy } from './policy.ts';
import type { Plan } from './recovery-state.ts';

/** What people alone decide of a recovery: that it is taken up again, or that it is closed. */
export type DecisionKind = Extract<Plan['kind'], 'unblock' | 'dismiss'>;

/** What is to be decided, and who asks. */
export interface DecisionInput extends ChosenInput {
  readonly kind: DecisionKind;
}

/**
 * A plan to take a recovery up again, or to close it for good. It does nothing on GitHub, and always needs approval by somebody
 * else (spec.md 2.4; S6.1, T4). Pure.
 */
export function planDecision({ kind, ...asked }: DecisionInput, policy: RecoveryPolicy): Plan {
  return chosenPlan(asked, { kind }, policy);
}

/** Why a decision was asked for. Pure. */
export function reasonOf({ reasons }: Plan): string {
  return reasons[0]?.detail ?? '';
}
