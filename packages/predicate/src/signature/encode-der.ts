import type { ASN1Obj } from '@sigstore/core';

/** A structure by its tag and its content, which is the encoding of its parts if it has any. */
export type Der = Pick<ASN1Obj, 'value'> & { readonly tag: Pick<ASN1Obj['tag'], 'toDER'> };

/**
 * A structure in DER; of one that was parsed, byte for byte what `ASN1Obj.toDER` writes. That one encodes each of its parts anew
 * and takes two kilobytes for each, half of the time of a verification; but the parser takes no encoding of a length but the
 * shortest, so that the content which it has kept is what the parts would be encoded as.
 */
export function encodeDer({ tag, value }: Der): Buffer {
  const count = lengthBytes(value.length) - 1;
  const start = 2 + count;
  const bytes = Buffer.allocUnsafe(start + value.length);
  bytes[0] = tag.toDER();
  bytes[1] = count === 0 ? value.length : 0x80 | count;
  if (count > 0) bytes.writeUIntBE(value.length, 2, count);
  bytes.set(value, start);
  return bytes;
}

/** A structure with the tag of another, of these parts. */
export function ofParts({ tag }: Der, parts: readonly Der[]): Der {
  return { tag, value: Buffer.concat(parts.map(encodeDer)) };
}

/** How many bytes state a length (X.690 section 8.1.3). */
function lengthBytes(length: number): number {
  let count = 1;
  if (length >= 0x80) for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) count += 1;
  return count;
}
