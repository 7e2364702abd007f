import { describe, expect, test } from 'vitest';
import { compileBuildType } from '../../src/build-types/compile-build-type.ts';
import { DELEGATOR_V1 } from '../../src/build-types/delegator-v1.ts';
import { DELEGATOR_V02 } from '../../src/build-types/delegator-v02.ts';
import { GENERIC_GENERATOR } from '../../src/build-types/generic-generator.ts';
import { GITHUB_WORKFLOW } from '../../src/build-types/github-workflow.ts';
import { GO_BUILDER } from '../../src/build-types/go-builder.ts';
import { BUILD_TYPES } from '../../src/build-types/known-build-types.ts';
import { checkBuildType } from '../../src/checks/build-type.ts';
import type { SignerRule } from '../../src/policy/policy.ts';
import { PROVENANCE_V1, PROVENANCE_V02 } from '../../src/statement/predicate-types.ts';
import type { Statement } from '../../src/statement/schemas.ts';

const ALL = BUILD_TYPES.map(compileBuildType);
const ANY: SignerRule = { signer: { kind: 'repository-only' }, maxLevel: 1 };

const v1 = (buildType: unknown) => statement(PROVENANCE_V1, { buildDefinition: { buildType } });
const v02 = (buildType: unknown) => statement(PROVENANCE_V02, { buildType });

function statement(predicateType: string, predicate: unknown): Statement {
  return { predicateType, predicate } as unknown as Statement; // nothing else of it is read
}

describe('check build-type (spec 1.3 #11, 1.9)', () => {
  test.each(
    BUILD_TYPES.flatMap((table) =>
      [table.uri, ...(table.otherUris ?? [])].map((uri) => [uri, table] as const),
    ),
  )('holds for %s, and finds its table', (uri, table) => {
    const { result, buildType } = checkBuildType(
      table.predicateType === PROVENANCE_V1 ? v1(uri) : v02(uri),
      ALL,
      ANY,
    );
    expect(result).toMatchObject({
      status: 'pass',
      message: `${table.title} (${uri})`,
      actual: uri,
    });
    expect(buildType?.buildType).toBe(table);
  });

  test('one name has a table for each predicate type', () => {
    expect(checkBuildType(v1(DELEGATOR_V1.uri), ALL, ANY).buildType?.buildType).toBe(DELEGATOR_V1);
    expect(checkBuildType(v02(DELEGATOR_V02.uri), ALL, ANY).buildType?.buildType).toBe(
      DELEGATOR_V02,
    );
  });

  test.each([
    ['https://example.com/build/v1'],
    [`${GITHUB_WORKFLOW.uri}/`],
    [GITHUB_WORKFLOW.uri.toUpperCase()],
    ['constructor'],
  ])('fails for the unknown %s', (uri) => {
    const { result, buildType } = checkBuildType(v1(uri), ALL, ANY);
    expect(result).toMatchObject({
      status: 'fail',
      reason: 'policy_violation',
      actual: uri,
      pointer: '/predicate/buildDefinition/buildType',
      hint: expect.stringContaining('a file that describes it'),
    });
    expect(buildType).toBeUndefined();
  });

  test('fails for a known one that the policy does not accept', () => {
    const accepted = [compileBuildType(GITHUB_WORKFLOW)];
    expect(checkBuildType(v02(GENERIC_GENERATOR.uri), accepted, ANY)).toEqual({
      result: expect.objectContaining({
        status: 'fail',
        expected: GITHUB_WORKFLOW.uri,
        pointer: '/predicate/buildType',
      }),
    });
  });

  test('fails for one that the policy does not accept from this signer (spec 1.7)', () => {
    const rule = { ...ANY, buildTypes: [GITHUB_WORKFLOW.uri] };
    expect(checkBuildType(v02(GO_BUILDER.uri), ALL, rule)).toEqual({
      result: expect.objectContaining({
        status: 'fail',
        message: 'the policy does not accept this build type from this signer',
        expected: GITHUB_WORKFLOW.uri,
        actual: GO_BUILDER.uri,
      }),
    });
  });

  test('fails for a predicate type to which the build type does not belong', () => {
    expect(checkBuildType(v1(GO_BUILDER.uri), ALL, ANY)).toEqual({
      result: expect.objectContaining({
        status: 'fail',
        actual: PROVENANCE_V1,
        message: expect.stringContaining('predicate type'),
      }),
    });
    expect(checkBuildType(v02(GITHUB_WORKFLOW.uri), ALL, ANY).result.status).toBe('fail');
  });

  test.each([
    [undefined],
    [null],
    [7],
    [''],
    [{ uri: GITHUB_WORKFLOW.uri }],
    [[GITHUB_WORKFLOW.uri]],
  ])('malformed: fails for %j', (buildType) => {
    expect(checkBuildType(v1(buildType), ALL, ANY)).toEqual({
      result: expect.objectContaining({ status: 'fail', reason: 'policy_violation' }),
    });
  });

  test('a predicate that holds the place of both versions is read by its own type', () => {
    const both = {
      buildType: 'https://example.com/build',
      buildDefinition: { buildType: DELEGATOR_V02.uri },
    };
    expect(checkBuildType(statement(PROVENANCE_V02, both), ALL, ANY)).toEqual({
      result: expect.objectContaining({
        status: 'fail',
        actual: 'https://example.com/build',
        pointer: '/predicate/buildType',
      }),
    });
    const turned = {
      buildType: DELEGATOR_V1.uri,
      buildDefinition: { buildType: 'https://example.com/build' },
    };
    expect(checkBuildType(statement(PROVENANCE_V1, turned), ALL, ANY).result.status).toBe('fail');
  });
});
