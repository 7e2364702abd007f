import { CHANGES, without } from './changes.ts';
import { effectOf } from './effect-of.ts';
import { GUARDS } from './guards.ts';
import { entriesOf } from './manifest-mapping.ts';
import type { RecoveryPolicy } from './policy.ts';
import { recordOf } from './record-of.ts';
import type { Effect, EffectName, RecoveryEvent, RecoveryState } from './recovery-state.ts';
import { isTerminal } from './states.ts';
import type { Row } from './table/row.ts';
import { rowsOf } from './table.ts';

/**
 * Decides the next state of a recovery and what to do about it. Pure and total: every state takes every event; what the table
 * does not list leaves the state as it is, with one effect `note-ignored`.
 * @param event `at` is UTC, of the caller's clock.
 * @returns the state to store, with the effects in its outbox, then these effects in the order to run them.
 * @see spec.md 2.4
 */
export function transition(
  state: RecoveryState,
  event: RecoveryEvent,
  policy: RecoveryPolicy,
): [RecoveryState, readonly Effect[]] {
  const candidates = rowsOf(state.state, event.type);
  const row = candidates.find(({ when }) =>
    when.every((name) => GUARDS[name](state, event, policy)),
  );
  if (!row) return [state, [ignored(state, event, candidates)]];
  const seq = state.seq + 1;
  const idOf = (name: EffectName) => `${state.recoveryId}/${seq}/${name}`;
  const acting = row.does.find((name) => name === 'act' || name === 'open-pr');
  const context = { event, policy, effectId: idOf(acting ?? 'act'), cause: row.cause };
  const changed = row.sets.reduce((before, name) => CHANGES[name](before, context), state);
  const moved = move(changed, row, event, policy);
  const next = { ...moved, seq, ...verdictTime(event) };
  const names = namesOf(state, next, row);
  const done = names.flatMap((name) => effectOf(name, idOf(name), next, context) ?? []);
  const ids = done.map(({ id }) => id);
  const record = recordOf(idOf('record'), state, next, { event, effects: ids });
  const effects = [record, ...done];
  return [{ ...next, outbox: [...outboxOf(state, names), ...effects] }, effects];
}

/** Taken note of, whatever came of it. */
function verdictTime(event: RecoveryEvent): Partial<Pick<RecoveryState, 'verdictAt'>> {
  const isVerdict = event.type === 'failure.recorded' || event.type.startsWith('validation.');
  if (!isVerdict || !('attempt' in event)) return {};
  return { verdictAt: ('verifiedAt' in event ? event.verifiedAt : undefined) ?? event.at };
}

/** A state that is left takes its deadline along, and the next one may have its own. */
function move(
  state: RecoveryState,
  { from, to, does }: Row,
  event: RecoveryEvent,
  policy: RecoveryPolicy,
): RecoveryState {
  if (from === to && !does.includes('set-deadline')) return state;
  const moved = { ...without(state, 'deadline'), state: to, since: event.at };
  const settled = to === 'waiting' || to === 'rollback-verifying' ? moved : without(moved, 'wait');
  if (!does.includes('set-deadline')) return settled;
  const limit = policy.deadlineMs[to];
  const until = limit === undefined ? undefined : new Date(Date.parse(event.at) + limit);
  const deadline = to === 'awaiting-approval' ? state.plan?.expiresAt : until?.toISOString();
  return { ...settled, ...(deadline && { deadline }) };
}

/** The manifest says that a rerun is under way before it is asked for (S3.6); everything else goes before it. */
function namesOf(before: RecoveryState, after: RecoveryState, { does }: Row): EffectName[] {
  const isSame = JSON.stringify(entriesOf(before)) === JSON.stringify(entriesOf(after));
  if (isSame) return [...does];
  const at = does.indexOf('store-intent');
  return at < 0 ? [...does, 'write-manifest'] : does.toSpliced(at, 0, 'write-manifest');
}

/** Never moot: what says how it was, and what keeps a rollback that did not pass from being merged. */
const KEPT: ReadonlySet<EffectName> = new Set(['record', 'write-manifest', 'block-merge']);

/** What was to be done and is moot now. */
function outboxOf({ outbox }: RecoveryState, names: readonly EffectName[]): readonly Effect[] {
  if (!names.includes('cancel-pending')) return outbox;
  return outbox.filter(({ name }) => KEPT.has(name));
}

function ignored(
  { recoveryId, seq, state }: RecoveryState,
  event: RecoveryEvent,
  candidates: readonly Row[],
): Effect {
  return {
    id: `${recoveryId}/${seq}/note-ignored`,
    name: 'note-ignored',
    event: event.type,
    why: whyIgnored(state, event, candidates),
  };
}

function whyIgnored(
  state: RecoveryState['state'],
  { type }: RecoveryEvent,
  candidates: readonly Row[],
): string {
  if (isTerminal(state)) return `the recovery is over: it is ${state}`;
  if (candidates.length === 0) return `${type} means nothing while it is ${state}`;
  const needed = candidates.map(({ when }) => when.join(' and ')).join('; or ');
  return `${type} moves it from ${state} only when: ${needed}`;
}
