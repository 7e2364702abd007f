import { describe, expect, test } from 'vitest';
import { compileBuildType } from '../../src/build-types/compile-build-type.ts';
import { BUILD_TYPES } from '../../src/build-types/known-build-types.ts';
import { exampleBuildType } from './example-build-type.ts';

const compile = (rule: object) =>
  compileBuildType(
    exampleBuildType({
      agreement: [{ item: 'other', name: 'x', statement: '{/predicate/x}', ...rule }],
    }),
  );

describe('compileBuildType', () => {
  test.each(BUILD_TYPES.map((table) => [table.title, table] as const))(
    '%s: a rule for each row, in order',
    (_, table) => {
      const { rules, buildType } = compileBuildType(table);
      expect(buildType).toBe(table);
      expect(rules.map(({ rule }) => rule)).toEqual(table.agreement);
      for (const { certificate, matches } of rules) {
        expect(certificate.length > 0).toBe(matches === undefined);
      }
    },
  );

  test('parses templates and forms', () => {
    expect(compile({ certificate: ['{.12}', 'x'] }).rules[0]).toMatchObject({
      statement: [{ source: 'statement', key: '/predicate/x' }],
      certificate: [[{ source: 'claim', key: '12' }], ['x']],
    });
    const [rule] = compile({ matches: ['v{version}', 'latest'] }).rules;
    expect(
      rule?.matches?.map((form) => ['v1.2.3', 'latest', 'latest2'].map((word) => form.test(word))),
    ).toEqual([
      [true, false, false],
      [false, true, false],
    ]);
  });

  test.each([
    [{ certificate: ['{.12}'], statement: 'x' }, '#/agreement/0/statement'],
    [{ certificate: ['{.12}'], statement: '{.12}' }, '#/agreement/0/statement'],
    [{ certificate: ['{.12}'], statement: '{x}' }, '#/agreement/0/statement'],
    [{ certificate: ['{.12'] }, '#/agreement/0/certificate/0'],
    [{ matches: ['{word}'] }, '#/agreement/0/matches/0'],
    [{}, '#/agreement/0'],
    [{ certificate: ['{.12}'], matches: ['x'] }, '#/agreement/0'],
  ])('refuses %j at %s', (rule, pointer) => {
    expect(() => compile(rule)).toThrowError(
      expect.objectContaining({
        code: 'BUILD_TYPE_INVALID',
        message: expect.stringMatching(new RegExp(`^${pointer}: `)),
      }),
    );
  });
});
