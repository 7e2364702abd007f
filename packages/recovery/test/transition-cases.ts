import type { EventType, RecoveryEvent, RecoveryState } from '../src/recovery-state.ts';
import type { StateName } from '../src/states.ts';
import { transition } from '../src/transition.ts';
import {
  AUTO,
  BAD,
  COMMIT,
  eventOf,
  HEAD,
  NEW,
  PERSON,
  planOf,
  stateOf,
} from './recovery-fixture.ts';

const EFFECT = 'the-effect';
const LATER = '2026-02-09T09:00:00.000Z';
const run = { runId: '9000', attempt: 1 };
const pull = { number: 100, url: 'https://github.com/acme/widgets/pull/100', headSha: HEAD };
const target = { tag: 'v1.2.2', runId: '8000', commit: COMMIT };
const rollbackPlan = planOf({ kind: 'rollback' });
const approvalOf = (plan = planOf(), by = '3') => ({
  planDigest: plan.digest,
  by,
  at: '2026-02-01T09:01:00.000Z',
  evidence: 'https://github.com/acme/widgets/issues/17#issuecomment-1',
});

/** A recovery as it is in a state when all goes well. */
export function typical(state: StateName): RecoveryState {
  const intent = {
    effectId: EFFECT,
    action: planOf().action ?? stateOf().outbox[0],
    storedAt: stateOf().since,
    isOpen: true,
    initiation: 'automated' as const,
  } as NonNullable<RecoveryState['intent']>;
  const deadline = '2026-02-02T09:00:00.000Z';
  const base = stateOf({ state });
  const rollback = { target, seq: 1, pull, isMerged: false };
  switch (state) {
    case 'waiting':
      return { ...base, wait: { cause: 'indexing', until: base.since }, waits: 1 };
    case 'awaiting-approval':
      return { ...base, plan: planOf(), deadline };
    case 'requesting':
      return { ...base, plan: planOf(), intent, mechanism: 'rerun-all', deadline };
    case 'rerunning':
    case 'verifying':
      return { ...base, mechanism: 'rerun-all', deadline };
    case 'rolling-back':
      return {
        ...base,
        plan: rollbackPlan,
        intent,
        deadline,
        rollback: { target, seq: 1, isMerged: false },
      };
    case 'rollback-verifying':
      return { ...base, plan: rollbackPlan, deadline, rollback };
    case 'detected':
    case 'recovered':
    case 'manual':
    case 'blocked':
    case 'rolled-back':
    case 'superseded':
    case 'dismissed':
      return base;
  }
}

interface Variant {
  readonly name: string;
  readonly event: RecoveryEvent;
  /** What is different about the recovery. */
  readonly state?: Partial<RecoveryState>;
}

const variant = (
  name: string,
  event: Parameters<typeof eventOf>[0],
  state: Partial<RecoveryState> = {},
): Variant => ({ name, event: eventOf(event), state });

const BLOCKED = { blockedBy: 'second_failure' } as const;
const SECURITY = { isSecurity: true, tainted: [BAD] };
const verdict = { ...run, digest: NEW };
const rebuilt = { ...SECURITY, isRebuilt: true, plan: planOf({ kind: 'rebuild' }) };
const ofHead = { runId: '9100', attempt: 1, commit: HEAD };
const rollback = { target, seq: 1, pull, isMerged: false };
const requested = {
  type: 'rollback.requested',
  target,
  isTargetGood: true,
  plan: rollbackPlan,
} as const;

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
  'validation.passed': [
    variant('this run', { type: 'validation.passed', ...verdict }),
    variant(
      'breach, same',
      { type: 'validation.passed', ...run, digest: BAD, commit: COMMIT },
      rebuilt,
    ),
    variant('breach, rebuilt', { type: 'validation.passed', ...verdict, commit: COMMIT }, rebuilt),
    variant('breach, not rebuilt', { type: 'validation.passed', ...verdict }, SECURITY),
    variant('breach, no digest', { type: 'validation.passed', ...run, commit: COMMIT }, rebuilt),
    variant(
      'breach of nothing known',
      { type: 'validation.passed', ...verdict, commit: COMMIT },
      { ...rebuilt, tainted: [] },
    ),
    variant('blocked before', { type: 'validation.passed', ...verdict }, BLOCKED),
    variant(
      'breach, another commit',
      { type: 'validation.passed', ...verdict, commit: '2'.repeat(40) },
      rebuilt,
    ),
    variant('another run', { type: 'validation.passed', runId: '1', attempt: 1 }),
    variant('of the head', { type: 'validation.passed', ...ofHead }),
    variant(
      'of the head, merged',
      { type: 'validation.passed', ...ofHead },
      { rollback: { ...rollback, isMerged: true } },
    ),
  ],
  'validation.failed': [
    variant('first', { type: 'validation.failed', ...run, reason: 'artifact_missing' }),
    variant(
      'second',
      { type: 'validation.failed', ...run, reason: 'artifact_missing' },
      { builds: 1 },
    ),
    variant('breach', {
      type: 'validation.failed',
      ...run,
      digest: BAD,
      reason: 'signature_invalid',
    }),
    variant(
      'after a breach',
      { type: 'validation.failed', ...run, reason: 'artifact_missing' },
      SECURITY,
    ),
    variant('another run', {
      type: 'validation.failed',
      runId: '1',
      attempt: 1,
      reason: 'artifact_missing',
    }),
    variant('another run, a breach', {
      type: 'validation.failed',
      runId: '1',
      attempt: 1,
      reason: 'subject_mismatch',
    }),
    variant('of the head', { type: 'validation.failed', ...ofHead, reason: 'artifact_missing' }),
  ],
  'validation.inconclusive': [
    variant('this run', { type: 'validation.inconclusive', ...run, reason: 'rate_limited' }),
    variant(
      'none left',
      { type: 'validation.inconclusive', ...run, reason: 'rate_limited' },
      { waits: 6 },
    ),
    variant('breach', { type: 'validation.inconclusive', ...run, reason: 'signature_invalid' }),
    variant('another run', {
      type: 'validation.inconclusive',
      runId: '1',
      attempt: 1,
      reason: 'rate_limited',
    }),
    variant('of the head', { type: 'validation.inconclusive', ...ofHead, reason: 'rate_limited' }),
    variant('of the head, a breach', {
      type: 'validation.inconclusive',
      ...ofHead,
      reason: 'subject_mismatch',
    }),
    variant(
      'of the head, none left',
      { type: 'validation.inconclusive', ...ofHead, reason: 'rate_limited' },
      { waits: 6 },
    ),
  ],
  'rollback.requested': [
    variant('approved', { ...requested, actor: PERSON, approval: approvalOf(rollbackPlan) }),
    variant('not yet', { ...requested, actor: PERSON }),
    variant('by a program', { ...requested }),
    variant('by its author', {
      ...requested,
      actor: PERSON,
      approval: approvalOf(rollbackPlan, '2'),
    }),
    variant('never good', { ...requested, actor: PERSON, isTargetGood: false }),
  ],
  'rollback.pr_closed': [
    variant('merged', { type: 'rollback.pr_closed', isMerged: true, headSha: HEAD }),
    variant(
      'merged, passed',
      { type: 'rollback.pr_closed', isMerged: true, headSha: HEAD },
      { rollback: { ...rollback, passed: { runId: '9100' } } },
    ),
    variant('merged with another head', {
      type: 'rollback.pr_closed',
      isMerged: true,
      headSha: COMMIT,
    }),
    variant('given up', { type: 'rollback.pr_closed', isMerged: false, headSha: HEAD }),
  ],
  superseded: [
    variant('later', { type: 'superseded', byTag: 'v1.2.4', byRunId: '9500', verifiedAt: LATER }),
    variant('earlier', {
      type: 'superseded',
      byTag: 'v1.2.2',
      byRunId: '8000',
      verifiedAt: '2026-01-01T00:00:00.000Z',
    }),
    variant(
      'later, of a breach',
      { type: 'superseded', byTag: 'v1.2.4', byRunId: '9500', verifiedAt: LATER },
      SECURITY,
    ),
    variant('by itself', {
      type: 'superseded',
      byTag: 'v1.2.3',
      byRunId: '9000',
      verifiedAt: LATER,
    }),
  ],
  dismissed: [
    variant('person', { type: 'dismissed', actor: PERSON, reason: 'withdrawn', evidence: 'url' }),
    variant('program', { type: 'dismissed', reason: 'withdrawn', evidence: 'url' }),
  ],
  unblocked: [
    variant('person', { type: 'unblocked', actor: PERSON, reason: 'fixed', evidence: 'url' }),
    variant('program', { type: 'unblocked', reason: 'fixed', evidence: 'url' }),
  ],
  'deadline.passed': [
    variant('this state', { type: 'deadline.passed', at: LATER, state: 'detected' }),
    variant('none left', { type: 'deadline.passed', at: LATER, state: 'detected' }, { builds: 3 }),
    variant('blocked before', { type: 'deadline.passed', at: LATER, state: 'detected' }, BLOCKED),
    variant('too early', { type: 'deadline.passed', state: 'detected' }),
    variant('another state', { type: 'deadline.passed', at: LATER, state: 'recovered' }),
  ],
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

function openIntent(): NonNullable<RecoveryState['intent']> {
  const { action } = planOf();
  if (!action) throw new Error('the plan acts');
  return {
    effectId: EFFECT,
    action,
    storedAt: stateOf().since,
    isOpen: true,
    initiation: 'manual',
  };
}

function closedIntent(): Partial<RecoveryState> {
  return { intent: { ...openIntent(), isOpen: false } };
}
