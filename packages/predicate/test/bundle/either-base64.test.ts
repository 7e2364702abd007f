import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromEitherBase64 } from '../../src/bundle/either-base64.ts';

describe('base64 of an envelope', () => {
  test('is read in the standard and in the URL-safe alphabet', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (array) => {
        const bytes = Buffer.from(array);
        const standard = bytes.toString('base64');
        const urlSafe = standard.replaceAll('+', '-').replaceAll('/', '_');
        expect(fromEitherBase64(standard)).toEqual(bytes);
        expect(fromEitherBase64(urlSafe)).toEqual(bytes);
      }),
    );
  });

  test.each([
    ['no padding', 'YQ'],
    ['too much padding', 'YQ==='],
    ['stray bits', 'YR=='],
    ['white space', 'YW Jj'],
    ['a line break', 'YWJj\n'],
    ['both alphabets', '+_+_'],
    ['another character', 'YW!j'],
    ['a character of another script', 'ＹＷＪｊ'],
  ])('malformed: %s is refused', (_, text) => {
    expect(fromEitherBase64(text)).toBeUndefined();
  });

  test('a payload of some megabytes does not overflow the stack', () => {
    const bytes = Buffer.alloc(8 * 1024 * 1024, 0xff);
    expect(fromEitherBase64(bytes.toString('base64'))?.length).toBe(bytes.length);
  });
});
