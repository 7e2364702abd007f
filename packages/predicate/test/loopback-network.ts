import { createNodeTransport } from '@provkit/http/node';
import type { Network } from '../src/adapters/network.ts';

/** Waits of a client that are shorter are pauses before a further attempt, longer ones are deadlines. */
const SHORTEST_DEADLINE_MS = 5_000;

/**
 * The network with servers on 127.0.0.1 in it. Its clock makes nobody wait: pauses are over at once, and deadlines never
 * come, unless `isImpatient`: then they come at once, for servers that say nothing.
 */
export function loopbackNetwork({ isImpatient = false } = {}): Network {
  return {
    transport: createNodeTransport(),
    clock: {
      now: () => 0,
      sleep: (ms, signal) =>
        ms < SHORTEST_DEADLINE_MS || isImpatient
          ? Promise.resolve()
          : new Promise((_, reject) => {
              signal?.addEventListener('abort', () => reject(new Error('over')));
            }),
    },
    random: () => 0,
    loopbackUnsafe: true,
  };
}
