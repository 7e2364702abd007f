import type { EventType } from '../src/recovery-state.ts';
import { BAD, COMMIT, decisionOf, HEAD, PERSON, ROBOT, stateOf } from './recovery-fixture.ts';
import {
  approvalOf,
  BLOCKED,
  LATER,
  ofHead,
  rebuilt,
  requested,
  rollback,
  rollbackPlan,
  run,
  SECURITY,
  type Variant,
  variant,
  verdict,
} from './transition-situations.ts';

const dismissed = decisionOf('dismiss');

/** What a decision is not that somebody would like to be one (T4). */
function undecided(
  type: 'unblocked' | 'dismissed',
  kind: 'unblock' | 'dismiss',
): readonly Variant[] {
  const good = decisionOf(kind);
  const other = kind === 'unblock' ? 'dismiss' : 'unblock';
  const { plan, approval } = good;
  return [
    variant('of a program', { type, ...good, actor: ROBOT }),
    variant('by who asked', { type, ...decisionOf(kind, stateOf(), '2') }),
    variant('of the other kind', { type, ...decisionOf(other) }),
    variant('of an earlier state', { type, ...decisionOf(kind, { ...stateOf(), seq: 7 }) }),
    variant('of another attempt', {
      type,
      ...decisionOf(kind, stateOf({ run: { tag: 'v1.2.3', runId: '9500', attempt: 1 } })),
    }),
    variant('of another digest', {
      type,
      ...good,
      approval: { ...approval, planDigest: 'f'.repeat(64) },
    }),
    variant('with nobody excluded', { type, ...good, plan: { ...plan, interested: [] } }),
    variant('in the name of another', { type, ...good, approval: { ...approval, by: '5' } }),
    variant('too late', { type, ...good, at: LATER }),
  ];
}

/** Every event of a verdict, of a rollback and of people, in every situation that a guard tells apart. */
export const VERDICT_VARIANTS = {
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
    variant('of another line', {
      type: 'superseded',
      byTag: 'v2.0.0',
      byRunId: '9500',
      verifiedAt: LATER,
    }),
    variant('again, by an older run', {
      type: 'superseded',
      byTag: 'v1.2.3',
      byRunId: '8999',
      verifiedAt: LATER,
    }),
    variant('by itself', {
      type: 'superseded',
      byTag: 'v1.2.3',
      byRunId: '9000',
      verifiedAt: LATER,
    }),
  ],
  dismissed: [
    variant('approved', { type: 'dismissed', ...dismissed }),
    ...undecided('dismissed', 'dismiss'),
  ],
  unblocked: [
    variant('approved', { type: 'unblocked', ...decisionOf('unblock') }),
    ...undecided('unblocked', 'unblock'),
  ],
  'deadline.passed': [
    variant('this state', { type: 'deadline.passed', at: LATER, state: 'detected' }),
    variant('none left', { type: 'deadline.passed', at: LATER, state: 'detected' }, { builds: 3 }),
    variant('blocked before', { type: 'deadline.passed', at: LATER, state: 'detected' }, BLOCKED),
    variant('too early', { type: 'deadline.passed', state: 'detected' }),
    variant('another state', { type: 'deadline.passed', at: LATER, state: 'recovered' }),
  ],
} satisfies Partial<Record<EventType, readonly Variant[]>>;
