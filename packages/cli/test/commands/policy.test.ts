import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture, POLICY } from '../fixture.ts';

const REPOSITORY_ONLY = {
  version: 1,
  source: 'github:acme/widgets',
  repositoryOnlyUnsafe: true,
  release: { binding: 'noneUnsafe' },
};
const CAREFUL = { ...POLICY, repositoryId: '1001', ownerId: '2002' };

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.remove());

const { version: _, ...ONE } = POLICY;

const withPolicy = (policy: object) => fixture.write('p.json', JSON.stringify(policy));

describe('policy check', () => {
  test('says what is asked for, what is not safe and what is not asked for', async () => {
    await withPolicy(REPOSITORY_ONLY);
    const { code, stdout } = await fixture.run('policy', 'check', 'p.json');
    expect(code).toBe(0);
    expect(stdout).toContain('built from https://github.com/acme/widgets');
    expect(stdout).toContain('! repositoryOnlyUnsafe: whoever can push a workflow to any branch');
    expect(stdout).toContain('! noneUnsafe: a build of any branch or tag passes');
    expect(stdout).toContain('- "repositoryId": the repository’s name could be registered anew');
  });

  test('a careful policy has nothing that is not safe', async () => {
    await withPolicy(CAREFUL);
    const { stdout } = await fixture.run('policy', 'check', 'p.json', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      match: 'any',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      descriptions: [{ name: 'policy', unsafe: [] }],
    });
  });

  test('names each of several sets of expectations', async () => {
    const { version: _, ...one } = POLICY;
    await withPolicy({ version: 1, allOf: [{ name: 'built', ...one }, one] });
    const { stdout } = await fixture.run('policy', 'check', 'p.json');
    expect(stdout).toContain('All of these must be met:');
    expect(stdout).toMatch(/\n {2}built\n[\s\S]*\n {2}expectations 2\n/);
  });

  test.each<[string, object, string]>([
    [
      'an unknown key',
      { ...POLICY, tiggers: ['push'] },
      'p.json#/tiggers: a member that is not known here: remove it, or correct its name',
    ],
    [
      'an impossible combination',
      {
        ...POLICY,
        inputs: { a: { equals: 1 } },
        buildTypes: ['https://actions.github.io/buildtypes/workflow/v1'],
      },
      'p.json#/inputs: none of the accepted build types records the inputs of workflow_dispatch: accept a build type that records them, or remove it',
    ],
    [
      'an expired override',
      { ...POLICY, overrides: overrides('2026-01-31T12:00:00.000Z') },
      'p.json#/overrides/granted/0: the override for v1.2.3 expired at 2026-01-31T12:00:00.000Z: remove it, or have it approved anew',
    ],
    [
      'an expired override of one of several sets',
      {
        version: 1,
        anyOf: [ONE, { ...ONE, overrides: overrides('2026-01-31T12:00:00.000Z') }],
      },
      'p.json#/anyOf/1/overrides/granted/0: the override for v1.2.3 expired at',
    ],
  ])(
    '%s is exit code 2 with pointer and fix, here and in verify and validate',
    async (_, policy, expected) => {
      await withPolicy(policy);
      const runs = [
        ['policy', 'check', 'p.json'],
        ['policy', 'mutate', 'p.json'],
        [
          'verify',
          'widgets-1.2.3.tgz',
          '--policy',
          'p.json',
          '--source-tag',
          'v1.2.3',
          '--trusted-root',
          'root.json',
        ],
        [
          'validate',
          '--manifest',
          'manifest.json',
          '--tag',
          'v1.2.3',
          '--allow-file',
          '--policy',
          'p.json',
          '--trusted-root',
          'root.json',
        ],
      ];
      for (const argv of runs) {
        const { code, stdout, stderr } = await fixture.run(...argv);
        expect([code, stdout]).toEqual([2, '']);
        expect(stderr).toContain(expected);
      }
    },
  );

  test('an override that holds until a millisecond from now is none that has expired', async () => {
    await withPolicy({ ...POLICY, overrides: overrides('2026-01-31T12:00:00.001Z') });
    expect((await fixture.run('policy', 'check', 'p.json')).code).toBe(0);
  });
});

describe('policy mutate (T6)', () => {
  test('a careful policy has no survivor, and exit code 0', async () => {
    await withPolicy(CAREFUL);
    const { code, stdout } = await fixture.run('policy', 'mutate', 'p.json');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^✓ p\.json: refuses (\d+) of \1 builds that are not the release \(score 1\.00\)\n/,
    );
    expect(stdout).toContain('✓ signer: noticed by identity');
  });

  test('T9: the survivors of a repository alone are named with what to state, and exit code 1', async () => {
    await withPolicy(REPOSITORY_ONLY);
    const { code, stdout } = await fixture.run('policy', 'mutate', 'p.json');
    expect(code).toBe(1);
    expect(stdout).toContain('✗ another workflow of the repository signs: would be accepted');
    expect(stdout).toContain('state "workflow" or "signer" instead of "repositoryOnlyUnsafe"');
    expect(stdout).toContain('- signer: not asked for');
  });

  test('JSON has the score and every mutant', async () => {
    await withPolicy(REPOSITORY_ONLY);
    const { stdout } = await fixture.run('policy', 'mutate', 'p.json', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      holds: true,
      mutants: expect.any(Array),
    });
  });

  test('starts from a real release', async () => {
    await withPolicy(CAREFUL);
    const real = [
      '--from',
      'widgets-1.2.3.tgz',
      '--bundle',
      'widgets-1.2.3.tgz.sigstore.json',
      '--trusted-root',
      'root.json',
    ];
    const asked = ['--source-tag', 'v1.2.3', '--source-digest', 'c'.repeat(40), '--run-id', '42'];
    const { code, stdout } = await fixture.run('policy', 'mutate', 'p.json', ...real, ...asked);
    expect([code, stdout]).toEqual([0, expect.stringContaining('score 1.00')]);
    const other = await fixture.run(
      'policy',
      'mutate',
      'p.json',
      ...real,
      '--source-tag',
      'v9.9.9',
    );
    expect([other.code, other.stdout]).toEqual([2, '']);
    expect(other.stderr).toContain('the policy refuses the release to start from (release:');
  });

  test('a bundle that does not verify is no start', async () => {
    await withPolicy(CAREFUL);
    await fixture.write('other.tgz', 'something else');
    const { code, stderr } = await fixture.run(
      'policy',
      'mutate',
      'p.json',
      '--from',
      'other.tgz',
      '--bundle',
      'widgets-1.2.3.tgz.sigstore.json',
      '--trusted-root',
      'root.json',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('is no attestation of other.tgz to start from');
  });
});

describe('bad usage of policy', () => {
  test.each([
    [['policy'], 'policy check or policy mutate'],
    [['policy', 'chek', 'p.json'], 'Did you mean check?'],
    [['policy', 'check'], 'takes one policy file'],
    [['policy', 'check', 'a', 'b'], 'takes one policy file'],
    [['policy', 'mutate', 'provkit.policy.json', '--from', 'x'], 'needs both --from and --bundle'],
    [['policy', 'check', 'absent.json'], 'there is no such file'],
  ])('%j is exit code 2', async (argv, text) => {
    const { code, stderr } = await fixture.run(...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(text);
  });
});

function overrides(expires_at: string): object {
  return {
    approvers: [{ san: 'rita@example.com', issuer: 'https://accounts.example.com' }],
    granted: [
      {
        predicate_type: 'https://slsa.dev/provenance/v0.2',
        tag: 'v1.2.3',
        artifact_digest: `sha256:${'a'.repeat(64)}`,
        approved_by: 'rita@example.com',
        approved_at: '2026-01-20T00:00:00.000Z',
        expires_at,
        reason: 'the builder is being replaced',
      },
    ],
  };
}
