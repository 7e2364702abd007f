import { createRedactor } from '@provkit/http';
import { describe, expect, test } from 'vitest';
import { redactValue } from '../src/redact-value.ts';

const redactor = createRedactor({ KEY: 'hunter2hunter2' });

describe('redacting a value', () => {
  test('T18: takes secrets out of every text, however deep, and out of names', () => {
    expect(
      redactValue({ a: 'hunter2hunter2', b: [{ hunter2hunter2: ['x hunter2hunter2'] }] }, redactor),
    ).toEqual({ a: '[redacted]', b: [{ '[redacted]': ['x [redacted]'] }] });
  });

  test('T18: takes out what only its name gives away', () => {
    expect(redactValue({ password: 'pw', token: 'a'.repeat(20), tag: 'v1' }, redactor)).toEqual({
      password: '[redacted]',
      token: '[redacted]',
      tag: 'v1',
    });
  });

  test('leaves everything else as it is', () => {
    const value = { n: 1, t: true, z: null, u: undefined, s: 'v1.2.3', e: {}, l: [] };
    expect(redactValue(value, redactor)).toEqual(value);
    expect(redactValue('plain', redactor)).toBe('plain');
  });

  test('T15: a name of a prototype is a name', () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":"hunter2hunter2"}}');
    const shown = redactValue(value, redactor);
    expect(JSON.stringify(shown)).toBe('{"__proto__":{"a":"[redacted]"}}');
    expect(Object.getPrototypeOf(shown)).toBe(Object.prototype);
  });
});
