import { crc32c } from './crc32c.ts';

/** What keeps bytes from being Snappy: a sentence. Thrown by nobody else, caught by whoever reads an answer. */
export class SnappyError extends Error {
  override readonly name = 'SnappyError';
}

/** "sNaPpY" in a chunk of type 0xff and length 6 (framing_format.txt, 4.1): how a framed stream begins. */
const STREAM_IDENTIFIER = Uint8Array.from([0xff, 6, 0, 0, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59]);

/** Whether bytes begin as a framed stream does. Pure. */
export function isSnappyFramed(bytes: Uint8Array): boolean {
  return STREAM_IDENTIFIER.every((byte, index) => bytes[index] === byte);
}

/**
 * Unpacks a raw block. Strict: it must have exactly the length that it states, and refer to nothing before its own beginning.
 * Memory is taken once, for the stated length, after it was compared with the limit. Pure.
 * @throws SnappyError
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 */
export function unpackSnappyBlock(block: Uint8Array, maxBytes: number): Uint8Array {
  const { length, start } = readLength(block);
  if (length > maxBytes) {
    throw new SnappyError(`states ${length} bytes, more than the ${maxBytes} that are read`);
  }
  // an element of 3 bytes gives at most 64
  if (length > block.length * 22) throw new SnappyError('states more bytes than it can hold');
  const output = new Uint8Array(length);
  let at = start;
  let written = 0;
  while (at < block.length) {
    const element = readElement(block, at);
    if (element.size > length - written) throw new SnappyError('holds more bytes than it states');
    if (element.kind === 'literal') {
      const end = element.next + element.size;
      if (end > block.length) throw new SnappyError('ends within a literal');
      output.set(block.subarray(element.next, end), written);
      at = end;
    } else {
      if (element.offset === 0 || element.offset > written) {
        throw new SnappyError('refers to bytes before its beginning');
      }
      repeat(output, written, element.offset, element.size);
      at = element.next;
    }
    written += element.size;
  }
  if (written !== length) throw new SnappyError('holds fewer bytes than it states');
  return output;
}

/**
 * Unpacks a framed stream, each chunk's checksum compared. Pure.
 * @throws SnappyError
 * @see https://github.com/google/snappy/blob/main/framing_format.txt
 */
export function unpackSnappyFrames(stream: Uint8Array, maxBytes: number): Uint8Array {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const chunks: Uint8Array[] = [];
  let left = maxBytes;
  for (let at = 0; at < stream.length; ) {
    if (stream.length - at < 4) throw new SnappyError('ends within the header of a chunk');
    const header = view.getUint32(at, true);
    const type = header & 0xff;
    const end = at + 4 + (header >>> 8);
    if (end > stream.length) throw new SnappyError('ends within a chunk');
    const chunk = unpackChunk(type, stream.subarray(at + 4, end), left);
    left -= chunk.length;
    chunks.push(chunk);
    at = end;
  }
  return Buffer.concat(chunks);
}

/** Bytes of a chunk at most, unpacked (framing_format.txt, 4.2). */
const MAX_CHUNK = 65_536;

function unpackChunk(type: number, chunk: Uint8Array, left: number): Uint8Array {
  if (type === 0xff || (type >= 0x80 && type <= 0xfe)) return new Uint8Array(0); // identifier, padding, skippable
  if (type > 1) throw new SnappyError(`has a chunk of the unknown type ${type}`);
  if (chunk.length < 4) throw new SnappyError('has a chunk without a checksum');
  const data = chunk.subarray(4);
  const output = type === 0 ? unpackSnappyBlock(data, Math.min(left, MAX_CHUNK)) : data;
  if (output.length > left) throw new SnappyError('holds more bytes than are read');
  const stated = new DataView(chunk.buffer, chunk.byteOffset).getUint32(0, true);
  if (masked(crc32c(output)) !== stated) throw new SnappyError('has a chunk with another checksum');
  return output;
}

/** Checksums are rotated and offset, lest they be taken over data that holds checksums (framing_format.txt, 3). */
function masked(checksum: number): number {
  return (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0;
}

/** The stated length: little-endian, 7 bits a byte, at most 32 bits. */
function readLength(block: Uint8Array): { readonly length: number; readonly start: number } {
  let length = 0;
  for (let start = 0; start < 5; start += 1) {
    const byte = block[start];
    if (byte === undefined) throw new SnappyError('ends within its length');
    length += (byte & 0x7f) * 2 ** (7 * start);
    if (byte < 0x80) {
      if (length > 0xffff_ffff) break;
      return { length, start: start + 1 };
    }
  }
  throw new SnappyError('has a length beyond 32 bits');
}

type Element =
  | { readonly kind: 'literal'; readonly size: number; readonly next: number }
  | {
      readonly kind: 'copy';
      readonly size: number;
      readonly offset: number;
      readonly next: number;
    };

/** An element by its tag byte: the lower two bits are its kind. */
function readElement(block: Uint8Array, at: number): Element {
  const tag = block[at] ?? 0;
  const upper = tag >>> 2;
  switch (tag & 3) {
    case 0: {
      const extra = upper < 60 ? 0 : upper - 59;
      const size = (extra === 0 ? upper : readUint(block, at + 1, extra)) + 1;
      return { kind: 'literal', size, next: at + 1 + extra };
    }
    case 1: {
      const offset = ((tag >>> 5) << 8) | readUint(block, at + 1, 1);
      return { kind: 'copy', size: (upper & 7) + 4, offset, next: at + 2 };
    }
    case 2:
      return { kind: 'copy', size: upper + 1, offset: readUint(block, at + 1, 2), next: at + 3 };
    default:
      return { kind: 'copy', size: upper + 1, offset: readUint(block, at + 1, 4), next: at + 5 };
  }
}

function readUint(block: Uint8Array, at: number, bytes: number): number {
  if (at + bytes > block.length) throw new SnappyError('ends within an element');
  let value = 0;
  for (let index = bytes - 1; index >= 0; index -= 1) {
    value = value * 256 + (block[at + index] ?? 0);
  }
  return value;
}

/** Copies what was written before; where the two overlap, the copy repeats itself. */
function repeat(output: Uint8Array, to: number, offset: number, size: number): void {
  if (offset >= size) {
    output.copyWithin(to, to - offset, to - offset + size);
    return;
  }
  for (let index = to; index < to + size; index += 1) output[index] = output[index - offset] ?? 0;
}
