import { describe, expect, test } from 'vitest';
import { each, found, holding, NOW } from './lint-case.ts';

const LATER = '2026-02-01T12:00:00.000Z';

each('timestamps', [
  ['accepted after the beginning', { status: 'success', verified_at: LATER }, []],
  ['pending needs none', { status: 'pending' }, []],
  [
    'accepted without a time',
    { status: 'success' },
    ['/entries/0/verified_at: the release is success, and verified_at is missing'],
  ],
  [
    'a rollback without a time',
    { status: 'rollback' },
    ['/entries/0/verified_at: the release is rollback, and verified_at is missing'],
  ],
  [
    'before the beginning',
    { status: 'success', verified_at: '2026-01-30T00:00:00.000Z' },
    [
      '/entries/0/verified_at: verified at 2026-01-30T00:00:00.000Z, before the manifest was begun at 2026-01-31T12:00:00.000Z',
    ],
  ],
  [
    'a day that there is not',
    { verified_at: '2026-02-30T12:00:00.000Z' },
    ['/entries/0/verified_at: there is no 2026-02-30T12:00:00.000Z'],
  ],
  ['within the skew of clocks', { verified_at: '2026-02-15T12:05:00.000Z' }, []],
  [
    'in the future',
    { verified_at: '2026-02-15T12:05:00.001Z' },
    ['/entries/0/verified_at: 2026-02-15T12:05:00.001Z is in the future'],
  ],
]);

describe('timestamps of a change and of the manifest', () => {
  test('verified_at does not go back', () => {
    const at = (verified_at: string) => holding({ status: 'success', verified_at });
    expect(found('timestamps', at('2026-02-02T00:00:00.000Z'), at(LATER))).toEqual([]);
    expect(found('timestamps', at('2026-02-01T11:59:59.999Z'), at(LATER))).toEqual([
      '/entries/0/verified_at: verified_at went back from 2026-02-01T12:00:00.000Z to 2026-02-01T11:59:59.999Z',
    ]);
  });

  test('the manifest was not begun in the future, as far as now is known', () => {
    const manifest = { ...holding(), generated_at: '2027-01-01T00:00:00.000Z' };
    expect(found('timestamps', manifest, undefined, { now: NOW })).toHaveLength(1);
    expect(found('timestamps', manifest)).toEqual([]);
  });
});
