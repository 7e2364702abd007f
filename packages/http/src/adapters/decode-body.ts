import type { IncomingMessage } from 'node:http';
import { pipeline, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HttpError } from '../http-error.ts';

/**
 * The body of an answer, unpacked. Bytes are counted as they come off the wire: a packed body can be without end and yet
 * unpack to nothing. Whoever reads counts what comes out.
 * @param what names the request, for messages.
 * @throws HttpError MALFORMED: an encoding that was not asked for, or a body that breaks its own
 */
export function decodeBody(
  response: IncomingMessage,
  maxBytes: number,
  what: string,
): AsyncIterable<Uint8Array> {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const counted = countBytes(maxBytes, what);
  const ignore = () => {}; // the reader gets the error from the stream itself
  if (encoding === 'identity') return pipeline(response, counted, ignore);
  if (encoding === 'gzip' || encoding === 'x-gzip') {
    return pipeline(response, counted, createGunzip(), ignore);
  }
  response.destroy();
  throw new HttpError('MALFORMED', `${what}: an answer in the encoding ${encoding.slice(0, 40)}`, {
    mayHaveArrived: true,
  });
}

function countBytes(maxBytes: number, what: string): Transform {
  let count = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      count += chunk.byteLength;
      if (count <= maxBytes) return done(null, chunk);
      const message = `${what}: the answer has more than ${maxBytes} bytes`;
      done(new HttpError('TOO_LARGE', message, { mayHaveArrived: true }));
    },
  });
}
