import type { RecoveryEvent, RecoveryState } from '../src/recovery-state.ts';
import type { StateName } from '../src/states.ts';
import { BAD, COMMIT, eventOf, HEAD, NEW, planOf, stateOf } from './recovery-fixture.ts';

export const EFFECT = 'the-effect';
export const LATER = '2026-02-09T09:00:00.000Z';
export const run = { runId: '9000', attempt: 1 };
export const pull = { number: 100, url: 'https://github.com/acme/widgets/pull/100', headSha: HEAD };
export const target = { tag: 'v1.2.2', runId: '8000', commit: COMMIT };
export const rollbackPlan = planOf({ kind: 'rollback' });
export const approvalOf = (plan = planOf(), by = '3') => ({
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

/** An event in one situation. */
export interface Variant {
  readonly name: string;
  readonly event: RecoveryEvent;
  /** What is different about the recovery. */
  readonly state?: Partial<RecoveryState>;
}

export const variant = (
  name: string,
  event: Parameters<typeof eventOf>[0],
  state: Partial<RecoveryState> = {},
): Variant => ({ name, event: eventOf(event), state });

export const BLOCKED = { blockedBy: 'second_failure' } as const;
export const SECURITY = { isSecurity: true, tainted: [BAD] };
export const verdict = { ...run, digest: NEW };
export const rebuilt = { ...SECURITY, isRebuilt: true, plan: planOf({ kind: 'rebuild' }) };
export const ofHead = { runId: '9100', attempt: 1, commit: HEAD };
export const rollback = { target, seq: 1, pull, isMerged: false };
export const requested = {
  type: 'rollback.requested',
  target,
  isTargetGood: true,
  plan: rollbackPlan,
} as const;

export function openIntent(): NonNullable<RecoveryState['intent']> {
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

export function closedIntent(): Partial<RecoveryState> {
  return { intent: { ...openIntent(), isOpen: false } };
}
