import { createHash } from 'node:crypto';
import { SourceFailure } from '../source-failure.ts';

/**
 * Content that has the digest by which it was asked for; whoever sends other bytes is not believed.
 * @param what names it, for messages.
 * @throws SourceFailure malformed
 */
export function assertDigest(content: Uint8Array, digest: string, what: string): Uint8Array {
  const actual = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  if (actual === digest) return content;
  throw new SourceFailure({
    reason: 'malformed',
    message: `${what}: what came has the digest ${actual}, and ${digest} was asked for`,
  });
}
