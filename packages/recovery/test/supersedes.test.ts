import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { supersedes } from '../src/supersedes.ts';

describe('whether a release takes the place of another (spec 2.2)', () => {
  test.each([
    ['v1.2.4', 'v1.2.3'],
    ['v1.10.0', 'v1.9.9'],
    ['1.2.10', '1.2.9'],
    ['v1.2.3', 'v1.2.3'],
    ['v1.2.3-retry', 'v1.2.3'],
    ['v1.2.3-retry.2', 'v1.2.3-retry'],
    ['v1.2.4', 'v1.2.3-retry.2'],
    ['v1.2.3', 'v1.2.3-rc.1'],
    ['v0.4.6', 'v0.4.5'],
    ['@acme/widgets@1.3.0', '@acme/widgets@1.2.3'],
    ['nightly', 'nightly'],
  ])('%s takes that of %s', (later, tag) => {
    expect(supersedes(later, tag)).toBe(true);
  });

  test.each([
    ['v1.2.2', 'v1.2.3'],
    ['v2.0.0', 'v1.2.3'],
    ['v0.5.0', 'v0.4.5'],
    ['v0.0.4', 'v0.0.3'],
    ['v1.0.0', 'v0.9.0'],
    ['v1.2.4-rc.1', 'v1.2.3'],
    ['v1.2.4-retry', 'v1.2.3'],
    ['@acme/other@1.3.0', '@acme/widgets@1.2.3'],
    ['gadgets-1.2.4', 'widgets-1.2.3'],
    ['1.2.4', 'v1.2.3'],
    ['v1.2.4+build', 'v1.2.3'],
    ['nightly-2', 'nightly'],
    ['v1.2', 'v1.2.3'],
    ['', 'v1.2.3'],
  ])('%s does not take that of %s', (later, tag) => {
    expect(supersedes(later, tag)).toBe(false);
  });

  test('of two versions at most one takes the place of the other', () => {
    const part = fc.nat(3);
    const version = fc.tuple(part, part, part).map((parts) => `v${parts.join('.')}`);
    fc.assert(
      fc.property(version, version, (one, other) => {
        if (one !== other) expect(supersedes(one, other) && supersedes(other, one)).toBe(false);
      }),
    );
  });

  test('T15: a tag of any length is judged at once', () => {
    expect(supersedes(`${'1.'.repeat(100_000)}x`, 'v1.2.3')).toBe(false);
  });
});
