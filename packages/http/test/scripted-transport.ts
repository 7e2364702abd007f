import { HttpError } from '../src/http-error.ts';
import type { Transport, TransportRequest } from '../src/transport.ts';

/** What a scripted transport does with one request. */
export type Step =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | 'reset'
  | 'silence';

/** A transport that answers as the script says, in order, and keeps what it was asked. */
export function scriptedTransport(steps: readonly Step[]): {
  readonly transport: Transport;
  readonly asked: TransportRequest[];
} {
  const asked: TransportRequest[] = [];
  return {
    asked,
    transport: {
      send: async (request) => {
        const step = steps[asked.length];
        asked.push(request);
        if (step === undefined) throw new Error(`nothing is scripted for request ${asked.length}`);
        if (step === 'silence') return Promise.withResolvers<never>().promise;
        if (step === 'reset') {
          throw new HttpError('NETWORK', 'connection reset', { mayHaveArrived: true });
        }
        const { status, headers = {}, body = '' } = step;
        return { status, headers, body: chunksOf(body) };
      },
    },
  };
}

async function* chunksOf(text: string): AsyncIterable<Uint8Array> {
  for (let at = 0; at < text.length; at += 4) yield Buffer.from(text.slice(at, at + 4));
}
