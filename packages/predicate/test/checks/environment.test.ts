import { describe, expect, test } from 'vitest';
import { GENERIC_GENERATOR } from '../../src/build-types/generic-generator.ts';
import { checkEnvironment } from '../../src/checks/environment.ts';
import { checkInput } from './check-input.ts';

describe('check environment (spec 1.3 #19)', () => {
  test('holds for a push on a GitHub-hosted runner, without a word in the policy', () => {
    expect(checkEnvironment(checkInput({}))).toMatchObject({
      status: 'pass',
      message: 'triggered by push, on github-hosted',
    });
  });

  test.each([
    ['a self-hosted runner', { runnerEnvironment: 'self-hosted' }, 'certificate .11', 'runners'],
    ['no runner', { runnerEnvironment: undefined }, 'certificate .11', 'runners'],
    [
      'pull_request_target',
      { buildTrigger: 'pull_request_target', workflowTrigger: 'pull_request_target' },
      'certificate .20',
      'triggers',
    ],
    [
      'no trigger',
      { buildTrigger: undefined, workflowTrigger: undefined },
      'certificate .20',
      'triggers',
    ],
  ])('fails for %s and names the member to change', (_, claims, pointer, member) => {
    const result = checkEnvironment(checkInput({ claims: claims as object }));
    expect(result).toMatchObject({ status: 'fail', reason: 'policy_violation', pointer });
    expect(result.hint).toContain(`"${member}"`);
  });

  test.each([
    ['runners', { runners: ['self-hosted'] }, { runnerEnvironment: 'self-hosted' }],
    ['triggers', { triggers: ['schedule'] }, { buildTrigger: 'schedule' }],
    ['environments', { environments: ['release'] }, { deploymentEnvironment: 'release' }],
    [
      'tokenSubjects',
      { tokenSubjects: ['repo:acme/widgets'] },
      { tokenSubject: 'repo:acme/widgets' },
    ],
  ] as const)('the policy’s "%s" replace the default', (_, policy, claims) => {
    expect(checkEnvironment(checkInput({ policy, claims })).status).toBe('pass');
    expect(checkEnvironment(checkInput({ policy })).status).toBe('fail');
  });

  test('spec 1.7: a signer’s runners and the policy’s must both accept it', () => {
    const policy = {
      workflow: undefined,
      runners: ['github-hosted', 'self-hosted'],
      signers: [{ workflow: '.github/workflows/release.yml', runners: ['self-hosted'] }],
    } as const;
    expect(checkEnvironment(checkInput({ policy: policy as never }))).toMatchObject({
      status: 'fail',
      expected: 'self-hosted',
      actual: 'github-hosted',
    });
  });

  describe('spec 1.9 D: certificates that are too old to name the runner', () => {
    const old = { runnerEnvironment: undefined } as never;

    test('pass with a warning for builders that run on GitHub’s own', () => {
      const input = checkInput({ claims: old, buildType: GENERIC_GENERATOR });
      expect(checkEnvironment(input)).toMatchObject({
        status: 'pass',
        warnings: ['the certificate is too old to name the runner (certificate .11)'],
      });
    });

    test('fail as soon as the policy asks for a runner', () => {
      const policy = { runners: ['github-hosted'] } as const;
      const input = checkInput({ claims: old, buildType: GENERIC_GENERATOR, policy });
      expect(checkEnvironment(input).status).toBe('fail');
    });
  });
});
