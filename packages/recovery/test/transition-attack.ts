import type { Plan, RecoveryState } from '../src/recovery-state.ts';
import { transition } from '../src/transition.ts';
import { AUTO, BAD, eventOf, planOf } from './recovery-fixture.ts';

export const run = { runId: '9000', attempt: 1 };
export const LATER = '2026-02-09T09:00:00.000Z';
export const OTHER = '2'.repeat(40);
export const rebuild = planOf({ kind: 'rebuild' });
export const REBUILT = {
  isSecurity: true,
  tainted: [BAD],
  isRebuilt: true,
  plan: rebuild,
} as const satisfies Partial<RecoveryState>;

export type Sent = Parameters<typeof eventOf>[0];

/** Where those events lead; what is ignored stays. */
export function led(state: RecoveryState, ...events: readonly Sent[]): RecoveryState {
  return events.reduce<RecoveryState>(
    (before, event) => transition(before, eventOf(event), AUTO)[0],
    state,
  );
}

export const isIgnored = (state: RecoveryState, event: Sent, policy = AUTO): boolean =>
  transition(state, eventOf(event), policy)[0] === state;

/** A plan that somebody changed after its digest was taken. */
export const forged = (changes: Partial<Plan>): Plan => ({ ...planOf(), ...changes });

export function target(runId: string, commit: string) {
  return { tag: 'v1.2.2', runId, commit };
}

export function withoutDigest(): Omit<Plan, 'digest'> {
  const { digest: _, ...rest } = planOf();
  return rest;
}
