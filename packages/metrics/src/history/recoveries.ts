import { earlier } from '../event-order.ts';
import { NO_ROW } from './corrections.ts';
import type { FactOf } from './fact.ts';
import type { History } from './history.ts';

/** One recovery, as far as its events are known. */
export interface Recovery {
  readonly id: string;
  readonly opened: FactOf<'recovery.opened'> | undefined;
  readonly closed: FactOf<'recovery.closed'> | undefined;
  readonly hasRerun: boolean;
  /** Whether it was blocked last, and nobody has unblocked it since. */
  readonly isBlocked: boolean;
  /** The state that was entered last; absent where no transition is known. */
  readonly state: string | undefined;
  /** The first Issue that was opened for it, or for the failure that opened it. */
  readonly firstIssue: FactOf<'issue.opened'> | undefined;
}

type Building = { -readonly [F in keyof Recovery]: Recovery[F] } & { lastSeq: number };

/** All recoveries of a history, by `recovery_id`. */
export function recoveriesOf(history: History): ReadonlyMap<string, Recovery> {
  const recoveries = new Map<string, Building>();
  const of = (id: string): Building => {
    const known = recoveries.get(id);
    if (known) return known;
    const none = { opened: undefined, closed: undefined, state: undefined, firstIssue: undefined };
    const recovery = { id, ...none, hasRerun: false, isBlocked: false, lastSeq: 0 };
    recoveries.set(id, recovery);
    return recovery;
  };
  // by what stands for it: either side may name the validation or one of its corrections
  const byValidation = new Map<number | string, Building[]>();
  const standing = (id: string): number | string => {
    const row = history.standingRow(id);
    return row === NO_ROW ? id : row;
  };
  for (const event of history.of('recovery.opened')) {
    const recovery = of(event.recovery_id);
    recovery.opened = earlier(recovery.opened, event);
  }
  for (const recovery of recoveries.values()) {
    if (!recovery.opened) continue;
    const validation = standing(recovery.opened.validation_id);
    const known = byValidation.get(validation);
    if (known) known.push(recovery);
    else byValidation.set(validation, [recovery]);
  }
  for (const event of history.of('recovery.closed')) {
    const recovery = of(event.recovery_id);
    recovery.closed = earlier(recovery.closed, event);
  }
  for (const event of history.of('rerun.started')) of(event.recovery_id).hasRerun = true;
  for (const { recovery_id, recovery_seq, to } of history.of('recovery.transitioned')) {
    enter(of(recovery_id), recovery_seq, to);
  }
  for (const { recovery_id, recovery_seq } of history.of('recovery.blocked')) {
    enter(of(recovery_id), recovery_seq, 'blocked');
  }
  for (const event of history.of('issue.opened')) {
    const alert = event.alert_id === null ? undefined : history.alerts().raised.get(event.alert_id);
    const about =
      event.recovery_id === null
        ? (byValidation.get(standing(alert?.validation_id ?? '')) ?? [])
        : [of(event.recovery_id)];
    for (const recovery of about) recovery.firstIssue = earlier(recovery.firstIssue, event);
  }
  return recoveries;
}

/** The highest `recovery_seq` says where a recovery is; `recovery.blocked` repeats what its transition says. */
function enter(recovery: Building, seq: number, state: string): void {
  if (seq < recovery.lastSeq || (seq === recovery.lastSeq && state !== 'blocked')) return;
  recovery.lastSeq = seq;
  recovery.state = state;
  recovery.isBlocked = state === 'blocked';
}
