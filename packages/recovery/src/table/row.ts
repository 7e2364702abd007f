import type { ChangeName } from '../changes.ts';
import type { GuardName } from '../guards.ts';
import type { EffectName, EscalationCause, EventType } from '../recovery-state.ts';
import { isTerminal, STATE_NAMES, type StateName } from '../states.ts';

/** What follows an event in a state: the first row whose guards all hold. */
export interface Row {
  readonly from: StateName;
  readonly on: EventType;
  readonly when: readonly GuardName[];
  readonly to: StateName;
  /** In the order to run them. `record` and, where the entry looks otherwise in the new state, `write-manifest` come on their own. */
  readonly does: readonly EffectName[];
  readonly sets: readonly ChangeName[];
  /** Why people are called, where they are. */
  readonly cause?: EscalationCause;
}

/** A row without where it begins. */
export interface Rule {
  readonly when?: readonly GuardName[];
  readonly to: StateName;
  readonly does?: readonly EffectName[];
  readonly sets?: readonly ChangeName[];
  readonly cause?: EscalationCause;
}

/** The same rules from each of several states. Pure. */
export function rows(from: readonly StateName[], on: EventType, ...rules: readonly Rule[]): Row[] {
  return from.flatMap((state) =>
    rules.map(({ when = [], does = [], sets = [], ...rule }) => ({
      from: state,
      on,
      when,
      does,
      sets,
      ...rule,
    })),
  );
}

/** Likewise for a rule that leaves each state as it is. Pure. */
export function stay(from: readonly StateName[], on: EventType, rule: Omit<Rule, 'to'>): Row[] {
  return from.flatMap((state) => rows([state], on, { ...rule, to: state }));
}

/** Asks GitHub for a run: stored before it is done. */
export const ACT = ['store-intent', 'act', 'set-deadline'] as const;
/** Likewise for the pull request of a rollback. */
export const OPEN_PR = ['store-intent', 'open-pr', 'set-deadline'] as const;
/** Nothing is left to do. */
export const CLOSE = ['cancel-pending', 'close-issue', 'resolve-alert'] as const;

/** Where nobody is acting: a rollback may begin, and a breach that becomes known is planned for. */
export const IDLE = ['detected', 'waiting', 'awaiting-approval'] as const;
/** Those that something can still leave. */
export const OPEN = STATE_NAMES.filter((name) => !isTerminal(name));
/** Those of them in which somebody acts, or has to. */
export const BUSY = OPEN.filter((name) => !(IDLE as readonly StateName[]).includes(name));
