import { describe, expect, test } from 'vitest';
import { withoutStackTraces } from '../../src/signature/without-stack-traces.ts';

const linesOf = ({ stack = '' }: Error) => stack.split('\n').length;

describe('withoutStackTraces', () => {
  test('gives what the work gives, whose errors have no trace', () => {
    expect(linesOf(withoutStackTraces(() => new Error('x')))).toBe(1);
  });

  test('whatever becomes of the work, later errors have one again', () => {
    expect(() =>
      withoutStackTraces(() => {
        throw new RangeError('x');
      }),
    ).toThrow(RangeError);
    expect(linesOf(new Error('x'))).toBeGreaterThan(1);
  });

  test('does the work also where the limit may not be written', () => {
    const given = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit') ?? {};
    Object.defineProperty(Error, 'stackTraceLimit', { writable: false });
    try {
      expect(linesOf(withoutStackTraces(() => new Error('x')))).toBeGreaterThan(1);
    } finally {
      Object.defineProperty(Error, 'stackTraceLimit', given);
    }
  });
});
