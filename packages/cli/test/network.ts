import { createNodeTransport } from '@provkit/http/node';
import type { Clock, Network } from '../src/ports.ts';
import { NOW } from './fixture.ts';

/** The network with servers on 127.0.0.1 in it. */
export const LOOPBACK: Network = {
  transport: createNodeTransport(),
  random: () => 0,
  loopbackUnsafe: true,
};

/** A clock that stands still, and makes nobody wait for another attempt; deadlines never come. */
export const STILL: Clock = {
  now: () => Date.parse(NOW),
  sleep: (ms, signal) =>
    ms < 5_000
      ? Promise.resolve()
      : new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('over')));
        }),
};
