import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonError, type JsonValue, parseJson } from '../src/index.ts';

/** The code with which a text is refused, or `read`. */
function outcome(text: string | Uint8Array, limits?: Parameters<typeof parseJson>[1]): string {
  try {
    parseJson(text, limits);
    return 'read';
  } catch (error) {
    if (isJsonError(error)) return error.code;
    throw error;
  }
}

const values = fc
  .jsonValue({ noUnicodeString: false })
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);

/** Whether JSON.stringify writes an integer that cannot be read back exactly, a key twice or a lone surrogate. */
const isUnambiguous = (text: string) =>
  !/\\ud[89a-f]|"__proto__"/i.test(text) && !/\d{16}|[eE]\+/.test(text);

describe('parseJson', () => {
  test('reads what JSON.stringify writes', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(value);
        fc.pre(isUnambiguous(text));
        expect(parseJson(text)).toEqual(value);
        expect(parseJson(JSON.stringify(value, null, 2))).toEqual(value);
        expect(parseJson(Buffer.from(text))).toEqual(value);
      }),
    );
  });

  test('any text is read as JSON.parse reads it, or refused with a code', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), (text) => {
        if (outcome(text) === 'read') expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('what JSON.parse refuses is refused', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        if (!isJson) expect(outcome(text)).not.toBe('read');
      }),
    );
  });

  test.each([
    ['{"a":1,"a":1}', '/a'],
    ['{"a":{"b":[0,{"x":1,"y":2,"x":3}]}}', '/a/b/1/x'],
    ['{"x":1,"\\u0078":2}', '/x'],
    ['{"a/b":1,"a/b":2}', '/a~1b'],
    ['{"":1,"":2}', '/'],
    ['{"a":"\\\\","a":1}', '/a'],
    ['{"a":"\\"","a":1}', '/a'],
  ])('T15: a key that stands twice is refused at its place: %s', (text, pointer) => {
    expect(() => parseJson(text)).toThrowError(
      expect.objectContaining({ code: 'DUPLICATE_KEY', pointer }),
    );
  });

  test('T15: a key that stands twice is refused wherever it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b'), { maxLength: 5 }),
        fc.string(),
        (path, key) => {
          fc.pre(key !== '__proto__' && key.isWellFormed());
          const twice = `{${JSON.stringify(key)}:1,"other ${path.length}":[{}],${JSON.stringify(key)}:2}`;
          const text = path.reduce((inner, step) => `{"${step}":[${inner}]}`, twice);
          expect(outcome(text)).toBe('DUPLICATE_KEY');
        },
      ),
    );
  });

  test('the same key in two objects is no duplicate', () => {
    expect(parseJson('[{"a":1},{"a":2},{"b":{"a":3},"a":4}]')).toEqual([
      { a: 1 },
      { a: 2 },
      { b: { a: 3 }, a: 4 },
    ]);
  });

  test.each([
    ['{"__proto__":1}', 'FORBIDDEN_KEY'],
    ['{"a":{"\\u005f_proto__":1}}', 'FORBIDDEN_KEY'],
    ['"\\ud800"', 'LONE_SURROGATE'],
    ['{"\\udc00":1}', 'LONE_SURROGATE'],
    ['9007199254740993', 'UNSAFE_NUMBER'],
    ['[-9007199254740993]', 'UNSAFE_NUMBER'],
    ['{"a":1e999}', 'UNSAFE_NUMBER'],
    ['9007199254740991', 'read'],
    ['0.1', 'read'],
    ['', 'SYNTAX'],
    ['  ', 'SYNTAX'],
    ['{', 'SYNTAX'],
    ['{"a":1}}', 'SYNTAX'],
    ['[1,]', 'SYNTAX'],
    ['\ufeff{}', 'SYNTAX'],
    ["{'a':1}", 'SYNTAX'],
    ['NaN', 'SYNTAX'],
  ])('T15: %s is %s', (text, code) => {
    expect(outcome(text)).toBe(code);
  });

  test('each limit holds to the last unit', () => {
    const limits = { maxBytes: 10, maxDepth: 2, maxValues: 4 };
    expect(outcome('"12345678"', limits)).toBe('read');
    expect(outcome('"123456789"', limits)).toBe('TOO_LARGE');
    expect(outcome('"1234567ä"', limits)).toBe('TOO_LARGE');
    expect(outcome('[[1]]', limits)).toBe('read');
    expect(outcome('[[[1]]]', limits)).toBe('TOO_DEEP');
    expect(outcome('[1,2,3]', limits)).toBe('read');
    expect(outcome('[1,2,3,4]', limits)).toBe('TOO_MANY_VALUES');
  });

  test('depth is refused before anything is built, however deep', () => {
    expect(outcome('['.repeat(5_000_000))).toBe('TOO_DEEP');
  });

  test('bytes that are no UTF-8 are refused', () => {
    expect(outcome(Uint8Array.of(0x22, 0xff, 0x22))).toBe('NOT_UTF8');
  });

  test('a byte order mark is named, since no editor shows it', () => {
    for (const input of ['\ufeff{}', '\ufeff', Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)]) {
      expect(() => parseJson(input)).toThrowError(
        expect.objectContaining({
          code: 'SYNTAX',
          message: 'not JSON: begins with a byte order mark: save it as UTF-8 without one',
        }),
      );
    }
  });

  test('a text that was cut off is told from one with a mistake in it', () => {
    const text = '{"a":[1,"b\\n",true,{"c":null}]}';
    const message = (input: string) => {
      try {
        return String(parseJson(input));
      } catch (error) {
        return isJsonError(error) ? error.message : String(error);
      }
    };
    for (let end = 1; end < text.length; end += 1) {
      expect(message(text.slice(0, end))).toBe('not JSON: ends too early');
    }
    expect(message('{\n  "a": 1,\n  b}')).toBe('not JSON: unexpected text at line 3, column 3');
    expect(message('{}}')).toBe('not JSON: unexpected text at line 1, column 3');
  });

  test('messages never quote a value', () => {
    for (const text of ['{"token":"s3cret", x', '{"a":"s3cret","a":1}', '["s3cret",1e999]']) {
      expect(() => parseJson(text)).toThrowError(
        expect.objectContaining({ message: expect.not.stringContaining('s3cret') }),
      );
    }
  });
});
