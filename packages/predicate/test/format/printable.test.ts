import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from '../../src/format/printable.ts';

test('T16: no control or direction character survives, and everything else does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
  expect(printable('refs/tags/v1.2.3-ä')).toBe('refs/tags/v1.2.3-ä');
});

test('T16: a workflow command cannot begin a line of its own', () => {
  expect(printable('v1\n::set-output name=x::y')).toBe('v1\\u{a}::set-output name=x::y');
});
