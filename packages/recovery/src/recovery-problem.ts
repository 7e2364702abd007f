import { classify } from './failures.ts';
import { isDigestTrue } from './is-own-plan.ts';
import { recoveryId } from './recovery-id.ts';
import type { RecoveryState } from './recovery-state.ts';
import type { StateName } from './states.ts';

/** What a state cannot be left without: somebody who took it out has made a dead end. */
const NEEDS: Readonly<Partial<Record<StateName, readonly (keyof RecoveryState)[]>>> = {
  waiting: ['wait'],
  'awaiting-approval': ['plan', 'deadline'],
  requesting: ['plan', 'intent', 'deadline'],
  rerunning: ['deadline'],
  verifying: ['deadline'],
  'rolling-back': ['plan', 'intent', 'rollback', 'deadline'],
  'rollback-verifying': ['plan', 'rollback', 'deadline'],
};

interface Problem {
  /** JSON pointer. */
  readonly pointer: string;
  readonly message: string;
}

/**
 * What no recovery that came about by transitions has, though its schema allows it: the file was changed by hand, or is another
 * one's. It makes tampering no harder for who can compute a digest; it keeps a slip from becoming a pass. Pure.
 */
export function recoveryProblem(state: RecoveryState): Problem | undefined {
  if (recoveryId(state) !== state.recoveryId) {
    return { pointer: '/recoveryId', message: 'it is of another repository, tag or run' };
  }
  const { failure, isSecurity, plan } = state;
  const { class: expected } = classify(failure.reason, failure.verdict);
  if (failure.class !== expected) {
    return { pointer: '/failure/class', message: `${failure.reason} is ${expected}` };
  }
  if (expected === 'security' && !isSecurity) {
    return { pointer: '/isSecurity', message: `${failure.reason} is a breach` };
  }
  if (plan && !isDigestTrue(state, plan)) {
    return { pointer: '/plan/digest', message: 'it is not that of the plan' };
  }
  if (state.request && !isDigestTrue(state, state.request)) {
    return { pointer: '/request/digest', message: 'it is not that of what was asked' };
  }
  const missing = NEEDS[state.state]?.find((key) => state[key] === undefined);
  if (missing === undefined) return undefined;
  return { pointer: `/${missing}`, message: `it is missing, and the recovery is ${state.state}` };
}
