import { BAD, PERSON } from './recovery-fixture.ts';
import type { Variant } from './transition-variant.ts';
import {
  approvalOf,
  LATER,
  ofHead,
  requested,
  rollback,
  rollbackPlan,
  run,
  SECURITY,
  variant,
  verdict,
} from './transition-variant.ts';

type VerdictType =
  | 'validation.passed'
  | 'validation.failed'
  | 'validation.inconclusive'
  | 'rollback.requested'
  | 'rollback.pr_closed'
  | 'superseded'
  | 'dismissed'
  | 'unblocked'
  | 'deadline.passed';

/** Those of verdicts, rollbacks and people. */
export const VERDICT_VARIANTS: Readonly<Record<VerdictType, readonly Variant[]>> = {
  'validation.passed': [
    variant('this run', { type: 'validation.passed', ...verdict }),
    variant(
      'breach, same',
      { type: 'validation.passed', ...run, digest: BAD },
      { ...SECURITY, isRebuilt: true },
    ),
    variant(
      'breach, rebuilt',
      { type: 'validation.passed', ...verdict },
      { ...SECURITY, isRebuilt: true },
    ),
    variant('breach, not rebuilt', { type: 'validation.passed', ...verdict }, SECURITY),
    variant(
      'breach, no digest',
      { type: 'validation.passed', ...run },
      { ...SECURITY, isRebuilt: true },
    ),
    variant(
      'breach of nothing known',
      { type: 'validation.passed', ...verdict },
      { isSecurity: true, isRebuilt: true },
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
    variant('of the head', { type: 'validation.failed', ...ofHead, reason: 'artifact_missing' }),
  ],
  'validation.inconclusive': [
    variant('this run', { type: 'validation.inconclusive', ...run, reason: 'rate_limited' }),
    variant(
      'none left',
      { type: 'validation.inconclusive', ...run, reason: 'rate_limited' },
      { waits: 6 },
    ),
    variant('another run', {
      type: 'validation.inconclusive',
      runId: '1',
      attempt: 1,
      reason: 'rate_limited',
    }),
    variant('of the head', { type: 'validation.inconclusive', ...ofHead, reason: 'rate_limited' }),
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
    variant('merged', { type: 'rollback.pr_closed', isMerged: true }),
    variant(
      'merged, passed',
      { type: 'rollback.pr_closed', isMerged: true },
      { rollback: { ...rollback, passed: { runId: '9100' } } },
    ),
    variant('given up', { type: 'rollback.pr_closed', isMerged: false }),
  ],
  superseded: [
    variant('later', { type: 'superseded', byTag: 'v1.2.4', byRunId: '9500', verifiedAt: LATER }),
    variant('earlier', {
      type: 'superseded',
      byTag: 'v1.2.2',
      byRunId: '8000',
      verifiedAt: '2026-01-01T00:00:00.000Z',
    }),
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
    variant('too early', { type: 'deadline.passed', state: 'detected' }),
    variant('another state', { type: 'deadline.passed', at: LATER, state: 'recovered' }),
  ],
};
