import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Validator } from '@provkit/json';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

  test('walks arrays from the last element, in validators that are exported', () => {
    const source = [
      'export const a = validate20;',
      'function validate20(data, {instancePath="", dynamicAnchors={}}={}){',
      'for(let i0=0; i0<len0; i0++){let data5 = data4[i0];}}',
    ].join('\n');
    const [exported, signature, loop, helper] = speedUp(source).split('\n');
    expect(exported).toBe('export const a = fromLast(validate20);');
    expect(signature).toBe(
      'function validate20(data, {instancePath="", dynamicAnchors={}}={}, isFromLast=false){',
    );
    expect(loop).toBe(
      'for(let step0=0; step0<len0; step0++){const i0 = isFromLast ? len0 - 1 - step0 : step0;let data5 = data4[i0];}}',
    );
    expect(helper).toMatch(/^function fromLast\(/);
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

describe('a hot validator', () => {
  const schema = z.strictObject({ list: z.array(z.array(z.int())) });
  let folder = '';
  let validate: Validator;
  beforeAll(async () => {
    folder = await mkdtemp(join(import.meta.dirname, '..', '.generated-'));
    const file = join(folder, 'hot.ts');
    await writeFile(file, await compileValidators({ validate: schema }, { isHot: true }));
    ({ validate } = (await import(file)) as { validate: Validator }); // what compileValidators writes
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Which elements of `list` the validator reads, in order. */
  function walk(list: readonly unknown[]): readonly unknown[] {
    const read: unknown[] = [];
    const watched = new Proxy(list, {
      get: (target, member) => {
        if (member !== 'length') read.push(member);
        return Reflect.get(target, member) as unknown;
      },
    });
    validate({ list: watched });
    return read;
  }

  test('goes through arrays once, from the last element to the first', () => {
    expect(walk([[1], [2], [3]])).toEqual(['2', '1', '0']);
    expect(walk([])).toEqual([]);
  });

  test('goes through them again from the first where something is wrong', () => {
    expect(walk([[1], ['a'], [3]])).toEqual(['2', '1', '0', '1']);
  });

  test('reports the first error of several, and none once all is well', () => {
    const pointers = () => validate.errors?.map(({ instancePath }) => instancePath);
    expect([validate({ list: [[1], [2, 'a', 'b'], ['c']] }), pointers()]).toEqual([
      false,
      ['/list/1/1'],
    ]);
    expect([validate({ list: [[1], [2], [3, 'd']] }), pointers()]).toEqual([false, ['/list/2/1']]);
    expect([validate({ list: [[1], [2]] }), validate.errors]).toEqual([true, null]);
  });
});
