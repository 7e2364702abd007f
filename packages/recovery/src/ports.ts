import type { ActOutcome } from './act-outcome.ts';
import type { GithubEffect, GithubResult } from './github-effect.ts';
import type { Effect, Plan, RecoveryEvent, RecoveryState } from './recovery-state.ts';

/** Where recoveries are kept. Implemented by `@provkit/recovery/file`. */
export interface RecoveryStore {
  /** `undefined`: there is none. */
  read(recoveryId: string): Promise<RecoveryState | undefined>;
  /**
   * Compare-and-set: no change of somebody else is lost. What `change` throws comes back, and nothing is written.
   * @param change pure, since it may be called several times.
   */
  update(
    recoveryId: string,
    change: (state: RecoveryState | undefined) => RecoveryState,
  ): Promise<RecoveryState>;
}

/** An event before it is stamped with time, actor and a random value. */
export type Observed = RecoveryEvent extends infer E
  ? E extends RecoveryEvent
    ? Omit<E, 'at' | 'actor' | 'random'> & Partial<Pick<E, 'actor'>>
    : never
  : never;

/** Effects that others carry out: repeating one, which has the same id, must be harmless. */
export type Task = Exclude<
  Effect,
  { readonly name: 'store-intent' | 'act' | 'open-pr' | 'look' | 'replan' | 'note-ignored' }
>;

/** All that a recovery touches of the world. */
export interface RecoveryPorts {
  readonly store: RecoveryStore;
  /** ms since 1970, UTC. */
  readonly clock: { now(): number };
  /** From 0 inclusive to 1 exclusive. */
  readonly random: () => number;
  /** Who works on it: unique for each process. */
  readonly holder: string;
  readonly actor: RecoveryEvent['actor'];
  /** Acts, once. */
  readonly act: (action: GithubEffect, intendedAt: string) => Promise<ActOutcome<GithubResult>>;
  /** Whether it was done; never acts. */
  readonly look: (action: GithubEffect, intendedAt: string) => Promise<ActOutcome<GithubResult>>;
  /** Looks at the run and decides what to do. */
  readonly plan: (state: RecoveryState) => Promise<Plan>;
  /**
   * What has happened that the state is waiting for; `undefined`: nothing yet.
   * @param note takes what people should know beside it, as why an approval does not count
   */
  readonly sense: (
    state: RecoveryState,
    note: (text: string) => void,
  ) => Promise<Observed | undefined>;
  /** Tells people, writes the manifest, records. */
  readonly perform: (task: Task, state: RecoveryState) => Promise<void>;
}
