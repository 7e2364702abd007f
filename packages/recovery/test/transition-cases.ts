import type { EventType } from '../src/recovery-state.ts';
import type { StateName } from '../src/states.ts';
import { transition } from '../src/transition.ts';
import { AUTO, planOf, stateOf } from './recovery-fixture.ts';
import {
  approvalOf,
  BLOCKED,
  closedIntent,
  EFFECT,
  LATER,
  openIntent,
  pull,
  rollbackPlan,
  run,
  SECURITY,
  target,
  typical,
  type Variant,
  variant,
  verdict,
} from './transition-situations.ts';
import { VERDICT_VARIANTS } from './transition-verdict-variants.ts';

/** Every event, in every situation that a guard tells apart. */
export const VARIANTS: Readonly<Record<EventType, readonly Variant[]>> = {
  'failure.recorded': [
    variant('a breach', {
      type: 'failure.recorded',
      ...verdict,
      reason: 'subject_mismatch',
      verdict: 'fail',
    }),
    variant('of this run', {
      type: 'failure.recorded',
      ...run,
      reason: 'artifact_missing',
      verdict: 'fail',
    }),
    variant('of another', {
      type: 'failure.recorded',
      runId: '1',
      attempt: 1,
      reason: 'artifact_missing',
      verdict: 'fail',
    }),
  ],
  planned: [
    variant('breach', { type: 'planned', plan: planOf({ kind: 'manual' }) }, SECURITY),
    variant('breach rerun', { type: 'planned', plan: planOf({ needsApproval: false }) }, SECURITY),
    variant('rebuild', { type: 'planned', plan: planOf({ kind: 'rebuild' }) }, SECURITY),
    variant(
      'rebuild unapproved',
      { type: 'planned', plan: planOf({ kind: 'rebuild', needsApproval: false }) },
      SECURITY,
    ),
    variant('adopt', { type: 'planned', plan: planOf({ kind: 'adopt' }) }),
    variant('wait', { type: 'planned', plan: planOf({ kind: 'wait' }) }),
    variant('wait, none left', { type: 'planned', plan: planOf({ kind: 'wait' }) }, { waits: 6 }),
    variant('look again', { type: 'planned', plan: planOf({ kind: 'revalidate' }) }),
    variant(
      'look again, none left',
      { type: 'planned', plan: planOf({ kind: 'revalidate' }) },
      { waits: 6 },
    ),
    variant('no way', { type: 'planned', plan: planOf({ kind: 'manual' }) }),
    variant('approval', { type: 'planned', plan: planOf() }),
    variant('automatic', { type: 'planned', plan: planOf({ needsApproval: false }) }),
  ],
  'wait.elapsed': [
    variant('in time', { type: 'wait.elapsed' }),
    variant(
      'for a run',
      { type: 'wait.elapsed' },
      { wait: { cause: 'running', until: stateOf().since } },
    ),
    variant('too early', { type: 'wait.elapsed' }, { wait: { cause: 'indexing', until: LATER } }),
  ],
  'approval.granted': [
    variant('this plan', { type: 'approval.granted', approval: approvalOf() }),
    variant(
      'rollback',
      { type: 'approval.granted', approval: approvalOf(rollbackPlan) },
      { plan: rollbackPlan, rollback: { target, seq: 1, isMerged: false } },
    ),
    variant('other digest', {
      type: 'approval.granted',
      approval: { ...approvalOf(), planDigest: 'f'.repeat(64) },
    }),
    variant('by its author', { type: 'approval.granted', approval: approvalOf(planOf(), '2') }),
    variant('too late', { type: 'approval.granted', at: LATER, approval: approvalOf() }),
  ],
  'approval.denied': [
    variant('this plan', {
      type: 'approval.denied',
      planDigest: planOf().digest,
      by: '3',
      evidence: 'url',
    }),
    variant('other digest', {
      type: 'approval.denied',
      planDigest: 'f'.repeat(64),
      by: '3',
      evidence: 'url',
    }),
  ],
  'approval.expired': [
    variant('this plan', { type: 'approval.expired', planDigest: planOf().digest }),
    variant(
      'this plan, blocked before',
      { type: 'approval.expired', planDigest: planOf().digest },
      BLOCKED,
    ),
    variant('other digest', { type: 'approval.expired', planDigest: 'f'.repeat(64) }),
  ],
  'effect.confirmed': [
    variant('ours', {
      type: 'effect.confirmed',
      effectId: EFFECT,
      run: { runId: '9000', attempt: 2 },
      pull,
    }),
    variant('without what it made', { type: 'effect.confirmed', effectId: EFFECT }),
    variant('not ours', {
      type: 'effect.confirmed',
      effectId: 'other',
      run: { runId: '9000', attempt: 2 },
      pull,
    }),
    variant(
      'known before',
      { type: 'effect.confirmed', effectId: EFFECT, run: { runId: '9000', attempt: 2 } },
      closedIntent(),
    ),
    variant(
      'learnt late',
      { type: 'effect.confirmed', effectId: EFFECT, run: { runId: '9000', attempt: 2 }, pull },
      { intent: openIntent() },
    ),
  ],
  'effect.refused': [
    ...(['running', 'too_old', 'conflict'] as const).map((cause) =>
      variant(cause, { type: 'effect.refused', effectId: EFFECT, cause, detail: 'no' }),
    ),
    variant(
      'running, none left',
      { type: 'effect.refused', effectId: EFFECT, cause: 'running', detail: 'no' },
      { waits: 6 },
    ),
    variant(
      'last way',
      { type: 'effect.refused', effectId: EFFECT, cause: 'forbidden', detail: 'no' },
      { excluded: ['dispatch', 'roll-forward'] },
    ),
    variant('not ours', {
      type: 'effect.refused',
      effectId: 'other',
      cause: 'too_old',
      detail: 'no',
    }),
  ],
  'effect.unknown': [
    variant('ours', { type: 'effect.unknown', effectId: EFFECT }),
    variant('not ours', { type: 'effect.unknown', effectId: 'other' }),
  ],
  'run.completed': [
    variant('this run', { type: 'run.completed', ...run, conclusion: 'success' }),
    variant('another attempt', {
      type: 'run.completed',
      ...run,
      attempt: 7,
      conclusion: 'success',
    }),
  ],
  'run.lost': [
    variant('this run', { type: 'run.lost', ...run, reason: 'cancelled' }),
    variant('none left', { type: 'run.lost', ...run, reason: 'cancelled' }, { builds: 3 }),
    variant('another', { type: 'run.lost', runId: '1', attempt: 1, reason: 'cancelled' }),
  ],
  ...VERDICT_VARIANTS,
};

/** What comes of a variant in a state: the next state with its effects, or `-` where it is ignored. */
export function outcomeOf(name: StateName, { event, state = {} }: Variant): string {
  const isOwn = event.type === 'deadline.passed' && event.state === 'detected';
  const before = { ...typical(name), ...state };
  const [after, effects] = transition(before, isOwn ? { ...event, state: name } : event, AUTO);
  if (effects.some((effect) => effect.name === 'note-ignored')) {
    return after === before && effects.length === 1 ? '-' : 'changed and ignored';
  }
  const names = effects.map((effect) => effect.name).filter((one) => one !== 'record');
  return `${after.state}${names.length > 0 ? `: ${names.join(' ')}` : ''}`;
}
