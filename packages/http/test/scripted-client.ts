import { createHttpClient, type HttpClientOptions } from '../src/create-http-client.ts';
import { type HttpErrorCode, isHttpError } from '../src/http-error.ts';
import type { HttpRequest } from '../src/request.ts';
import { type Step, scriptedTransport } from './scripted-transport.ts';

export const NOW = '2026-01-31T12:00:00.000Z';
export const API = 'https://api.github.com/repos/acme/widgets';

/** A client over a script, with a clock that does not make anyone wait but keeps what it was asked for. */
export function scripted(steps: readonly Step[], options: Partial<HttpClientOptions> = {}) {
  const { transport, asked } = scriptedTransport(steps);
  const waits: number[] = [];
  let now = Date.parse(NOW);
  const client = createHttpClient({
    policy: { hosts: ['api.github.com'], redirectHosts: ['*.blob.core.windows.net'] },
    transport,
    clock: {
      now: () => now,
      // a deadline is a sleep too: only those that the script makes wait are let through
      sleep: (ms, signal) => {
        if (ms >= 30_000) {
          return new Promise((_, reject) => {
            signal?.addEventListener('abort', () => reject(new Error('over')));
          });
        }
        waits.push(ms);
        now += ms;
        return Promise.resolve();
      },
    },
    random: () => 0,
    ...options,
  });
  return {
    client,
    send: (request: Partial<HttpRequest> = {}) => client.send({ url: API, ...request }),
    asked,
    waits,
  };
}

export async function failureOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => new Error('it succeeded'),
    (caught: unknown) => caught,
  );
  if (!isHttpError(error)) throw error;
  return error;
}

export const codeOf = async (promise: Promise<unknown>): Promise<HttpErrorCode> =>
  (await failureOf(promise)).code;
