import { describe, expect, test } from 'vitest';
import type { BuildType } from '../../src/build-types/build-type.ts';
import { unprovenClaims } from '../../src/build-types/unprovable.ts';
import type { Statement } from '../../src/statement/schemas.ts';
import { exampleBuildType } from './example-build-type.ts';

function claims(unprovable: BuildType['unprovable'], predicate: unknown): readonly string[] {
  const rows = unprovenClaims(
    { predicate } as unknown as Statement, // nothing else is read
    exampleBuildType(unprovable && { unprovable }),
  );
  for (const row of rows)
    expect(row).toMatchObject({ outcome: 'different', claim: 'no claim of the certificate' });
  return rows.map(({ pointer, stated }) => `${pointer} ${stated}`);
}

const AT = '/predicate/x';

describe('unprovenClaims (spec 1.9 C)', () => {
  test('a build type without any such claims has none', () => {
    expect(claims(undefined, { x: true })).toEqual([]);
  });

  test.each([
    ['absent', undefined, false],
    ['absent', null, false],
    ['absent', '', false],
    ['absent', '2023-01-31T12:00:00Z', true],
    ['absent', 0, true],
    ['absent', false, true],
    ['absent', {}, true],
    ['empty', undefined, false],
    ['empty', null, false],
    ['empty', '', false],
    ['empty', {}, false],
    ['empty', [], false],
    ['empty', { a: undefined }, true],
    ['empty', ['x'], true],
    ['empty', 'x', true],
    ['empty', 0, true],
    ['notTrue', undefined, false],
    ['notTrue', null, false],
    ['notTrue', false, false],
    ['notTrue', true, true],
    ['notTrue', 'true', true],
    ['notTrue', 1, true],
    ['notTrue', {}, true],
  ] as const)('%s: %j is a claim: %s', (kind, x, isClaim) => {
    expect(claims({ [kind]: [AT] }, { x })).toEqual(isClaim ? [`${AT} ${JSON.stringify(x)}`] : []);
  });

  test('closed: every member beyond the known ones is a claim of its own', () => {
    const closed = [{ at: AT, members: ['a', 'b'] }];
    expect(claims({ closed }, { x: { a: 1, b: { c: 2 } } })).toEqual([]);
    expect(claims({ closed }, { x: { a: 1, 'c/d': 'e', constructor: null } })).toEqual([
      `${AT}/c~1d "e"`,
      `${AT}/constructor null`,
    ]);
  });

  test.each([['text'], [7], [true], [[]], [['a']]])(
    'closed: %j, which is no object, is a claim',
    (x) => {
      expect(claims({ closed: [{ at: AT, members: ['a', '0'] }] }, { x })).toEqual([
        `${AT} ${JSON.stringify(x)}`,
      ]);
    },
  );

  test.each([[undefined], [null], [''], [{}]])('closed: %j is none', (x) => {
    expect(claims({ closed: [{ at: AT, members: [] }] }, { x })).toEqual([]);
  });

  test('T16: of a huge claim the report shows the beginning', () => {
    const [claim = ''] = claims({ absent: [AT] }, { x: 'y'.repeat(1_000_000) });
    expect(claim.length).toBeLessThan(2_100);
  });
});
