import { describe, expect, test } from 'vitest';
import { BUILD_TYPES, urisOf } from '../../src/build-types/known-build-types.ts';
import { parseBuildType } from '../../src/build-types/parse-build-type.ts';
import { definePolicy } from '../../src/policy/define-policy.ts';
import { EXAMPLE_RULES, exampleBuildType } from './example-build-type.ts';

const parse = (file: unknown) => parseBuildType(JSON.stringify(file), 'builds.json');
const invalid = (message: string | RegExp) =>
  expect.objectContaining({
    code: 'BUILD_TYPE_INVALID',
    message: typeof message === 'string' ? `builds.json${message}` : expect.stringMatching(message),
  });

/** The example without some of its rules. */
const without = (...items: readonly string[]) =>
  EXAMPLE_RULES.filter(({ item }) => !items.includes(item));

/** The example with one rule changed. */
const changed = (item: string, rule: object) =>
  EXAMPLE_RULES.map((one) => (one.item === item ? { ...one, ...rule } : one));

describe('parseBuildType', () => {
  test('reads a complete file', () => {
    const file = exampleBuildType();
    expect(parse(file)).toEqual(file);
    expect(
      parse({ $schema: 'https://provkit.dev/schema/build-type.v1.schema.json', ...file }),
    ).toEqual(file);
  });

  test.each(BUILD_TYPES.map((table) => [table.title, table] as const))(
    'the known table of %s is as complete as a file must be',
    (_, table) => {
      expect(parse(table)).toEqual(table);
    },
  );

  test.each([
    ['{', /^builds.json: .*not JSON/],
    ['{"version":1,"version":1}', /^builds.json: .*second time/],
    ['{"__proto__":1}', /^builds.json: .*never data/],
    [`"${'x'.repeat(1024 * 1024)}"`, /^builds.json: .*more than the 1048576/],
    ['[]', /^builds.json: /],
  ])('refuses %.40s', (text, message) => {
    expect(() => parseBuildType(text, 'builds.json')).toThrowError(invalid(message));
  });

  test.each([
    [{ version: 2 }, /#\/version/],
    [{ uri: 'http://builds.example.com' }, /#\/uri/],
    [{ uri: 'https://builds.example.com/a b' }, /#\/uri/],
    [{ otherUris: [] }, /#\/otherUris/],
    [{ predicateType: 'https://slsa.dev/provenance/v0.1' }, /#\/predicateType/],
    [{ maxLevel: 4 }, /#\/maxLevel/],
    [{ builderId: '/subject/0/name' }, /#\/builderId/],
    [
      { signers: ['https://github.com/a/b/.github/workflows/c.yml@refs/tags/v1.0.0'] },
      /#\/signers\/0/,
    ],
    [{ agreement: [] }, /#\/agreement/],
    [{ unknown: true }, /unknown/],
    [{ withoutRow: { runner: '' } }, /#\/withoutRow\/runner/],
    [{ withoutRow: { weather: 'rain' } }, /#\/withoutRow/],
    [{ agreement: changed('run', { matches: [] }) }, /#\/agreement\/5\/matches/],
    [{ agreement: changed('run', { required: false }) }, /#\/agreement\/5\/required/],
  ])('refuses %j, with a JSON pointer', (changes, message) => {
    expect(() => parse({ ...exampleBuildType(), ...changes })).toThrowError(invalid(message));
  });
});

describe('a file with a missing row is refused (spec 1.9)', () => {
  test.each(['sourceRef', 'commit', 'builder'])('%s: no reason excuses it', (item) => {
    const withoutRow = { ...exampleBuildType().withoutRow, [item]: 'we forgot' };
    expect(() =>
      parse({ ...exampleBuildType(), agreement: without(item), withoutRow }),
    ).toThrowError(
      invalid(
        `#/agreement: no rule holds the item "${item}" against the certificate, without which nothing is known of a build`,
      ),
    );
  });

  test.each(['repository', 'workflow', 'run'])('%s: unless the file says why', (item) => {
    const agreement = without(item);
    expect(() => parse({ ...exampleBuildType(), agreement })).toThrowError(
      invalid(
        `#/agreement: no rule holds the item "${item}" against the certificate: add one, or say in #/withoutRow/${item} why there is none`,
      ),
    );
    const withoutRow = { ...exampleBuildType().withoutRow, [item]: 'it is not recorded' };
    const externalParameters = { ...exampleBuildType().externalParameters, agreed: [] };
    const file = { ...exampleBuildType(), agreement, withoutRow, externalParameters };
    expect(parse(file)).toEqual(file);
  });

  test.each(['trigger', 'repositoryId', 'ownerId', 'runner'])(
    '%s: its reason must be there',
    (item) => {
      const withoutRow = { ...exampleBuildType().withoutRow, [item]: undefined };
      expect(() => parse({ ...exampleBuildType(), withoutRow })).toThrowError(
        invalid(new RegExp(`"${item}"`)),
      );
    },
  );

  test('a reason beside a row is refused: one of the two is wrong', () => {
    const withoutRow = { ...exampleBuildType().withoutRow, run: 'it is not recorded' };
    expect(() => parse({ ...exampleBuildType(), withoutRow })).toThrowError(
      invalid('#/withoutRow/run: a rule compares the item, so there is nothing to excuse'),
    );
  });
});

describe('a row that proves nothing is a missing one', () => {
  const SELF = { certificate: ['{/predicate/buildDefinition/internalParameters/repository}'] };
  const CONSTANT = { certificate: ['https://github.com/acme/widgets'] };
  const ONE_OF_TWO = { certificate: ['{.12}', 'https://github.com/acme/widgets'] };
  const FORM = { certificate: undefined, matches: ['https://github.com/{name}/{name}'] };

  test.each([
    ['the predicate with itself', SELF],
    ['the predicate with a constant', CONSTANT],
    ['the predicate with a claim or a constant', ONE_OF_TWO],
    ['the predicate with a form', FORM],
  ])('it compares %s', (_, rule) => {
    expect(() =>
      parse({ ...exampleBuildType(), agreement: changed('repository', rule) }),
    ).toThrowError(invalid(/no rule holds the item "repository" against the certificate/));
  });

  test.each(['sourceRef', 'builder'])('every rule of %s may be absent', (item) => {
    const agreement = changed(item, { required: undefined });
    expect(() => parse({ ...exampleBuildType(), agreement })).toThrowError(
      invalid(
        `#/agreement: every rule of the item "${item}" may be absent from the predicate: add "required": true to one`,
      ),
    );
  });

  test('nothing backs the builder, and nobody else names it', () => {
    const agreement = changed('builder', {
      certificate: undefined,
      matches: ['https://example.com/{name}'],
    });
    expect(() => parse({ ...exampleBuildType(), agreement })).toThrowError(
      invalid(/^builds.json#\/maxLevel: /),
    );
    expect(parse({ ...exampleBuildType(), agreement, maxLevel: 1 }).maxLevel).toBe(1);
    expect(parse({ ...exampleBuildType(), agreement, builderByPolicy: true }).builderByPolicy).toBe(
      true,
    );
  });

  const ID = '/predicate/runDetails/builder/id';

  test.each([
    ['/predicate/runDetails/builder/version/id', `{${ID}}`],
    [ID, `https://example.com/{${ID}}`],
    [ID, `{${ID}|minus:https://}`],
    [ID, `{${ID}}{/predicate/runDetails/builder/x}`],
  ])('the builder’s id at %s is not what %s compares', (builderId, statement) => {
    const agreement = changed('builder', { statement });
    expect(() => parse({ ...exampleBuildType(), builderId, agreement })).toThrowError(
      invalid('#/builderId: no required rule of the item "builder" compares it'),
    );
  });

  test('the material is not read', () => {
    const ref = { statement: '{/predicate/buildDefinition/internalParameters/uri}' };
    expect(() =>
      parse({ ...exampleBuildType(), agreement: changed('sourceRef', ref) }),
    ).toThrowError(invalid('#/materials: no rule holds {source/uri} against the certificate'));
    const commit = { statement: '{source/digest/sha1}' };
    expect(() =>
      parse({ ...exampleBuildType(), agreement: changed('commit', commit) }),
    ).toThrowError(
      invalid(
        '#/materials/digests: no rule holds one of them against the certificate, for example {source/digest/gitCommit}',
      ),
    );
  });

  test('a parameter is called compared, and is not', () => {
    const externalParameters = {
      ...exampleBuildType().externalParameters,
      agreed: ['/workflow', '/command'],
    };
    expect(() => parse({ ...exampleBuildType(), externalParameters })).toThrowError(
      invalid('#/externalParameters/agreed/1: no rule compares /command'),
    );
  });
});

describe('templates (spec 1.8: a text is put together and never divided)', () => {
  const PATH = '/predicate/buildDefinition/externalParameters/workflow';

  test.each([
    [
      'statement',
      '{.12}/release.yml',
      '#/agreement/3/statement: must refer to the statement: {/predicate/…} or {source/…}',
    ],
    [
      'statement',
      '{/subject/0}',
      /^builds.json#\/agreement\/3\/statement: "\{\/subject\/0\}" has a reference/,
    ],
    [
      'certificate',
      ['{.18}', '{.99}'],
      /^builds.json#\/agreement\/3\/certificate\/1: "\{\.99\}" has a reference/,
    ],
    ['certificate', undefined, '#/agreement/3: must have either "certificate" or "matches"'],
    ['matches', ['{name}'], '#/agreement/3: must have either "certificate" or "matches"'],
  ])('refuses the %s %j', (member, value, message) => {
    const agreement = changed('workflow', { [member]: value });
    expect(() => parse({ ...exampleBuildType(), agreement })).toThrowError(invalid(message));
  });

  test('refuses a form that could be read in two ways', () => {
    const agreement = changed('workflow', {
      certificate: undefined,
      matches: ['x', '{name}{name}'],
    });
    expect(() => parse({ ...exampleBuildType(), agreement })).toThrowError(
      invalid(/^builds.json#\/agreement\/3\/matches\/1: /),
    );
  });

  test('refuses several places in one text when more than one of them has no rule of its own', () => {
    const agreement = changed('workflow', {
      statement: `{/predicate/buildDefinition/internalParameters/repository}/{${PATH}}@{/predicate/buildDefinition/internalParameters/ref}`,
    });
    expect(() => parse({ ...exampleBuildType(), agreement })).toThrowError(
      invalid(/^builds.json#\/agreement\/3\/statement: it is put together from several places/),
    );
    const ref = {
      item: 'sourceRef',
      name: 'ref',
      certificate: ['{.14}'],
      statement: '{/predicate/buildDefinition/internalParameters/ref}',
    };
    expect(parse({ ...exampleBuildType(), agreement: [...agreement, ref] }).agreement).toHaveLength(
      7,
    );
    const cut = {
      ...ref,
      statement: '{/predicate/buildDefinition/internalParameters/ref|after:/}',
    };
    expect(() => parse({ ...exampleBuildType(), agreement: [...agreement, cut] })).toThrowError(
      invalid(/several places/),
    );
  });
});

describe('a policy with a build type of a file', () => {
  const POLICY = { source: 'github:acme/widgets', workflow: '.github/workflows/release.yml' };

  test('accepts it by name', () => {
    const { uri } = exampleBuildType();
    const { expectations } = definePolicy(
      { ...POLICY, buildTypes: [uri] },
      { buildTypes: [exampleBuildType()] },
    );
    expect(expectations[0].buildTypes).toEqual([exampleBuildType()]);
    expect(() => definePolicy({ ...POLICY, buildTypes: [uri] })).toThrowError(
      expect.objectContaining({
        code: 'POLICY_INVALID',
        message: expect.stringContaining('#/buildTypes'),
      }),
    );
  });

  test.each(
    BUILD_TYPES.flatMap((table) => urisOf(table).map((uri) => [uri, table.predicateType] as const)),
  )('cannot replace the table of %s (%s)', (uri, predicateType) => {
    for (const names of [{ uri }, { otherUris: [uri] }]) {
      const buildTypes = [exampleBuildType({ predicateType, ...names })];
      expect(() => definePolicy(POLICY, { buildTypes })).toThrowError(
        expect.objectContaining({
          code: 'BUILD_TYPE_INVALID',
          message: expect.stringContaining(uri),
        }),
      );
    }
  });
});
