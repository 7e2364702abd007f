import { createHttpClient, type HttpClient, type HttpPolicy } from '@provkit/http';
import { createNodeTransport } from '@provkit/http/node';

/** Waits of a client that are shorter are pauses before a further attempt, longer ones are deadlines. */
const SHORTEST_DEADLINE_MS = 5_000;

/**
 * A client that asks servers on 127.0.0.1. Its clock makes nobody wait: pauses are over at once, and deadlines never come,
 * unless `isImpatient`: then they come at once, for servers that say nothing.
 */
export function loopbackClient({
  isImpatient = false,
  policy = {},
}: {
  readonly isImpatient?: boolean;
  readonly policy?: Partial<HttpPolicy>;
} = {}): HttpClient {
  return createHttpClient({
    policy: { hosts: [], loopbackUnsafe: true, ...policy },
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
  });
}
