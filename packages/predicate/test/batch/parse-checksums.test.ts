import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseChecksums } from '../../src/batch/parse-checksums.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const LONG = 'c'.repeat(128);
const parse = (text: string) => parseChecksums(text, 'SHA256SUMS');
const invalid = (text: RegExp) =>
  expect.objectContaining({
    name: 'PredicateError',
    code: 'ARTIFACT_INVALID',
    message: expect.stringMatching(text),
  });

describe('parseChecksums', () => {
  test('reads what sha256sum writes: text and binary mode, other lengths, names with spaces', () => {
    expect(
      parse(`${A}  a.tgz\n${B.toUpperCase()} *b c.tgz\r\n\n# comment\n${LONG}  d.tgz\n`),
    ).toEqual([
      { name: 'a.tgz', sha256: A },
      { name: 'b c.tgz', sha256: B },
      { name: 'd.tgz', sha512: LONG },
    ]);
  });

  test('reads what BSD writes', () => {
    expect(parse(`SHA256 (a (1).tgz) = ${A}\nSHA512 (b = c) = ${LONG}`)).toEqual([
      { name: 'a (1).tgz', sha256: A },
      { name: 'b = c', sha512: LONG },
    ]);
  });

  test('reads escaped names, and backslashes only where they say so', () => {
    expect(parse(`\\${A}  a\\nb\\\\c\n${B}  d\\e`)).toEqual([
      { name: 'a\nb\\c', sha256: A },
      { name: 'd\\e', sha256: B },
    ]);
    expect(parse(`\\SHA256 (a\\nb) = ${A}`)).toEqual([{ name: 'a\nb', sha256: A }]);
  });

  test('joins digests of two algorithms of one file', () => {
    expect(parse(`${A}  a\n${LONG}  a\n${A}  a`)).toEqual([{ name: 'a', sha256: A, sha512: LONG }]);
  });

  test('reads bytes as text', () => {
    expect(parseChecksums(Buffer.from(`${A}  ä`), 'x')).toEqual([{ name: 'ä', sha256: A }]);
  });

  test.each([
    ['two digests of one file', `${A}  a\n${B}  a`, /two digests for "a"/],
    ['nothing', '\n# nothing\n', /lists no file/],
    ['a digest of another length', `${'a'.repeat(66)}  a`, /line 1/],
    ['md5', `${'a'.repeat(32)}  a`, /line 1/],
    ['one space', `${A}\n`, /line 1/],
    ['a length that is not the algorithm’s', `SHA512 (a) = ${A}`, /line 1/],
    ['an algorithm that nobody accepts', `MD5 (a) = ${'a'.repeat(32)}`, /line 1/],
    ['something else on the second line', `${A}  a\n<html>`, /line 2/],
  ])('refuses %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(invalid(message));
  });

  test('T15: refuses what is too large without reading it', () => {
    expect(() => parseChecksums(new Uint8Array(33 * 1024 * 1024), 'x')).toThrow(
      invalid(/more than/),
    );
  });

  test('whatever the file, there are artifacts or a PredicateError', () => {
    const line = fc.oneof(
      fc.string(),
      fc.string().map((name) => `${A}  ${name}`),
    );
    fc.assert(
      fc.property(
        fc.array(line).map((lines) => lines.join('\n')),
        (text) => {
          try {
            expect(parse(text).length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toEqual(invalid(/./));
          }
        },
      ),
    );
  });
});
