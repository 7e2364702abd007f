import type { ActOutcome } from './act-outcome.ts';
import { clipText } from './clip-text.ts';
import { dueEvent } from './due-event.ts';
import type { GithubResult } from './github-effect.ts';
import type { RecoveryPolicy } from './policy.ts';
import type { Observed, RecoveryPorts } from './ports.ts';
import { RecoveryError } from './recovery-error.ts';
import type { Effect, RecoveryState } from './recovery-state.ts';
import { HeldError, Session } from './session.ts';
import { isTerminal } from './states.ts';

/** How far a recovery came. */
export interface Settled {
  /**
   * - over: nothing leaves its state
   * - waiting: for a time, a run, a verdict or a person
   * - unresolved: GitHub does not say yet what became of a request; go on later
   * - held: somebody else works on it, and nothing was done here
   */
  readonly outcome: 'over' | 'waiting' | 'unresolved' | 'held';
  readonly state: RecoveryState;
  /** For people: what was ignored and why, or what is missing. */
  readonly notes: readonly string[];
  /** Who has it, and until when; with `held`. */
  readonly holder?: { readonly id: string; readonly until: string };
  /** ms until GitHub wants to be asked again. */
  readonly retryAfterMs?: number;
}

/** No recovery has so many steps in one go: one that has goes round in circles. */
const MOST_STEPS = 500;

/**
 * Takes a recovery as far as it comes: carries out what is to be done, looks what happened, and stops where it has to wait. Every
 * step is stored before the next is taken, and a request is sent only after the intent is stored: whoever goes on after a crash
 * looks whether it was done, and never sends it blindly. Repeating it is safe.
 * @param events what the caller knows has happened, or asks for, in order.
 * @throws RecoveryError, and what the ports throw: it is as if it had been interrupted there
 * @see spec.md 2.4, invariants; S3.3: of two at the same time one acts
 */
export async function settle(
  recoveryId: string,
  ports: RecoveryPorts,
  policy: RecoveryPolicy,
  events: readonly Observed[] = [],
): Promise<Settled> {
  const session = new Session(recoveryId, ports, policy);
  try {
    await session.claim();
    const settled = await run(session, [...events]);
    return { ...settled, state: await session.release() };
  } catch (error) {
    if (!(error instanceof HeldError)) {
      // whoever goes on need not wait, and looks before acting all the same
      await session.release().catch(() => undefined);
      throw error;
    }
    const state = await ports.store.read(recoveryId);
    if (!state) throw error;
    return { outcome: 'held', state, notes: [error.message], holder: error.holder };
  }
}

type Stop = Omit<Settled, 'state'>;

async function run(session: Session, events: Observed[]): Promise<Stop> {
  const { ports } = session;
  const acting = new Acting(session);
  let state = await session.change((current) => current);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    // what somebody says comes before what is still to be done: it may make that moot
    const given = events.shift();
    if (given) {
      ({ state } = await session.finish(undefined, given));
      continue;
    }
    const [effect] = state.outbox;
    if (effect) {
      const stop = await acting.carryOut(effect, state);
      if (stop) return { ...stop, notes: [...session.notes, ...stop.notes] };
      state = await session.change((current) => current);
      continue;
    }
    const outcome = isTerminal(state.state) ? 'over' : 'waiting';
    const sensed =
      (await ports.sense(state, (text) => session.note(text))) ??
      dueEvent(state, ports.clock.now());
    const next = sensed && (await session.finish(undefined, sensed));
    // what means nothing now will mean nothing when it is seen again
    if (!next || next.isIgnored) return { outcome, notes: session.notes };
    ({ state } = next);
  }
  throw new RecoveryError(
    'STATE_INVALID',
    `${session.recoveryId}: ${MOST_STEPS} steps, and no end`,
  );
}

/** Carries effects out. It knows which intent it stored itself: that one alone it acts upon without looking. */
class Acting {
  readonly #session: Session;
  #fresh: string | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** What stops the recovery here, or `undefined`: go on. */
  async carryOut(effect: Effect, state: RecoveryState): Promise<Stop | undefined> {
    const { ports } = this.#session;
    switch (effect.name) {
      case 'store-intent':
        await this.#markStarted(effect);
        return undefined;
      case 'act':
      case 'open-pr':
        return this.#act(effect, state);
      case 'look':
        return this.#look(effect, state);
      case 'replan':
        return this.#replan(effect, state);
      case 'allow-merge':
      case 'block-merge': {
        const seen = await ports.look(effect.action, state.since);
        const isThere = seen.outcome === 'confirmed';
        const outcome = isThere ? seen : await ports.act(effect.action, state.since);
        if (outcome.outcome !== 'confirmed') return unresolved(outcome);
        await ports.perform(effect, state);
        break;
      }
      case 'note-ignored':
        break;
      case 'ask':
      case 'cancel-pending':
      case 'close-issue':
      case 'escalate':
      case 'record':
      case 'resolve-alert':
      case 'revalidate':
      case 'set-deadline':
      case 'set-timer':
      case 'validate-branch':
      case 'validate-run':
      case 'write-manifest':
        await ports.perform(effect, state);
    }
    await this.#session.finish(effect);
    return undefined;
  }

  /** From now on the request may have been sent. */
  async #markStarted(done: Effect, again?: Effect): Promise<void> {
    const { clock } = this.#session.ports;
    const startedAt = new Date(clock.now()).toISOString();
    const state = await this.#session.change((current) => {
      const rest = current.outbox.filter(({ id }) => id !== done.id);
      const outbox = again ? [again, ...rest] : rest;
      const { intent } = current;
      return { ...current, outbox, ...(intent && { intent: { ...intent, startedAt } }) };
    });
    this.#fresh = state.intent?.effectId;
  }

  async #act(
    effect: Extract<Effect, { name: 'act' | 'open-pr' }>,
    state: RecoveryState,
  ): Promise<Stop | undefined> {
    const { ports } = this.#session;
    const { intent } = state;
    const isActing = state.state === 'requesting' || state.state === 'rolling-back';
    if (!isActing || intent?.effectId !== effect.id || !intent.isOpen) {
      await this.#session.finish(effect); // overtaken
      return undefined;
    }
    const intendedAt = intent.startedAt ?? intent.storedAt;
    if (this.#fresh !== effect.id) {
      const seen = await ports.look(effect.action, intendedAt);
      if (seen.outcome === 'unknown') return unresolved(seen);
      if (seen.outcome !== 'absent') return this.#settle(effect, intent.effectId, seen);
      await this.#markStarted(effect, effect);
      return undefined;
    }
    this.#fresh = undefined; // a second time it looks
    const outcome = await ports.act(effect.action, intendedAt);
    return this.#settle(effect, intent.effectId, outcome);
  }

  async #look(
    effect: Extract<Effect, { name: 'look' }>,
    state: RecoveryState,
  ): Promise<Stop | undefined> {
    const { intent } = state;
    if (intent?.effectId !== effect.effectId || !intent.isOpen) {
      await this.#session.finish(effect);
      return undefined;
    }
    const seen = await this.#session.ports.look(effect.action, intent.startedAt ?? intent.storedAt);
    if (seen.outcome === 'unknown') return unresolved(seen);
    if (seen.outcome !== 'absent') return this.#settle(effect, intent.effectId, seen);
    // it was not done: the same act, under the same id
    const name = state.state === 'rolling-back' ? 'open-pr' : 'act';
    await this.#markStarted(effect, { id: intent.effectId, name, action: intent.action });
    return undefined;
  }

  /** What became of a request, as an event. */
  async #settle(
    effect: Effect,
    effectId: string,
    outcome: ActOutcome<GithubResult>,
  ): Promise<Stop | undefined> {
    if (outcome.outcome === 'absent') return unresolved(outcome);
    await this.#session.finish(effect, eventOf(effectId, outcome));
    return undefined;
  }

  /** An act whose outcome nobody knew in time is looked for before another one is planned. */
  async #replan(effect: Effect, state: RecoveryState): Promise<Stop | undefined> {
    if (state.state !== 'detected') {
      await this.#session.finish(effect);
      return undefined;
    }
    const { intent } = state;
    if (intent?.isOpen && intent.startedAt !== undefined) {
      const seen = await this.#session.ports.look(intent.action, intent.startedAt);
      if (seen.outcome === 'unknown') return unresolved(seen);
      if (seen.outcome === 'confirmed') {
        await this.#session.finish(effect, eventOf(intent.effectId, seen));
        return undefined;
      }
    }
    const plan = await this.#session.ports.plan(state);
    await this.#session.finish(effect, { type: 'planned', plan });
    return undefined;
  }
}

function eventOf(effectId: string, outcome: ActOutcome<GithubResult>): Observed {
  if (outcome.outcome === 'refused') {
    const detail = clipText(outcome.message) || outcome.cause;
    return { type: 'effect.refused', effectId, cause: outcome.cause, detail };
  }
  if (outcome.outcome !== 'confirmed') return { type: 'effect.unknown', effectId };
  const { value } = outcome;
  if (value && 'pull' in value) {
    const { pull: number, url, headSha } = value;
    return { type: 'effect.confirmed', effectId, pull: { number, url, headSha } };
  }
  const run = value && { runId: value.runId, attempt: value.attempt };
  return { type: 'effect.confirmed', effectId, ...(run && { run }) };
}

function unresolved(outcome: ActOutcome<unknown>): Stop {
  if (outcome.outcome === 'confirmed') return { outcome: 'unresolved', notes: [] };
  const notes = [outcome.message];
  const retryAfterMs = 'retryAfterMs' in outcome ? outcome.retryAfterMs : undefined;
  return { outcome: 'unresolved', notes, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
