import {
  isSnappyFramed,
  SnappyError,
  unpackSnappyBlock,
  unpackSnappyFrames,
} from '../archive/snappy.ts';
import { LIMITS } from '../bundle/limits.ts';

/** The text of a bundle, or what keeps the bytes from being one. */
export type BundleBlob = { readonly text: Uint8Array } | { readonly problem: string };

/**
 * What is behind a `bundle_url`: a raw Snappy block, as GitHub writes it, a framed stream, or plain JSON. Told by its first bytes,
 * since the media type is the same for the first two: a block that began with `{` would hold 123 bytes, and no bundle is as
 * small. Bounded by what it states and by what a bundle may have (T15). Pure.
 */
export function readBundleBlob(bytes: Uint8Array): BundleBlob {
  const { maxBytes } = LIMITS.json;
  try {
    if (isJson(bytes)) return { text: bytes };
    const unpack = isSnappyFramed(bytes) ? unpackSnappyFrames : unpackSnappyBlock;
    const text = unpack(bytes, maxBytes);
    return isJson(text) ? { text } : { problem: 'unpacks to something else than JSON' };
  } catch (error) {
    if (!(error instanceof SnappyError)) throw error;
    return { problem: `is neither JSON nor Snappy: it ${error.message}` };
  }
}

/** Begins with `{`, perhaps after white space (RFC 8259, 2). */
function isJson(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => ![0x20, 0x09, 0x0a, 0x0d].includes(byte));
  return first === 0x7b;
}
