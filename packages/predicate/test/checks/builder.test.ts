import { describe, expect, test } from 'vitest';
import { DELEGATOR_V1 } from '../../src/build-types/delegator-v1.ts';
import { checkBuilder } from '../../src/checks/builder.ts';
import type { PolicyOptions } from '../../src/policy/policy.ts';
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

  describe('a builder that is a reusable workflow (spec 1.9 E)', () => {
    const TOOL = 'https://github.com/acme/tool/.github/workflows/builder.yml';
    const DELEGATOR =
      'https://github.com/slsa-framework/slsa-github-generator/.github/workflows/delegator_generic_slsa3.yml@refs/tags/v2.1.0';
    const judge = (
      id: string,
      policy: Partial<PolicyOptions> = { builder: { workflow: TOOL, ref: 'semver-tag' } },
      san = DELEGATOR,
    ) =>
      checkBuilder(
        checkInput({
          buildType: DELEGATOR_V1,
          change: withBuilder(id),
          claims: { san, buildSignerUri: san },
          policy,
        }),
      );

    test('holds for the policy’s tool at a release, whoever signed for it', () => {
      expect(judge(`${TOOL}@refs/tags/v1.2.3`)).toMatchObject({
        status: 'pass',
        expected: `${TOOL}@refs/tags/vX.Y.Z`,
      });
    });

    test.each([
      [
        'another tool',
        'https://github.com/evil/tool/.github/workflows/builder.yml@refs/tags/v1.2.3',
      ],
      ['the tool at a branch', `${TOOL}@refs/heads/main`],
      ['the tool at a prerelease', `${TOOL}@refs/tags/v1.2.3-rc.1`],
      ['the delegator itself', DELEGATOR],
    ])('fails for %s', (_, id) => {
      expect(judge(id)).toMatchObject({ status: 'fail', reason: 'builder_mismatch', actual: id });
    });

    test('fails for the delegator even where the policy names it', () => {
      const workflow = DELEGATOR.split('@')[0] ?? '';
      expect(judge(DELEGATOR, { builder: { workflow, ref: 'semver-tag' } })).toMatchObject({
        status: 'fail',
        message: 'the delegator names itself as builder, and not the workflow it ran for',
      });
    });

    test('fails when the policy names none, and says how', () => {
      const { status, hint } = judge(`${TOOL}@refs/tags/v1.2.3`, {});
      expect(status).toBe('fail');
      expect(hint).toContain('"builder"');
    });

    test('fails when a workflow signed that does not write this build type', () => {
      const imitator =
        'https://github.com/evil/x/.github/workflows/delegator_generic_slsa3.yml@refs/tags/v2.1.0';
      expect(judge(`${TOOL}@refs/tags/v1.2.3`, undefined, imitator)).toMatchObject({
        status: 'fail',
        actual: imitator,
      });
    });

    test('an exact ref is that ref only', () => {
      const policy = { builder: { workflow: TOOL, ref: { exact: 'refs/tags/v1.2.3' } } } as const;
      expect(judge(`${TOOL}@refs/tags/v1.2.3`, policy).status).toBe('pass');
      expect(judge(`${TOOL}@refs/tags/v1.2.4`, policy).status).toBe('fail');
    });

    test('JReleaser’s tags end in -java; nobody else’s may', () => {
      const jreleaser = 'https://github.com/jreleaser/release-action/.github/workflows/builder.yml';
      const policy = { builder: { workflow: jreleaser, ref: 'semver-tag' } } as const;
      expect(judge(`${jreleaser}@refs/tags/v1.2.3-java`, policy).status).toBe('pass');
      expect(judge(`${TOOL}@refs/tags/v1.2.3-java`).status).toBe('fail');
    });
  });
});
