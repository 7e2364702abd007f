import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { compileValidators } from '../src/compile-validators.ts';
import { hexPattern } from '../src/hex-pattern.ts';
import { speedUp } from '../src/speed-up.ts';

const REGEXPS: readonly [RegExp, string, readonly number[]][] = [
  [/^sha256:[0-9a-f]{64}$/u, 'sha256:', [64]],
  [/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u, '', [40, 64]],
  [/^[0-9a-f]{4}$/u, '', [4]],
];

describe('hexPattern', () => {
  test.each(REGEXPS)('says what %s says', (regexp, prefix, lengths) => {
    const pattern = hexPattern(prefix, lengths);
    const digits = lengths.map((length) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`)));
    const valid = fc.oneof(...digits).map((text) => prefix + text);
    const spoilt = fc
      .tuple(
        valid,
        fc.nat(),
        fc.oneof(fc.string({ maxLength: 2, unit: 'binary' }), fc.constantFrom('F', 'g', 'é', '\n')),
      )
      .map(([text, at, other]) => text.slice(0, at % 80) + other + text.slice((at % 80) + 1));
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(fc.oneof(valid, spoilt, fc.string()), (text) => {
        verdicts.add(regexp.test(text));
        expect(pattern.test(text)).toBe(regexp.test(text));
      }),
      { numRuns: 2000 },
    );
    expect(verdicts).toEqual(new Set([true, false]));
  });
});

describe('speedUp', () => {
  test('replaces patterns of hex digits, look-ups of names and counts of a first character, and nothing else', () => {
    const source = [
      'const a = new RegExp("^sha256:[0-9a-f]{64}$", "u");',
      'const b = new RegExp("^(?:[0-9a-f]{40}|[0-9a-f]{64})$", "u");',
      'const c = new RegExp("^[1-9][0-9]{0,19}$", "u");',
      'if (func1(data3) < 1) {} if (func1(data3) < 12) {}',
      'if (!func2.call(schema31.properties.entries.items.properties, key1)) {}',
    ].join('\n');
    const [a, b, c, lengths, names, ...rest] = speedUp(source).split('\n');
    expect([a, b, c]).toEqual([
      'const a = hexPattern("sha256:", [64]);',
      'const b = hexPattern("", [40, 64]);',
      'const c = new RegExp("^[1-9][0-9]{0,19}$", "u");',
    ]);
    expect(lengths).toBe('if (data3.length < 1) {} if (func1(data3) < 12) {}');
    expect(names).toBe('if (!known0.has(key1)) {}');
    expect(rest[0]).toBe(
      'const known0 = new Set(Object.keys(schema31.properties.entries.items.properties));',
    );
    expect(rest.join('\n')).toContain('function hexPattern(');
  });

  test('leaves code without any of them as it is', () => {
    expect(speedUp('const a = 1;')).toBe('const a = 1;');
  });
});

describe('compileValidators', () => {
  const schema = z.strictObject({
    digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
    name: z.string().min(1),
  });

  test.each([[true], [false]])(
    'isHot %s: a module that exports the validator by its name',
    async (isHot) => {
      const code = await compileValidators({ validateIt: schema }, { isHot });
      expect(code).toMatch(/^export const validateIt: Validator = /m);
      expect(code.includes('hexPattern(')).toBe(isHot);
      expect(code).not.toMatch(/^import (?!type)|require\("/m);
    },
  );
});
