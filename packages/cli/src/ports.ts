import type { Transport } from '@provkit/http';

/** A place to write text to. */
export interface Output {
  readonly write: (text: string) => void;
  /** Whether a person reads along, so that colours make sense. */
  readonly isTerminal: boolean;
}

/** All that a command may touch of the world, so that tests can hand it another one. */
export interface Ports {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Absolute; relative paths start here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** A new id at each call, unique for ever. */
  readonly newId: () => string;
  /** The way to the network; asked for by what asks somebody, and never with `--offline`. */
  readonly openNetwork: () => Promise<Network>;
}

/** How to reach others. */
export interface Network {
  readonly transport: Transport;
  /** From 0 inclusive to 1 exclusive, as `Math.random`. */
  readonly random: () => number;
  /** For tests: servers on 127.0.0.1. */
  readonly loopbackUnsafe?: boolean;
}

/** Time. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
