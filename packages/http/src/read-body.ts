import { HttpError } from './http-error.ts';
import type { TransportResponse } from './transport.ts';

/** Takes the bytes of one attempt. Throwing ends the attempt, and no further one follows. */
export interface Sink {
  write(chunk: Uint8Array): void | Promise<void>;
}

/**
 * Reads a body into a sink, and leaves it as soon as it is too large.
 * @param what names the request, for messages.
 * @throws HttpError TOO_LARGE; whatever the sink throws
 */
export async function readBody(
  { headers, body }: TransportResponse,
  sink: Sink,
  maxBytes: number,
  what: string,
): Promise<void> {
  const announced = Number(headers['content-length'] ?? 0);
  if (announced > maxBytes) throw tooLarge(what, maxBytes);
  let read = 0;
  for await (const chunk of body) {
    read += chunk.byteLength;
    if (read > maxBytes) throw tooLarge(what, maxBytes);
    await sink.write(chunk);
  }
}

/** A sink that keeps what it is given. */
export function createBuffer(): Sink & { bytes(): Uint8Array } {
  const chunks: Uint8Array[] = [];
  return {
    write: (chunk) => void chunks.push(chunk),
    bytes: () => Buffer.concat(chunks),
  };
}

function tooLarge(what: string, maxBytes: number): HttpError {
  return new HttpError('TOO_LARGE', `${what}: the answer has more than ${maxBytes} bytes`, {
    mayHaveArrived: true,
  });
}
