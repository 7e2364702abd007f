import { describe, expect, test } from 'vitest';
import type { Entry, Override } from '../../src/index.ts';
import { found, holding } from './lint-case.ts';

const V02 = 'https://slsa.dev/provenance/v0.2';
const NOW = new Date('2026-02-15T12:00:00.000Z');
const OVERRIDE: Override = {
  predicate_type: V02,
  approved_by: 'octo-governor',
  approved_at: '2026-02-01T00:00:00.000Z',
  expires_at: '2026-03-01T00:00:00.000Z',
  reason: 'r',
  evidence: 'review 1',
};
const overridden = (changes: Partial<Override>, entry: Partial<Entry> = {}) =>
  holding({ governance_flag: 'override', override: { ...OVERRIDE, ...changes }, ...entry });
const messages = (after: ReturnType<typeof holding>) =>
  found('override', after, undefined, { now: NOW }).map((line) => line.replace(/^\S+ /, ''));

describe('override (S1.2a, spec 1.4)', () => {
  test('holds: approved, in force, flagged, for v0.2', () => {
    expect(messages(overridden({}))).toEqual([]);
  });

  test.each([
    [
      'another predicate type',
      { predicate_type: 'https://slsa.dev/provenance/v1' },
      'only https://slsa.dev/provenance/v0.2 can have one',
    ],
    ['an expiry at the approval', { expires_at: OVERRIDE.approved_at }, 'not after its approval'],
    [
      'more than 30 days',
      { expires_at: '2026-03-03T00:00:00.001Z' },
      'holds for 31 days, more than 30',
    ],
    [
      'one that has expired',
      { expires_at: '2026-02-15T12:00:00.000Z' },
      'expired at 2026-02-15T12:00:00.000Z',
    ],
    [
      'one that is approved later than now',
      { approved_at: '2026-02-15T12:05:00.001Z' },
      'was approved at 2026-02-15T12:05:00.001Z, and was needed at 2026-02-15T12:00:00.000Z',
    ],
  ])('fails: %s', (_, changes, message) => {
    const found = messages(overridden(changes));
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toContain(message);
  });

  test('exactly 30 days hold', () => {
    expect(messages(overridden({ expires_at: '2026-03-03T00:00:00.000Z' }))).toEqual([]);
  });

  test('an accepted release is judged by when it was accepted, not by now', () => {
    const expired = { expires_at: '2026-02-10T00:00:00.000Z' };
    const accepted = (verified_at: string) =>
      messages(overridden(expired, { status: 'success', verified_at }));
    expect(accepted('2026-02-09T00:00:00.000Z')).toEqual([]);
    expect(accepted('2026-02-10T00:00:00.000Z')).toEqual([
      'the override expired at 2026-02-10T00:00:00.000Z, and was needed at 2026-02-10T00:00:00.000Z',
    ]);
    expect(accepted('2026-01-31T23:59:59.999Z')).toEqual([
      'the override was approved at 2026-02-01T00:00:00.000Z, and was needed at 2026-01-31T23:59:59.999Z',
    ]);
  });

  test('a release that failed may keep an override that has expired', () => {
    expect(
      messages(overridden({ expires_at: '2026-02-10T00:00:00.000Z' }, { status: 'failure' })),
    ).toEqual([]);
  });

  test('flag and override come together', () => {
    expect(messages(holding({ governance_flag: 'override' }))).toEqual([
      'governance_flag is override, and there is no override',
    ]);
    const { governance_flag: _, ...entry } = overridden({}).entries[0] as Entry;
    expect(messages(holding(entry))).toEqual([
      'there is an override, and governance_flag does not say so',
    ]);
  });

  test('v0.2 is not accepted without one', () => {
    const accepted = { status: 'success', verified_at: '2026-02-01T00:00:00.000Z' } as const;
    expect(messages(holding({ ...accepted, predicate_type: V02 }))).toEqual([
      'provenance v0.2 was accepted without an override',
    ]);
    expect(
      messages(holding({ ...accepted, predicate_type: 'https://slsa.dev/provenance/v1' })),
    ).toEqual([]);
  });

  test('T4: an approval is of one override, so a changed one needs other evidence', () => {
    const changed = (changes: Partial<Override>) =>
      found('override', overridden(changes), overridden({}), { now: NOW });
    expect(changed({})).toEqual([]);
    expect(changed({ reason: 'other', evidence: 'review 2' })).toEqual([]);
    expect(changed({ expires_at: '2026-03-02T00:00:00.000Z' })).toEqual([
      '/entries/0/override: the override changed, and the evidence is still that of the earlier one',
    ]);
  });
});
