import { createSigstore } from '@provkit/testkit';
import { ASN1Obj } from '@sigstore/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeDer, ofParts } from '../../src/signature/encode-der.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW });

/** A structure of DER with whatever in it, as bytes. */
const { tree } = fc.letrec<{ tree: Buffer }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc
      .tuple(fc.constantFrom(0x02, 0x04, 0x05, 0x0c, 0x86), fc.uint8Array({ maxLength: 300 }))
      .map(([tag, value]) => wrapped(tag, Buffer.from(value))),
    fc
      .tuple(fc.constantFrom(0x30, 0x31, 0xa3, 0x04), fc.array(tie('tree'), { maxLength: 5 }))
      .map(([tag, parts]) => wrapped(tag, Buffer.concat(parts))),
  ),
}));

function wrapped(tag: number, value: Buffer): Buffer {
  const { length } = value;
  if (length < 128) return Buffer.concat([Buffer.of(tag, length), value]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(tag, 0x80 | bytes.length), bytes, value]);
}

describe('DER with one allocation', () => {
  test('is what toDER writes, and what was read, for whatever can be read', () => {
    fc.assert(
      fc.property(tree, (der) => {
        const object = ASN1Obj.parseBuffer(Buffer.from(der));
        expect(encodeDer(object).equals(object.toDER())).toBe(true);
        expect(encodeDer(object).equals(der)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each([0, 1, 127, 128, 255, 256, 65_535, 65_536, 16_777_216])(
    'states a length of %i bytes as toDER does',
    (length) => {
      const object = ASN1Obj.parseBuffer(Buffer.from(wrapped(0x0c, Buffer.alloc(length))));
      expect(encodeDer(object).equals(object.toDER())).toBe(true);
    },
  );

  test.each([
    ['a length longer than it need be', '3081020500'],
    ['a length with a zero before it', '308200020500'],
    ['a length of its own end', '3080050000000'.slice(0, 12)],
    ['a tag of two bytes', '3f1f020500'],
    ['bytes after its end', '3002050000'],
    ['a part beyond its end', '300205010'.padEnd(10, '0')],
  ])(
    'T20: of what has %s there is no other encoding to be mistaken for, since it is not read',
    (_, hex) => {
      expect(() => ASN1Obj.parseBuffer(Buffer.from(hex, 'hex'))).toThrow();
    },
  );

  test('of parts put together anew is that of the whole', () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 5 }), (parts) => {
        const whole = wrapped(0x30, Buffer.concat(parts));
        const { tag, value } = ASN1Obj.parseBuffer(Buffer.from(whole));
        const read = parts.map((part) => ASN1Obj.parseBuffer(Buffer.from(part)));
        expect(encodeDer(ofParts({ tag, value }, read)).equals(whole)).toBe(true);
      }),
    );
  });

  test('of certificates, whole and in parts', () => {
    for (const der of [sigstore.certify(sigstore.ca.keys.spki), ...sigstore.ca.chain]) {
      const object = ASN1Obj.parseBuffer(Buffer.from(der));
      expect(encodeDer(object).equals(der)).toBe(true);
      const [tbs] = object.subs;
      expect(tbs && encodeDer(tbs).equals(tbs.toDER())).toBe(true);
    }
  });
});
