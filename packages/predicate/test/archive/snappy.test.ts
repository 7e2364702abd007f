import fc from 'fast-check';
import { compress, uncompress } from 'snappyjs';
import { describe, expect, test } from 'vitest';
import { crc32c } from '../../src/archive/crc32c.ts';
import {
  isSnappyFramed,
  SnappyError,
  unpackSnappyBlock,
  unpackSnappyFrames,
} from '../../src/archive/snappy.ts';

const LIMIT = 1_000_000;

/** Text that repeats itself, as JSON does: literals and copies of every kind. */
const repetitive = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.constantFrom('"digest":', 'sha256', 'a', '{}'.repeat(300)),
    ),
    { maxLength: 60 },
  )
  .map((parts) => Buffer.from(parts.join('')));

const IDENTIFIER = [0xff, 6, 0, 0, ...Buffer.from('sNaPpY')];

function chunk(type: number, data: Uint8Array): readonly number[] {
  return [type, data.length & 0xff, (data.length >> 8) & 0xff, data.length >> 16, ...data];
}

function checked(content: Uint8Array, packed: Uint8Array): Uint8Array {
  const crc = crc32c(content);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE((((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0);
  return Buffer.concat([checksum, packed]);
}

describe('unpackSnappyBlock', () => {
  test('unpacks what another implementation packed', () => {
    fc.assert(
      fc.property(repetitive, (content) => {
        expect(Buffer.from(unpackSnappyBlock(compress(content), LIMIT))).toEqual(content);
      }),
    );
  });

  test('a large block too', () => {
    const content = Buffer.from(
      JSON.stringify(Array.from({ length: 20_000 }, (_, index) => ({ index }))),
    );
    expect(Buffer.from(unpackSnappyBlock(compress(content), LIMIT)).equals(content)).toBe(true);
  });

  test('copies of every kind, overlapping ones among them', () => {
    const block = Uint8Array.from([
      16,
      0b0000_0100,
      0x61,
      0x62, // literal "ab"
      0b0000_0001,
      2, // 1-byte offset: 4 bytes, 2 back: abab
      0b0000_1110,
      4,
      0, // 2-byte offset: 4 bytes, 4 back
      0b0000_1111,
      1,
      0,
      0,
      0, // 4-byte offset: 4 bytes, 1 back: bbbb
      0b1111_0000,
      1,
      0x63,
      0x64, // literal with a length of its own: "cd"
    ]);
    expect(Buffer.from(unpackSnappyBlock(block, 16)).toString()).toBe('abababababbbbbcd');
  });

  test('T15: the stated length is compared before memory is taken', () => {
    expect(() => unpackSnappyBlock(compress(Buffer.alloc(101)), 100)).toThrow(SnappyError);
    const bomb = Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0]);
    expect(() => unpackSnappyBlock(bomb, LIMIT)).toThrow('states 4294967295 bytes');
    expect(() => unpackSnappyBlock(bomb, 2 ** 33)).toThrow('states more bytes than it can hold');
  });

  test.each([
    ['is empty', [], 'ends within its length'],
    ['has a length without end', [0x80, 0x80], 'ends within its length'],
    ['has a length beyond 32 bits', [0xff, 0xff, 0xff, 0xff, 0x1f], 'beyond 32 bits'],
    ['has a length of six bytes', [0x80, 0x80, 0x80, 0x80, 0x80, 0], 'beyond 32 bits'],
    ['ends within a literal', [4, 0b0000_1100, 1], 'ends within a literal'],
    ['ends within the length of a literal', [4, 0b1111_0000], 'ends within an element'],
    ['ends within an offset', [4, 0, 1, 0b0000_0010, 1], 'ends within an element'],
    ['copies from nowhere', [4, 0b0000_0001, 1], 'before its beginning'],
    ['copies from before its beginning', [8, 0, 1, 0b0000_0001, 2], 'before its beginning'],
    ['copies from itself', [8, 0, 1, 0b0000_0001, 0], 'before its beginning'],
    ['holds more than it states', [1, 0b0000_0100, 1, 2], 'more bytes than it states'],
    ['holds less than it states', [3, 0b0000_0100, 1, 2], 'fewer bytes than it states'],
    ['has bytes left over', [1, 0, 1, 0, 1], 'more bytes than it states'],
  ])('T15: a block that %s is refused', (_, bytes, message) => {
    expect(() => unpackSnappyBlock(Uint8Array.from(bytes), LIMIT)).toThrow(message);
    expect(() => unpackSnappyBlock(Uint8Array.from(bytes), LIMIT)).toThrow(SnappyError);
  });

  test('T15: any bytes are unpacked or refused, and never otherwise than by another implementation', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 60 }),
          fc.tuple(repetitive, fc.nat(), fc.nat(255)).map(([content, at, byte]) => {
            const packed = compress(content);
            packed[at % packed.length] = byte;
            return packed;
          }),
        ),
        (bytes) => {
          const ours = attempt(() => unpackSnappyBlock(bytes, LIMIT));
          if (ours === undefined) return;
          expect(Buffer.from(ours)).toEqual(Buffer.from(uncompress(bytes)));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('unpackSnappyFrames', () => {
  const content = Buffer.from('{"mediaType":"x"}');
  const packed = chunk(0, checked(content, compress(content)));

  test('unpacks packed and plain chunks and skips padding', () => {
    const stream = Uint8Array.from([
      ...IDENTIFIER,
      ...packed,
      ...chunk(0xfe, Buffer.alloc(3)),
      ...chunk(0x80, Buffer.from('skip')),
      ...chunk(1, checked(content, content)),
    ]);
    expect(isSnappyFramed(stream)).toBe(true);
    expect(Buffer.from(unpackSnappyFrames(stream, LIMIT)).toString()).toBe(`${content}${content}`);
  });

  test('a block is no framed stream', () => {
    expect(isSnappyFramed(compress(content))).toBe(false);
    expect(isSnappyFramed(new Uint8Array(0))).toBe(false);
  });

  test.each([
    ['another checksum', chunk(1, Buffer.concat([Buffer.alloc(4), content])), 'another checksum'],
    ['no checksum', chunk(1, Buffer.alloc(3)), 'without a checksum'],
    ['an unknown type', chunk(2, Buffer.alloc(8)), 'unknown type 2'],
    ['no end', [0, 0xff, 0, 0, 1], 'ends within a chunk'],
    ['half a header', [0, 1], 'ends within the header'],
    [
      'more than 64 KiB in a chunk',
      chunk(0, checked(content, compress(Buffer.alloc(65_537)))),
      'states 65537 bytes',
    ],
  ])('T15: a stream with %s is refused', (_, bytes, message) => {
    const stream = Uint8Array.from([...IDENTIFIER, ...bytes]);
    expect(() => unpackSnappyFrames(stream, LIMIT)).toThrow(message);
    expect(() => unpackSnappyFrames(stream, LIMIT)).toThrow(SnappyError);
  });

  test('T15: all chunks together are bounded', () => {
    const stream = Uint8Array.from([...IDENTIFIER, ...packed, ...packed]);
    expect(() => unpackSnappyFrames(stream, content.length * 2 - 1)).toThrow(SnappyError);
    const plain = Uint8Array.from([...IDENTIFIER, ...chunk(1, checked(content, content))]);
    expect(() => unpackSnappyFrames(plain, content.length - 1)).toThrow(SnappyError);
  });
});

test('crc32c has the check value of RFC 3720', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa); // B.4, 32 bytes of zeroes
});

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    expect(error).toBeInstanceOf(SnappyError);
    return undefined;
  }
}
