import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseChallenges } from '../../src/oci/challenge.ts';

const parse = (header: string) =>
  parseChallenges(header).map(({ scheme, parameters }) => ({
    scheme,
    ...Object.fromEntries(parameters),
  }));

describe('parseChallenges (RFC 9110, 11.6.1)', () => {
  test('reads schemes and parameters, quoted or not', () => {
    expect(parse('Bearer realm="https://a.example/token",service="a b",scope=x')).toEqual([
      { scheme: 'bearer', realm: 'https://a.example/token', service: 'a b', scope: 'x' },
    ]);
  });

  test('reads several challenges in one header', () => {
    expect(parse('Basic realm="a, b", Bearer realm="c"')).toEqual([
      { scheme: 'basic', realm: 'a, b' },
      { scheme: 'bearer', realm: 'c' },
    ]);
    expect(parse('Negotiate')).toEqual([{ scheme: 'negotiate' }]);
  });

  test('takes escapes out, and the first of two parameters of a name', () => {
    expect(parse('Bearer Realm="a\\"b", realm="c"')).toEqual([{ scheme: 'bearer', realm: 'a"b' }]);
  });

  test('T15: what is no challenge, or too long, is none', () => {
    expect(parse('')).toEqual([]);
    expect(parse('=,=')).toEqual([]);
    expect(parse(`Bearer realm="${'a'.repeat(9000)}"`)).toEqual([]);
  });

  test('T15: whatever the header, it ends and nothing is thrown', () => {
    const part = fc.constantFrom('Bearer', ' ', ',', '"', '=', '\\', 'realm', 'a');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join('')),
        ),
        (header) => {
          expect(Array.isArray(parseChallenges(header))).toBe(true);
        },
      ),
    );
  });
});
