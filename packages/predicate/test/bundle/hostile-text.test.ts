import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/bundle/limits.ts';
import { parseBundles } from '../../src/bundle/parse-bundles.ts';
import { sigstore } from '../signature/ask.ts';

const good = JSON.stringify(sigstore.sign());
const parse = (content: string | Uint8Array) => parseBundles({ name: 'b', content });
const problem = (text: string) => [{ name: 'b', problem: expect.stringContaining(text) }];

describe('T15: texts that two readers could read differently (spec 1.3 #1)', () => {
  test('bytes that are no UTF-8 are refused, and not replaced', () => {
    const bytes = Buffer.from(good.replace('"keyid":""', '"keyid":"\u00e9"'), 'latin1');
    expect(parse(bytes)).toEqual(problem('not UTF-8'));
  });

  test('a byte order mark is refused, in bytes and in text', () => {
    expect(parse(Buffer.from(`\ufeff${good}`))).toMatchObject(problem('not JSON'));
    expect(parse(`\ufeff${good}`)).toMatchObject(problem('not JSON'));
  });

  test.each([
    ['at the top', '"mediaType"', '"mediaType":"x","mediaType"'],
    ['deep inside', '"logIndex"', '"logIndex":"7","logIndex"'],
    ['written with an escape', '"payload"', '"p\\u0061yload":"","payload"'],
  ])('the same key twice %s is refused', (_, key, twice) => {
    expect(parse(good.replace(key, twice))).toMatchObject(problem('second time'));
  });

  test.each([
    ['a key that reaches the prototype', '{"__proto__":{"mediaType":"x"}}', 'never data'],
    ['an integer beyond a double', '{"x":9007199254740993}', 'without loss'],
    ['a lone surrogate', '{"x":"\\ud800"}', 'surrogate'],
    ['a comma too much', '{"x":1,}', 'not JSON'],
    ['a comment', '{/**/}', 'not JSON'],
    ['a value after the end', `${good} x`, 'not JSON'],
    ['NaN', '{"x":NaN}', 'not JSON'],
  ])('%s is refused', (_, text, why) => {
    expect(parse(text)).toMatchObject(problem(why));
  });
});

describe('T15: texts that cost more than they hold', () => {
  test('a file of line feeds alone is one malformed document', () => {
    expect(parse('\n'.repeat(4_000_000))).toMatchObject(problem('not JSON'));
  });

  test('a file of more documents than the limit is refused as a whole', () => {
    expect(parse('{"a":1}\n'.repeat(LIMITS.bundles + 1))).toEqual(
      problem(`more than ${LIMITS.bundles} bundles`),
    );
    expect(parse('{"a":1}\n'.repeat(LIMITS.bundles))).toHaveLength(LIMITS.bundles);
  });

  test('depth and number of values are bounded before anything is built', () => {
    expect(parse('['.repeat(10_000_000))).toMatchObject(problem('nested deeper'));
    expect(parse(`[${'0,'.repeat(LIMITS.json.maxValues)}0]`)).toMatchObject(problem('values'));
  });

  test('a certificate of twelve million empty elements is refused before it is read', () => {
    const bundle = sigstore.sign();
    const rawBytes = Buffer.alloc(12_000_000, Buffer.of(5, 0)).toString('base64');
    Object.assign(bundle.verificationMaterial, { certificate: { rawBytes } });
    expect(parse(JSON.stringify(bundle))).toMatchObject(problem('more than'));
  });
});

describe('T15: what a text says of itself enters the report only in part', () => {
  test.each([
    ['the media type', `{"mediaType":"${'x'.repeat(1_000_000)}"}`],
    ['a key that stands twice', `{"${'x'.repeat(1_000_000)}":1,"${'x'.repeat(1_000_000)}":2}`],
    ['a key above a damaged value', `{"${'x'.repeat(1_000_000)}":{"rawBytes":5,"rawBytes":6}}`],
  ])('%s', (_, text) => {
    expect(JSON.stringify(parse(text)).length).toBeLessThan(1500);
  });
});

describe('whatever the text, there is a bundle or a problem, and never an exception', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.json().map((json) => `${good}\n${json}`),
  );

  test('as text', () => {
    fc.assert(
      fc.property(anything, (content) => {
        for (const parsed of parse(content)) {
          expect('bundle' in parsed || parsed.problem.length > 0).toBe(true);
        }
      }),
    );
  });

  test('as bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
        for (const parsed of parse(content)) expect(parsed).toHaveProperty('problem');
      }),
    );
  });
});
