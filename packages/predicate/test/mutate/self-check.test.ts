import { createHash } from 'node:crypto';
import { ARTIFACT, createSigstore, DEFAULT_CLAIMS } from '@provkit/testkit';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { pass } from '../../src/checks/check-result.ts';
import { checkRun } from '../../src/checks/run.ts';
import { control } from '../../src/mutate/control.ts';
import { selfCheck } from '../../src/mutate/self-check.ts';
import { definePolicy } from '../../src/policy/define-policy.ts';
import { parsePolicy } from '../../src/policy/parse-policy.ts';
import type { Policy, PolicyOptions } from '../../src/policy/policy.ts';
import { parseTrustedRoot } from '../../src/trust/parse-trusted-root.ts';

vi.mock('../../src/checks/run.ts', { spy: true });

const now = Date.parse('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => now });
const bundle = { name: 'release.json', content: JSON.stringify(sigstore.sign()) };

function check(options: Partial<PolicyOptions> = {}, release: object = {}) {
  return checkPolicy(policyOf(options), release);
}

function policyOf(options: Partial<PolicyOptions> = {}) {
  return definePolicy({
    source: 'github:acme/widgets',
    workflow: '.github/workflows/release.yml',
    ...options,
  });
}

function checkPolicy(policy: Policy, release: object = {}, bundles = [bundle]) {
  return selfCheck({
    trust: parseTrustedRoot(sigstore.trustedRoot, 'test root'),
    policy,
    input: {
      bundles,
      artifacts: [
        { name: ARTIFACT.name, sha256: createHash('sha256').update(ARTIFACT.bytes).digest('hex') },
      ],
      release: {
        tag: 'v1.2.3',
        commit: DEFAULT_CLAIMS.sha,
        run: { id: '42', attempt: 1 },
        ...release,
      },
      now: new Date(now),
    },
  });
}

afterEach(() => vi.mocked(checkRun).mockReset());

describe('selfCheck (T6)', () => {
  test('each changed expectation is refused by the check that compares it, on the genuine evidence', () => {
    const { holds, controls } = check();
    expect(holds).toBe(true);
    const uncaught = controls.filter(({ outcome }) => outcome !== 'caught');
    expect(uncaught.map(({ name }) => name)).toEqual(['inputs']); // not stated
  });

  test('a verifier that lost a comparison is found out', () => {
    vi.mocked(checkRun).mockImplementation(() => pass('run', { message: 'never looked' }));
    const { holds, controls } = check();
    expect(holds).toBe(false);
    expect(controls.filter(({ outcome }) => outcome === 'survived')).toEqual([
      { name: 'run', checks: ['run'], outcome: 'survived', detail: 'the verdict is still pass' },
    ]);
  });

  test('a stranger’s attestation that fails where it is meant to does not stand for the genuine one', () => {
    const stray = sigstore.sign({ claims: { ...DEFAULT_CLAIMS, run_id: '41' } });
    const beside = { name: 'stray.json', content: JSON.stringify(stray) };
    vi.mocked(checkRun).mockImplementation(({ claims, release }) => {
      const isAsked = release.run?.id === '42';
      const isStray = claims.runInvocationUri?.includes('/41/') ?? false;
      const status = isStray ? 'fail' : isAsked ? 'pass' : 'inconclusive';
      return { ...pass('run', { message: '' }), status };
    });
    const { controls } = checkPolicy(policyOf(), {}, [bundle, beside]);
    expect(controls.find(({ name }) => name === 'run')).toMatchObject({
      outcome: 'survived',
      detail: 'nothing failed: the change would be accepted',
    });
  });

  test('what was not asked for is no control', () => {
    const { holds, controls } = check(
      { release: { binding: 'noneUnsafe' } },
      { tag: undefined, run: undefined },
    );
    const unasked = controls
      .filter(({ outcome }) => outcome === 'not_asked')
      .map(({ name }) => name);
    expect(unasked).toEqual(['ref', 'run', 'inputs']);
    expect(holds).toBe(true);
  });

  test('a versioned tag that was asked for is changed like a tag', () => {
    const { controls } = check({}, { tag: undefined, versionedTag: 'v1.2.3' });
    expect(controls.find(({ name }) => name === 'ref')).toMatchObject({ outcome: 'caught' });
  });

  test('of several sets of expectations each one’s release is changed', () => {
    const own = { source: 'github:acme/widgets', workflow: '.github/workflows/release.yml' };
    const commit = { binding: 'commit', branches: ['refs/heads/main'] };
    const policy = parsePolicy(
      JSON.stringify({ version: 1, anyOf: [{ ...own, release: commit }, own] }),
      'policy.json',
    );
    const { holds, controls } = checkPolicy(policy);
    expect(controls.find(({ name }) => name === 'ref')).toMatchObject({ outcome: 'caught' });
    expect(holds).toBe(true);
  });

  test('a ref that was asked for is changed like a tag', () => {
    const { controls } = check(
      { release: { binding: 'noneUnsafe' } },
      { tag: undefined, ref: 'refs/tags/v1.2.3' },
    );
    expect(controls.find(({ name }) => name === 'ref')).toMatchObject({ outcome: 'caught' });
  });
});

describe('control', () => {
  const failing = (id: 'run' | 'identity') => [
    { ...pass(id, { message: '' }), status: 'fail' as const },
  ];

  test('is caught by a check that is meant only', () => {
    expect(control('x', ['run'], failing('run')).outcome).toBe('caught');
    expect(control('x', ['run'], failing('identity'))).toMatchObject({
      outcome: 'survived',
      detail: 'failed in identity instead',
    });
  });

  test('survives when nothing failed', () => {
    expect(control('x', ['run'], [])).toMatchObject({ outcome: 'survived' });
  });
});
