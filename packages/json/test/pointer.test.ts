import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type JsonValue, pointerOf, schemaProblem, valueAt } from '../src/index.ts';

describe('JSON pointers (RFC 6901)', () => {
  test('the pointer of a path finds the value at its end', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), fc.integer(), (path, value) => {
        fc.pre(!path.includes('__proto__'));
        const document = path.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
        expect(valueAt(document, pointerOf(path))).toBe(value);
      }),
    );
  });

  test('the examples of the RFC', () => {
    const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'm~n': 8 };
    expect(valueAt(document, '')).toBe(document);
    expect(valueAt(document, '/foo/0')).toBe('bar');
    expect(valueAt(document, '/')).toBe(0);
    expect(valueAt(document, '/a~1b')).toBe(1);
    expect(valueAt(document, '/m~0n')).toBe(8);
  });

  test.each([['/constructor'], ['/foo/length/x'], ['/foo/2'], ['/foo/bar']])(
    '%s finds nothing',
    (pointer) => {
      expect(valueAt({ foo: ['bar'] }, pointer)).toBeUndefined();
    },
  );
});

describe('canonicalJson (RFC 8785)', () => {
  const shuffled = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, member]) => [key, shuffled(member)]),
    );
  };
  const values = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);

  test('the same value has the same text, which parses to it', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });

  test('members stand in the order of UTF-16 units, without white space', () => {
    expect(canonicalJson({ b: [1, 2], a: { '\u20ac': 1, '\r': 2, '1': 3 } })).toBe(
      '{"a":{"\\r":2,"1":3,"€":1},"b":[1,2]}',
    );
  });
});

describe('schemaProblem', () => {
  const error = (instancePath: string, keyword: string, params: object = {}, message = 'm') => ({
    instancePath,
    keyword,
    params: { ...params },
    message,
  });

  test('the deepest error is the most telling', () => {
    const errors = [
      error('/a', 'anyOf'),
      error('/a/b', 'type', {}, 'must be string'),
      error('/a', 'type'),
    ];
    expect(schemaProblem(errors, { a: { b: 7 } })).toEqual({
      pointer: '/a/b',
      message: 'must be string, is 7',
      value: '7',
    });
  });

  test.each([
    ['required', { missingProperty: 'x' }, '/a/x', 'the member "x" is missing'],
    [
      'additionalProperties',
      { additionalProperty: 'y' },
      '/a/y',
      'a member that is not known here: remove it, or correct its name',
    ],
    ['enum', { allowedValues: ['p', 'q'] }, '/a', 'must be one of "p", "q", is {"y":1}'],
    ['const', { allowedValue: 1 }, '/a', 'must be 1, is {"y":1}'],
    ['pattern', { pattern: '^x$' }, '/a', 'must have the form ^x$, is {"y":1}'],
  ])('%s says what is expected and found', (keyword, params, pointer, message) => {
    expect(schemaProblem([error('/a', keyword, params)], { a: { y: 1 } })).toMatchObject({
      pointer,
      message,
    });
  });

  test('a long value is shortened', () => {
    const { value } = schemaProblem([error('/a', 'type')], { a: 'x'.repeat(200) });
    expect(value).toHaveLength(61);
  });
});
