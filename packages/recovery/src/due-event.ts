import type { Observed } from './ports.ts';
import type { RecoveryState } from './recovery-state.ts';

/**
 * What time alone brings about: a wait that is over, a deadline that has passed. Pure.
 * @param now ms since 1970, UTC.
 */
export function dueEvent(
  { state, wait, deadline }: Pick<RecoveryState, 'state' | 'wait' | 'deadline'>,
  now: number,
): Observed | undefined {
  if (wait && now >= Date.parse(wait.until)) return { type: 'wait.elapsed' };
  if (deadline !== undefined && now >= Date.parse(deadline)) {
    return { type: 'deadline.passed', state };
  }
  return undefined;
}
