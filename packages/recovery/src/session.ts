import type { RecoveryPolicy } from './policy.ts';
import type { Observed, RecoveryPorts } from './ports.ts';
import { RecoveryError } from './recovery-error.ts';
import type { Effect, RecoveryEvent, RecoveryState } from './recovery-state.ts';
import { transition } from './transition.ts';

/**
 * How long somebody who works on a recovery has it, in ms, from his last step: longer than a request can take, so that whoever
 * comes after him finds out what it came to.
 */
export const LEASE_MS = 5 * 60_000;

/** Somebody else works on the recovery. Thrown within; never leaves `settle`. */
export class HeldError extends Error {
  override readonly name = 'HeldError';
  readonly holder: NonNullable<RecoveryState['holder']>;

  constructor(holder: NonNullable<RecoveryState['holder']>) {
    super(`held by ${holder.id} until ${holder.until}`);
    this.holder = holder;
  }
}

/** One process that works on one recovery: each step is written before the next is taken. */
export class Session {
  readonly recoveryId: string;
  readonly ports: RecoveryPorts;
  readonly policy: RecoveryPolicy;
  /** For people: what the table ignored, and what was seen beside what happened. Each once. */
  readonly notes: string[] = [];

  constructor(recoveryId: string, ports: RecoveryPorts, policy: RecoveryPolicy) {
    this.recoveryId = recoveryId;
    this.ports = ports;
    this.policy = policy;
  }

  /** Takes the recovery. @throws HeldError; RecoveryError NOT_FOUND */
  claim(): Promise<RecoveryState> {
    return this.change((state) => state);
  }

  /** Lets somebody else have it at once. */
  async release(): Promise<RecoveryState> {
    const { recoveryId, ports } = this;
    return ports.store.update(recoveryId, (current) => {
      const state = mustBe(current, recoveryId);
      if (state.holder?.id !== ports.holder) return state;
      const { holder: _, ...rest } = state;
      return rest;
    });
  }

  /** A change of what is stored, by who has it. Also makes his time longer. @throws HeldError */
  change(make: (state: RecoveryState) => RecoveryState): Promise<RecoveryState> {
    const { recoveryId, ports } = this;
    return ports.store.update(recoveryId, (current) => {
      const state = mustBe(current, recoveryId);
      const { holder } = state;
      const now = ports.clock.now();
      if (holder && holder.id !== ports.holder && Date.parse(holder.until) > now) {
        throw new HeldError(holder);
      }
      const until = new Date(now + LEASE_MS).toISOString();
      return { ...make(state), holder: { id: ports.holder, until } };
    });
  }

  /**
   * An effect is done, and what came of it has happened: one write, so that neither is ever known without the other.
   * @returns the state, and whether the table had something to say to the event.
   */
  async finish(
    effect: Effect | undefined,
    observed?: Observed,
  ): Promise<{ readonly state: RecoveryState; readonly isIgnored: boolean }> {
    let why: string | undefined;
    const event = observed && this.#stamp(observed);
    const state = await this.change((current) => {
      why = undefined;
      const outbox = current.outbox.filter(({ id }) => id !== effect?.id);
      const before = { ...current, outbox };
      if (!event) return before;
      const [after, effects] = transition(before, event, this.policy);
      const [first] = effects;
      if (first?.name === 'note-ignored') ({ why } = first);
      return after;
    });
    if (why !== undefined) this.note(why);
    return { state, isIgnored: why !== undefined };
  }

  note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }

  #stamp(observed: Observed): RecoveryEvent {
    const { clock, random, actor } = this.ports;
    const at = new Date(clock.now()).toISOString();
    return { at, actor, random: random(), ...observed } as RecoveryEvent; // both halves of one type
  }
}

function mustBe(state: RecoveryState | undefined, recoveryId: string): RecoveryState {
  if (state) return state;
  throw new RecoveryError('NOT_FOUND', `there is no recovery ${recoveryId}`);
}
