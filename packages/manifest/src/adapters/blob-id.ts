import { createHash } from 'node:crypto';

/** The id that git gives a file's content: what GitHub wants as `sha` before it replaces the file. */
export function blobId(content: Uint8Array): string {
  return createHash('sha1').update(`blob ${content.byteLength}\0`).update(content).digest('hex');
}
