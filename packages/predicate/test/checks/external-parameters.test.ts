import { describe, expect, test } from 'vitest';
import { CONTAINER_BASED } from '../../src/build-types/container-based.ts';
import { checkExternalParameters } from '../../src/checks/external-parameters.ts';
import type { PolicyOptions } from '../../src/policy/policy.ts';
import { checkInput, statement } from './check-input.ts';

const AT = '/predicate/buildDefinition/externalParameters';

function judge(
  parameters: Record<string, unknown>,
  policy: Partial<PolicyOptions> = {},
  workflow: Record<string, unknown> = {},
) {
  return checkExternalParameters(
    checkInput({
      policy,
      change: (draft) => {
        draft.parameters = parameters;
        Object.assign(draft.workflow, workflow);
      },
    }),
  );
}

describe('check external-parameters (spec 1.3 #18)', () => {
  test('holds for exactly the workflow, which the agreement compares', () => {
    expect(judge({})).toMatchObject({ status: 'pass', pointer: AT });
  });

  test.each([
    ['an unknown parameter', { debug: true }, {}, `${AT}/debug`],
    ['an unknown one, deep', { a: { b: [{ c: 1 }] } }, {}, `${AT}/a/b/0/c`],
    ['a member beside those of the workflow', {}, { inputs: 'x' }, `${AT}/workflow/inputs`],
    ['a member of an agreed value', {}, { ref: { name: 'x' } }, undefined],
  ])('refuses %s', (_, parameters, workflow, pointer) => {
    const result = judge(parameters, {}, workflow);
    if (pointer === undefined)
      expect(result.status).toBe('pass'); // the agreement refuses a ref that is no text
    else expect(result).toMatchObject({ status: 'fail', reason: 'policy_violation', pointer });
  });

  test('a refusal shows what to write into the policy', () => {
    expect(judge({ debug: true }).hint).toContain('"/debug": { "equals": true }');
  });

  test('empty and unset say nothing (in-toto)', () => {
    expect(judge({ vars: {}, list: [], none: null }).status).toBe('pass');
  });

  test.each([
    ['equals', { equals: { b: [1, 2], a: 'x' } }, { a: 'x', b: [1, 2] }, 'pass'],
    ['equals', { equals: { a: 'x' } }, { a: 'x', b: 1 }, 'fail'],
    ['equals', { equals: 1 }, '1', 'fail'],
    ['equals', { equals: false }, undefined, 'fail'],
    ['oneOf', { oneOf: ['a', 'b'] }, 'b', 'pass'],
    ['oneOf', { oneOf: ['a', 'b'] }, 'c', 'fail'],
    ['oneOf', { oneOf: ['a', 'b'] }, ['a'], 'fail'],
    ['anyUnsafe', { anyUnsafe: true }, { whatever: 1 }, 'pass'],
    ['anyUnsafe', { anyUnsafe: true }, undefined, 'pass'],
  ] as const)('rule %s %j for %j: %s', (_, rule, value, status) => {
    const policy = { externalParameters: { '/mode': rule } } as Partial<PolicyOptions>;
    expect(judge({ mode: value }, policy).status).toBe(status);
  });

  test.each([
    ['a name that only begins the same', '/in', { in: 'x', inputs: 'x' }, `${AT}/inputs`],
    [
      'a path where the rule has a name with a slash',
      '/a~1b',
      { 'a/b': 'x', a: { b: 'x' } },
      `${AT}/a/b`,
    ],
    ['a further element of a list', '/list/0', { list: ['x', 'x'] }, `${AT}/list/1`],
  ])('an expectation does not cover %s', (_, rule, parameters, pointer) => {
    const policy = { externalParameters: { [rule]: { equals: 'x' } } };
    expect(judge(parameters, policy)).toMatchObject({ status: 'fail', pointer });
  });

  test('spec 1.9 E: a masked value satisfies no expectation', () => {
    const policy = { externalParameters: { '/mode': { oneOf: ['***', 'x'] } } } as const;
    expect(judge({ mode: '***' }, policy)).toMatchObject({
      status: 'fail',
      message: 'the builder masked the parameter, so nobody can say what it was',
    });
  });

  test('spec 1.9 E: nor does a value with a masked part', () => {
    const value = { token: ['x', '***'] };
    const policy = { externalParameters: { '/mode': { equals: value } } } as const;
    expect(judge({ mode: value }, policy)).toMatchObject({
      status: 'fail',
      message: 'the builder masked the parameter, so nobody can say what it was',
    });
  });

  test('T15: an expectation of a member of every object finds nothing', () => {
    const policy = { externalParameters: { '/constructor': { equals: 'x' } } } as const;
    expect(judge({}, policy)).toMatchObject({ status: 'fail', actual: 'absent' });
  });

  describe('inputs of workflow_dispatch', () => {
    const withInputs = (inputs: unknown) => {
      const read = statement();
      const predicate = structuredClone(read.predicate) as Record<string, Record<string, unknown>>;
      Object.assign(predicate.buildDefinition ?? {}, {
        externalParameters: {},
        internalParameters: { GITHUB_EVENT_PAYLOAD: { inputs } },
      });
      return { ...read, predicate };
    };
    const judgeInputs = (inputs: unknown, policy: Partial<PolicyOptions>) =>
      checkExternalParameters(
        checkInput({ statement: withInputs(inputs), buildType: CONTAINER_BASED, policy }),
      );

    test('are compared when the policy states any, and others refused', () => {
      const policy = { inputs: { release: { equals: 'true' } } } as const;
      expect(judgeInputs({ release: 'true' }, policy).status).toBe('pass');
      expect(judgeInputs({ release: 'false' }, policy).status).toBe('fail');
      expect(judgeInputs({ release: 'true', debug: '1' }, policy)).toMatchObject({
        status: 'fail',
        pointer: '/predicate/buildDefinition/internalParameters/GITHUB_EVENT_PAYLOAD/inputs/debug',
      });
    });

    test('a name with a slash is one name', () => {
      const policy = { inputs: { 'a/b': { equals: 'x' } } } as const;
      expect(judgeInputs({ 'a/b': 'x' }, policy).status).toBe('pass');
      expect(judgeInputs({ a: { b: 'x' } }, policy).status).toBe('fail');
    });

    test('are not compared when the policy states none', () => {
      expect(judgeInputs({ anything: 'goes' }, {}).status).toBe('pass');
    });

    test('malformed: a build type that records none cannot satisfy the policy', () => {
      const policy = { inputs: { release: { equals: 'true' } } } as const;
      expect(judge({}, policy)).toMatchObject({ status: 'fail', actual: 'absent' });
    });
  });
});
