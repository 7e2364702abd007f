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

describe('T18: what is no text of its own', () => {
  const redactor = createRedactor({ PIN: '8675309867', WORD: 'a.*b+c?(d)[e]' });

  test('a number that is a secret', () => {
    expect(redactValue({ pin: 8_675_309_867, count: 12 }, redactor)).toEqual({
      pin: '[redacted]',
      count: 12,
    });
  });

  test('values in a list whose name is that of a secret', () => {
    expect(redactValue({ token: ['abcdefghij0123456789'] }, redactor)).toEqual({
      token: ['[redacted]'],
    });
  });

  test('a secret that reads like a regular expression', () => {
    const texts = ['x a.*b+c?(d)[e] y', 'aXXb'];
    expect(redactValue(texts, redactor)).toEqual(['x [redacted] y', 'aXXb']);
  });

  test('what is nested without end has one', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(JSON.stringify(redactValue(loop, redactor))).toContain('…');
  });
});
