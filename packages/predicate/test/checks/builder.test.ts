import { describe, expect, test } from 'vitest';
import { checkBuilder } from '../../src/checks/builder.ts';
import { checkInput, SIGNER } from './check-input.ts';

const RUNNER = 'https://github.com/actions/runner/github-hosted';

function withBuilder(id: unknown) {
  return (draft: { builderId: unknown }) => {
    draft.builderId = id;
  };
}

describe('check builder (S1.2c, spec 1.7, 1.9)', () => {
  test('holds when the builder is the signer, for GitHub’s own build type', () => {
    expect(checkBuilder(checkInput({}))).toMatchObject({ status: 'pass', actual: SIGNER });
  });

  test('holds when the builder is the runner of the certificate, for the npm CLI’s', () => {
    const input = checkInput({ npm: true, change: withBuilder(RUNNER) });
    expect(checkBuilder(input)).toMatchObject({ status: 'pass', actual: RUNNER });
  });

  test('fails when a self-hosted runner calls itself hosted', () => {
    const claims = { runnerEnvironment: 'self-hosted' };
    const input = checkInput({ npm: true, change: withBuilder(RUNNER), claims });
    expect(checkBuilder(input)).toMatchObject({
      status: 'fail',
      reason: 'builder_mismatch',
      expected: 'https://github.com/actions/runner/self-hosted',
      actual: RUNNER,
    });
  });

  test('fails when the builder is not the signer', () => {
    const input = checkInput({ change: withBuilder(`${SIGNER}x`) });
    expect(checkBuilder(input)).toMatchObject({ status: 'fail', expected: SIGNER });
  });

  test('fails when the policy names another builder', () => {
    const policy = { builder: 'https://example.com/builder' };
    expect(checkBuilder(checkInput({ policy }))).toMatchObject({
      status: 'fail',
      expected: 'https://example.com/builder',
      actual: SIGNER,
    });
  });

  test.each([
    [7, '7'],
    [{ id: 1 }, '{"id":1}'],
    [null, 'absent'],
    ['', 'absent'],
    [undefined, 'absent'],
  ])('malformed: a builder id %j fails', (id, actual) => {
    expect(checkBuilder(checkInput({ change: withBuilder(id) }))).toMatchObject({
      status: 'fail',
      actual,
    });
  });

  test('an absent certificate claim never equals an absent id', () => {
    const claims = { buildSignerUri: undefined } as never;
    const input = checkInput({ change: withBuilder(undefined), claims });
    expect(checkBuilder(input).status).toBe('fail');
  });
});
