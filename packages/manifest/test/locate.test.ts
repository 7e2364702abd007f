import { pointerOf } from '@provkit/json';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locate } from '../src/locate.ts';
import { serializeManifest } from '../src/serialize-manifest.ts';
import { manifests } from './arbitrary-manifest.ts';

const TEXT = `{
  "a": 1, "b": { "c/d": [10, "x,]}", null, { "e": true }] },
  "f": "say \\"a\\": no"
}
`;

describe('locate', () => {
  test.each([
    ['', 1, 1],
    ['/a', 2, 3],
    ['/b', 2, 11],
    ['/b/c~1d', 2, 18],
    ['/b/c~1d/0', 2, 26],
    ['/b/c~1d/1', 2, 30],
    ['/b/c~1d/2', 2, 38],
    ['/b/c~1d/3', 2, 44],
    ['/b/c~1d/3/e', 2, 46],
    ['/f', 3, 3],
  ])('%s', (pointer, line, column) => {
    expect(locate(TEXT, [pointer]).get(pointer)).toEqual({ line, column });
  });

  test('what is not there is where the nearest thing around it is', () => {
    const positions = locate(TEXT, ['/b/c~1d/3/missing', '/b/c~1d/9', '/none/at/all', '/a/1']);
    expect(Object.fromEntries(positions)).toEqual({
      '/b/c~1d/3/missing': { line: 2, column: 44 },
      '/b/c~1d/9': { line: 2, column: 18 },
      '/none/at/all': { line: 1, column: 1 },
      '/a/1': { line: 2, column: 3 },
    });
  });

  test('a name that stands deeper is not taken for the one that is meant', () => {
    expect(locate('{"x":{"a":1},\n"a":2}', ['/a']).get('/a')).toEqual({ line: 2, column: 1 });
  });

  test('every member of a manifest is found at its name', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        const text = serializeManifest(manifest);
        const pointers = manifest.entries.flatMap((entry, index) =>
          Object.keys(entry).map((field) => pointerOf(['entries', index, field])),
        );
        const lines = text.split('\n');
        for (const [pointer, { line, column }] of locate(text, pointers)) {
          const name = JSON.stringify(pointer.split('/').at(-1));
          expect(lines[line - 1]?.slice(column - 1).startsWith(`${name}:`)).toBe(true);
        }
      }),
    );
  });

  test('a text that is no JSON gives some position, and no error', () => {
    const texts = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom('{', '}', '[', ']', '"a"', ':', ',', '1', '"', '\\', '\n'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const found = locate(text, ['', '/a', '/a/0/a', '/0']);
        expect(found.size).toBe(4);
        const lines = text.split('\n');
        for (const { line, column } of found.values()) {
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
