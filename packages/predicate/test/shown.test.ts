import { describe, expect, test } from 'vitest';
import { fail, pass } from '../src/checks/check-result.ts';
import { shown } from '../src/shown.ts';

describe('shown', () => {
  test.each([
    ['text', 'text'],
    ['', ''],
    [7, '7'],
    [null, 'null'],
    [{ a: ['b'] }, '{"a":["b"]}'],
    [undefined, ''],
    ['x'.repeat(2_000), 'x'.repeat(2_000)],
    ['x'.repeat(2_001), `${'x'.repeat(2_000)}… (2001 characters)`],
  ])('%.30j is shown', (value, expected) => {
    expect(shown(value)).toBe(expected);
  });

  test('a character is never cut in two', () => {
    expect(shown(`x${'\u{1F600}'.repeat(2_000)}`).isWellFormed()).toBe(true);
  });
});

describe('T15, T16: what a signer wrote fills no report', () => {
  const HUGE = 'x'.repeat(1_000_000);

  test('every text of a result is cut, and the places stay', () => {
    const finding = { message: HUGE, expected: HUGE, actual: HUGE, hint: HUGE, warnings: [HUGE] };
    for (const result of [fail('builder', finding), pass('builder', finding)]) {
      expect(JSON.stringify(result).length).toBeLessThan(11_000);
      expect(result).toMatchObject({ actual: expect.stringMatching(/^x{2000}… \(1000000 char/) });
    }
  });

  test('what is short is as it was', () => {
    const finding = { message: 'a', expected: 'b', actual: '', pointer: '/c', hint: 'd' };
    expect(fail('builder', finding)).toEqual({
      id: 'builder',
      status: 'fail',
      reason: 'builder_mismatch',
      ...finding,
      spec: expect.any(String),
    });
    expect(pass('builder', { message: 'a' })).not.toHaveProperty('hint');
  });
});
