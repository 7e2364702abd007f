import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineSplitter, type Line } from '../src/line-splitter.ts';

/** The lines of a text that arrives in pieces. */
function linesOf(chunks: readonly string[], maxLineBytes = 1000): Line[] {
  const splitter = createLineSplitter(maxLineBytes);
  const buffer = Buffer.alloc(10_000); // one buffer for all chunks, as a reader of files has
  const lines = chunks.flatMap((chunk) => {
    const length = buffer.write(chunk);
    return splitter.push(buffer.subarray(0, length));
  });
  const rest = splitter.end();
  return rest ? [...lines, rest] : lines;
}

const textOf = (line: Line) => line.bytes && Buffer.from(line.bytes).toString();

describe('createLineSplitter', () => {
  it('numbers lines from 1 and says whether a newline ended them', () => {
    expect(linesOf(['a\nb']).map((line) => [line.number, textOf(line), line.isWhole])).toEqual([
      [1, 'a', true],
      [2, 'b', false],
    ]);
  });

  it('finds no line in nothing, and an empty one before a newline', () => {
    expect(linesOf([''])).toEqual([]);
    expect(linesOf(['\n']).map(textOf)).toEqual(['']);
  });

  it('finds the same lines however the text is cut into chunks', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '\n') });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (chunks) => {
        expect(linesOf(chunks)).toEqual(linesOf([chunks.join('')]));
        expect(linesOf(chunks).map(textOf).join('\n')).toBe(chunks.join('').replace(/\n$/, ''));
      }),
    );
  });

  it('keeps a line of the limit, and of a longer one only its number', () => {
    const lines = linesOf(['aaa', 'a\nbb', 'bbb', 'bb\nc\n'], 4);
    expect(lines.map((line) => [line.number, textOf(line)])).toEqual([
      [1, 'aaaa'],
      [2, undefined],
      [3, 'c'],
    ]);
  });

  it('says so when the last line is too long and has no end', () => {
    expect(linesOf(['aaaaa'], 4)).toEqual([{ number: 1, isWhole: false }]);
  });

  it.each([
    [['aaaa\u0000'], true],
    [['aaaa\u0000\n'], true],
    [['aaaa\u0000\u0018\n'], true],
    [['a', 'a', 'a', '\u0000', '\u0018', '\n'], true],
    [['aaa\u0000', '\u0018', '\n'], true],
    [['aaaa\u0018\n'], undefined],
    [['\u0000\u0000\u0000\u0000a\n'], undefined],
    [['aaaa\u0018\u0000\u0018\u0018\n'], undefined],
  ])('says of %j, too long, whether it ends in zeros', (chunks, endsInZeros) => {
    expect(linesOf(chunks, 4)[0]?.endsInZeros).toBe(endsInZeros);
  });
});
