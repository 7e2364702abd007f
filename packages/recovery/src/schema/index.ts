export { Effect, EscalationCause, WaitCause } from './effect.ts';
export { Event } from './event.ts';
export { Plan } from './plan.ts';
export { RecoveryPolicyFile } from './policy.ts';
export { RecoveryState } from './recovery-state.ts';
export { Mechanism } from './vocabulary.ts';
