import { describe, expect, test } from 'vitest';
import { checkClaims } from '../../src/checks/claims.ts';
import { CLAIMS, COMMIT, checkInput, type Draft } from './check-input.ts';

const OTHER = 'd'.repeat(40);
const ELSEWHERE = 'https://github.com/acme/workflows/.github/workflows/build.yml@refs/tags/v1.0.0';

const github = (members: Record<string, unknown>) => (draft: Draft) => {
  draft.github = { ...draft.github, ...members };
};

describe('check claims (spec 1.3 #17, 1.8)', () => {
  test('holds when both say the same wherever both speak, and shows every pair', () => {
    const result = checkClaims(checkInput({}));
    expect(result).toMatchObject({
      status: 'pass',
      message: 'predicate and certificate agree on 11 claims; on 2 at least one is silent',
      spec: 'spec 1.3 #17, 1.8, 1.9',
    });
    expect(result.rows?.find(({ name }) => name === 'event name')).toEqual({
      name: 'event name',
      claim: 'certificate .20',
      pointer: '/predicate/buildDefinition/internalParameters/github/event_name',
      outcome: 'equal',
      certified: 'push',
      stated: 'push',
    });
    expect(result).not.toHaveProperty('warnings');
  });

  test('fails when one pair differs, and names both words and their places', () => {
    expect(checkClaims(checkInput({ change: github({ event_name: 'release' }) }))).toMatchObject({
      status: 'fail',
      reason: 'claim_mismatch',
      message: 'predicate and certificate disagree on event name',
      expected: 'push',
      actual: 'release',
      pointer: '/predicate/buildDefinition/internalParameters/github/event_name',
      hint: expect.stringContaining('certificate .20'),
    });
  });

  test('fails when several differ, and names them all', () => {
    const change = github({
      event_name: 'release',
      repository_id: '1',
      runner_environment: 'self-hosted',
    });
    expect(checkClaims(checkInput({ change })).message).toBe(
      'predicate and certificate disagree on event name, repository id, runner environment',
    );
  });

  test('fails when the certificate lacks what the predicate claims', () => {
    const { sourceRepositoryIdentifier: _, ...claims } = CLAIMS;
    const input = checkInput({});
    const lacking = checkInput({ claims: { sourceRepositoryIdentifier: undefined } as never });
    expect(input.claims).toMatchObject(claims);
    expect(checkClaims(lacking)).toMatchObject({
      status: 'fail',
      reason: 'claim_mismatch',
      expected: 'absent',
      actual: '1001',
    });
  });

  test('fails when the predicate lacks what it must say', () => {
    const change = (draft: Draft) => {
      draft.invocationId = undefined;
    };
    expect(checkClaims(checkInput({ change }))).toMatchObject({
      status: 'fail',
      expected: 'https://github.com/acme/widgets/actions/runs/42/attempts/1',
      actual: 'absent',
      pointer: '/predicate/runDetails/metadata/invocationId',
    });
  });

  test('holds without what the predicate may leave out', () => {
    const change = (draft: Draft) => {
      draft.github = {};
    };
    expect(checkClaims(checkInput({ change })).status).toBe('pass');
  });

  test.each([['text'], [7], [['a']], [{ event_name: { a: 1 } }]])(
    'malformed: fails for %j as the claims of npm',
    (members) => {
      const change = (draft: Draft) => {
        draft.builderId = 'https://github.com/actions/runner/github-hosted';
        draft.github = members as never; // whatever somebody signs
      };
      expect(checkClaims(checkInput({ npm: true, change }))).toMatchObject({
        status: 'fail',
        reason: 'claim_mismatch',
      });
    },
  );

  test('fails for a claim of npm that nobody can prove', () => {
    const change = (draft: Draft) => {
      draft.builderId = 'https://github.com/actions/runner/github-hosted';
      draft.github = { ...draft.github, actor: 'octocat' };
    };
    expect(checkClaims(checkInput({ npm: true, change }))).toMatchObject({
      status: 'fail',
      message: 'predicate and certificate disagree on a claim that nothing proves',
      expected: 'absent',
      actual: '"octocat"',
      pointer: '/predicate/buildDefinition/internalParameters/github/actor',
    });
  });
});

describe('the commit of the signer workflow (spec 1.8: .10 = .13 within one repository)', () => {
  const own = (claims: object) =>
    checkClaims(checkInput({ claims })).rows?.find(
      ({ name }) => name === 'commit of the signer workflow',
    );

  test('holds, as a row of its own', () => {
    expect(own({})).toEqual({
      name: 'commit of the signer workflow',
      claim: 'certificate .13',
      pointer: 'certificate .10',
      outcome: 'equal',
      certified: COMMIT,
      stated: COMMIT,
    });
  });

  test('fails when the workflow of the same repository is of another commit', () => {
    const input = checkInput({ claims: { buildSignerDigest: OTHER } });
    expect(checkClaims(input)).toMatchObject({
      status: 'fail',
      message: 'predicate and certificate disagree on commit of the signer workflow',
      expected: COMMIT,
      actual: OTHER,
      pointer: 'certificate .10',
    });
  });

  test.each([
    ['a workflow of another repository', { buildSignerUri: ELSEWHERE, buildSignerDigest: OTHER }],
    [
      'a repository whose name begins with ours',
      {
        buildSignerUri: 'https://github.com/acme/widgets2/.github/workflows/b.yml@refs/tags/v1.0.0',
        buildSignerDigest: OTHER,
      },
    ],
    ['a certificate that does not say the signer’s commit', { buildSignerDigest: undefined }],
    [
      'a certificate that does not say the source',
      { sourceRepositoryUri: undefined, buildSignerDigest: OTHER },
    ],
  ])('is not asked of %s', (_, claims) => {
    expect(own(claims)).toBeUndefined();
  });
});

describe('the commit of the workflow file (spec 1.8: .19 unequal .13 is a warning)', () => {
  test('warns, and passes', () => {
    const result = checkClaims(checkInput({ claims: { buildConfigDigest: OTHER } }));
    expect(result).toMatchObject({
      status: 'pass',
      warnings: [
        `the workflow file is of commit ${OTHER} (certificate .19), and commit ${COMMIT} was built (certificate .13)`,
      ],
    });
  });

  test('warns beside a failure too', () => {
    const input = checkInput({
      claims: { buildConfigDigest: OTHER },
      change: github({ event_name: 'x' }),
    });
    expect(checkClaims(input)).toMatchObject({
      status: 'fail',
      warnings: [expect.stringContaining(OTHER)],
    });
  });

  test('has nothing to say of a certificate without it', () => {
    const result = checkClaims(checkInput({ claims: { buildConfigDigest: undefined } as never }));
    expect(result).not.toHaveProperty('warnings');
  });
});
