import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeUtf8, parseJson } from '../src/index.ts';

describe('decodeUtf8', () => {
  test('reads every text that is written as UTF-8, a byte order mark included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(text.isWellFormed());
        expect(decodeUtf8(Buffer.from(`\ufeff${text}`))).toBe(`\ufeff${text}`);
        expect(decodeUtf8(Buffer.from(text))).toBe(text);
      }),
    );
  });

  test.each([
    ['a stray byte', [0x22, 0xff, 0x22], 'not UTF-8'],
    ['a surrogate', [0xed, 0xa0, 0x80], 'not UTF-8'],
    ['an overlong slash', [0xc0, 0xaf], 'not UTF-8'],
    ['half a character', [0x22, 0xc3], 'not UTF-8'],
    [
      'UTF-16, little end first',
      [0xff, 0xfe, 0x7b, 0x00],
      'not UTF-8 but UTF-16: save it as UTF-8',
    ],
    ['UTF-16, big end first', [0xfe, 0xff, 0x00, 0x7b], 'not UTF-8 but UTF-16: save it as UTF-8'],
  ])('T15: refuses %s', (_, bytes, message) => {
    const refusal = expect.objectContaining({ code: 'NOT_UTF8', message });
    expect(() => decodeUtf8(Uint8Array.from(bytes))).toThrowError(refusal);
    expect(() => parseJson(Uint8Array.from(bytes))).toThrowError(refusal);
  });
});
