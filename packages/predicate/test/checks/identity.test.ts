import { describe, expect, test } from 'vitest';
import type { Claims } from '../../src/certificate/claims.ts';
import { checkIdentity as judgeIdentity } from '../../src/checks/identity.ts';
import { definePolicy } from '../../src/policy/define-policy.ts';
import type { Policy, PolicyOptions } from '../../src/policy/policy.ts';
import { CLAIMS, COMMIT, REPO, SIGNER, TAG_REF } from './check-input.ts';

const WORKFLOW = '.github/workflows/release.yml';
const policy = (options: Partial<PolicyOptions> = { workflow: WORKFLOW }) =>
  definePolicy({ source: 'github:acme/widgets', ...options });
const checkIdentity = (claims: Claims, { expectations: [expected] }: Policy) =>
  judgeIdentity(claims, expected).result;
const signer = (ref: NonNullable<PolicyOptions['signer']>['ref']) =>
  policy({ signer: { workflow: 'https://github.com/acme/ci/.github/workflows/build.yml', ref } });
const signedBy = (san: string, more: object = {}) => ({
  ...CLAIMS,
  san,
  buildSignerUri: san,
  ...more,
});
const REUSABLE = 'https://github.com/acme/ci/.github/workflows/build.yml';

describe('check identity (spec 1.3 #7, 1.7)', () => {
  test('holds for the workflow of the source repository at the ref that was built', () => {
    expect(checkIdentity(CLAIMS, policy())).toMatchObject({ status: 'pass', actual: SIGNER });
  });

  test.each([
    ['another workflow', `${REPO}/.github/workflows/other.yml@${TAG_REF}`],
    ['the workflow at another ref', `${REPO}/${WORKFLOW}@refs/heads/main`],
    ['a longer file name', `${REPO}/${WORKFLOW}.evil.yml@${TAG_REF}`],
    ['text after the ref', `${SIGNER}/x`],
    ['a second ref', `${REPO}/${WORKFLOW}@refs/heads/x@${TAG_REF}`],
    ['a dot segment', `${REPO}/.github/workflows/../workflows/release.yml@${TAG_REF}`],
    ['percent-encoding', `${REPO}/.github/workflows/release%2Eyml@${TAG_REF}`],
    ['another repository', `https://github.com/evil/widgets/${WORKFLOW}@${TAG_REF}`],
    ['another host', `https://github.com.evil.example/acme/widgets/${WORKFLOW}@${TAG_REF}`],
    ['any character where a dot is', `${REPO}/xgithub/workflows/release.yml@${TAG_REF}`],
  ])('T9: fails for %s', (_, san) => {
    expect(checkIdentity(signedBy(san), policy())).toMatchObject({
      status: 'fail',
      reason: 'policy_violation',
      expected: SIGNER,
      actual: san,
    });
  });

  test('fails for another issuer, and for one that only begins the same', () => {
    for (const issuer of ['https://accounts.example.com', `${CLAIMS.issuer}/hammer-time`]) {
      expect(checkIdentity({ ...CLAIMS, issuer, issuerV1: issuer }, policy())).toMatchObject({
        status: 'fail',
        reason: 'policy_violation',
        pointer: 'certificate .8',
      });
    }
  });

  test('an enterprise issuer passes when the policy states it', () => {
    const issuer = `${CLAIMS.issuer}/hammer-time`;
    const claims = { ...CLAIMS, issuer, issuerV1: issuer };
    expect(checkIdentity(claims, policy({ workflow: WORKFLOW, issuer })).status).toBe('pass');
  });

  test.each([
    ['.1 and .8', { issuerV1: 'https://other.example' }],
    ['.2 and .20', { workflowTrigger: 'pull_request' }],
    ['.3 and .13', { workflowSha: 'd'.repeat(40) }],
    ['.6 and .14', { workflowRef: 'refs/heads/main' }],
    ['.5 and .12', { workflowRepository: 'evil/fork' }],
    ['.5 and the end of .12 only', { workflowRepository: 'widgets' }],
    ['.9 and the name', { buildSignerUri: `${SIGNER}x` }],
  ])('claim_mismatch when %s disagree', (_, claims) => {
    expect(checkIdentity({ ...CLAIMS, ...claims }, policy())).toMatchObject({
      status: 'fail',
      reason: 'claim_mismatch',
    });
  });

  test('a person is never a workflow, whatever the name says', () => {
    const claims = { ...CLAIMS, sanKind: 'user-name' } as const;
    expect(checkIdentity(claims, policy())).toMatchObject({ status: 'fail' });
  });

  describe('T9: repositoryOnlyUnsafe', () => {
    const repositoryOnly = policy({ repositoryOnlyUnsafe: true });

    test('accepts any workflow of the repository and says "identity: repository only"', () => {
      const result = checkIdentity(
        signedBy(`${REPO}/.github/workflows/x.yml@refs/heads/y`),
        repositoryOnly,
      );
      expect(result.status).toBe('pass');
      expect(result.message).toContain('identity: repository only');
    });

    test('refuses another repository as source_mismatch', () => {
      const claims = {
        ...CLAIMS,
        sourceRepositoryUri: 'https://github.com/evil/fork',
        workflowRepository: 'evil/fork',
      };
      expect(checkIdentity(claims, repositoryOnly)).toMatchObject({
        status: 'fail',
        reason: 'source_mismatch',
        pointer: 'certificate .12',
      });
    });

    test('refuses a certificate that names no repository', () => {
      const { sourceRepositoryUri: _, workflowRepository: __, ...claims } = CLAIMS;
      expect(checkIdentity(claims, repositoryOnly).status).toBe('fail');
    });
  });

  describe('a signer of another repository', () => {
    const commit = 'e'.repeat(40);
    test.each([
      ['semver-tag', 'refs/tags/v1.2.3', {}, 'pass'],
      ['semver-tag', 'refs/tags/v1.2.3-rc.1', {}, 'fail'],
      ['semver-tag', 'refs/tags/v1', {}, 'fail'],
      ['semver-tag', 'refs/heads/v1.2.3', {}, 'fail'],
      ['semver-tag', 'refs/tags/v01.2.3', {}, 'fail'],
      ['commit', commit, { buildSignerDigest: commit }, 'pass'],
      ['commit', commit, { buildSignerDigest: 'f'.repeat(40) }, 'fail'],
      ['commit', 'refs/tags/v1.2.3', {}, 'fail'],
      [{ exact: 'refs/tags/v1' }, 'refs/tags/v1', {}, 'pass'],
      [{ exact: 'refs/tags/v1' }, 'refs/tags/v1.2', {}, 'fail'],
      [{ exact: commit }, commit, { buildSignerDigest: commit }, 'pass'],
      [{ exact: commit }, commit, { buildSignerDigest: 'f'.repeat(40) }, 'fail'],
      [{ branchUnsafe: 'main' }, 'refs/heads/main', {}, 'pass'],
      [{ branchUnsafe: 'main' }, 'refs/heads/main2', {}, 'fail'],
    ] as const)('with ref rule %j, ref %s and %j: %s', (rule, ref, more, status) => {
      expect(checkIdentity(signedBy(`${REUSABLE}@${ref}`, more), signer(rule)).status).toBe(status);
    });
  });

  describe('several signers (spec 1.7)', () => {
    const several = policy({
      signers: [
        { workflow: WORKFLOW, maxLevel: 2 },
        { signer: { workflow: REUSABLE, ref: 'semver-tag' }, maxLevel: 3 },
      ],
    });

    test('any of them will do, and only the rules it satisfies count on', () => {
      const [expected] = several.expectations;
      expect(judgeIdentity(CLAIMS, expected).accepted.map(({ rule }) => rule.maxLevel)).toEqual([
        2,
      ]);
      const other = signedBy(`${REUSABLE}@refs/tags/v3.0.0`);
      expect(judgeIdentity(other, expected).accepted.map(({ rule }) => rule.maxLevel)).toEqual([3]);
    });

    test('a signer of neither is told what each would have been', () => {
      expect(checkIdentity(signedBy(`${REUSABLE}@refs/heads/main`), several)).toMatchObject({
        status: 'fail',
        expected: `${SIGNER} or ${REUSABLE}@refs/tags/vX.Y.Z`,
      });
    });
  });

  describe('spec 1.9 D: certificates from before the extensions .8 to .22', () => {
    const old: Claims = {
      san: SIGNER,
      sanKind: 'uri',
      issuerV1: 'https://token.actions.githubusercontent.com',
      workflowSha: COMMIT,
      workflowRef: TAG_REF,
      workflowRepository: 'acme/widgets',
      workflowTrigger: 'push',
    };

    test('are judged by the older ones', () => {
      expect(checkIdentity(old, policy()).status).toBe('pass');
      expect(checkIdentity({ ...old, workflowRef: 'refs/heads/main' }, policy()).status).toBe(
        'fail',
      );
    });

    test('T9: name their repository on GitHub’s own server only', () => {
      const repositoryOnly = (more: object) => policy({ repositoryOnlyUnsafe: true, ...more });
      const issuer = 'https://token.actions.ghe.example';
      expect(checkIdentity(old, repositoryOnly({})).status).toBe('pass');
      expect(checkIdentity({ ...old, issuerV1: issuer }, repositoryOnly({ issuer })).status).toBe(
        'fail',
      );
    });
  });
});
