import type { ChangeContext } from './changes.ts';
import { clipText } from './clip-text.ts';
import type { Effect, EffectName, RecoveryState } from './recovery-state.ts';

/**
 * An effect of that name, with what it needs from the state after the transition; `undefined` where it has nothing to do, as a
 * deadline in a state that has none. Pure.
 */
export function effectOf(
  name: EffectName,
  id: string,
  state: RecoveryState,
  { event, cause }: ChangeContext,
): Effect | undefined {
  const { intent, plan, rollback, run, wait, deadline } = state;
  switch (name) {
    case 'store-intent':
    case 'act':
    case 'open-pr':
      return intent && { id, name, action: intent.action };
    case 'look':
      return intent && { id, name, effectId: intent.effectId, action: intent.action };
    case 'allow-merge':
    case 'block-merge':
      return mergeGate(name, id, state);
    case 'revalidate':
    case 'validate-run':
      return { id, name, run };
    case 'validate-branch':
      return (
        rollback?.pull && { id, name, pull: rollback.pull.number, headSha: rollback.pull.headSha }
      );
    case 'set-timer':
      return wait && { id, name, ...wait };
    case 'set-deadline':
      return deadline === undefined ? undefined : { id, name, state: state.state, until: deadline };
    case 'ask':
      return plan && { id, name, plan };
    case 'escalate':
      return { id, name, cause: cause ?? 'no_path', detail: detailOf(state, event.type) };
    case 'replan':
    case 'write-manifest':
    case 'close-issue':
    case 'resolve-alert':
    case 'cancel-pending':
      return { id, name };
    case 'record':
    case 'note-ignored':
      return undefined;
  }
}

function mergeGate(
  name: 'allow-merge' | 'block-merge',
  id: string,
  { rollback }: RecoveryState,
): Effect | undefined {
  if (!rollback?.pull) return undefined;
  const isAllowed = name === 'allow-merge';
  const action = {
    kind: 'merge-gate' as const,
    sha: rollback.pull.headSha,
    state: isAllowed ? ('success' as const) : ('failure' as const),
    description: isAllowed
      ? `the way back to ${rollback.target.tag} was validated`
      : `the way back to ${rollback.target.tag} did not pass`,
  };
  return { id, name, action };
}

/** One line for people: which release, what failed, and what was looked at. */
function detailOf({ run, failure, plan }: RecoveryState, event: string): string {
  const why = plan?.reasons.map(({ path, code, detail }) => `${path}: ${code} (${detail})`) ?? [];
  const head = `${run.tag}, run ${run.runId} attempt ${run.attempt}: ${failure.reason}; ${event}`;
  return clipText([head, ...why].join('; '));
}
