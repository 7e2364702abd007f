import { describe, expect, test } from 'vitest';
import { claimOf, claimValue, isClaimNumber } from '../../src/certificate/claim-value.ts';
import { type ClaimName, type Claims, EXTENSIONS } from '../../src/certificate/claims.ts';

const GITHUB = 'https://token.actions.githubusercontent.com';
const SAN = 'https://github.com/acme/widgets/.github/workflows/release.yml@refs/tags/v1.2.3';
const named = (claims: Partial<Claims>): Claims => ({ san: SAN, sanKind: 'uri', ...claims });

/** A certificate of 2022: the extensions .1 to .6. */
const OLD = named({
  issuerV1: GITHUB,
  workflowTrigger: 'push',
  workflowSha: 'c'.repeat(40),
  workflowName: 'release',
  workflowRepository: 'acme/widgets',
  workflowRef: 'refs/tags/v1.2.3',
});

describe('claimValue', () => {
  test.each(Object.entries(EXTENSIONS) as [ClaimName, number][])(
    '%s is number %d',
    (name, number) => {
      expect(claimValue(named({ [name]: 'the word' }), number)).toBe('the word');
      expect(isClaimNumber(number)).toBe(true);
    },
  );

  test.each([[0], [7], [25], [-1], [1.5], [Number.NaN]])('%d is no claim', (number) => {
    expect(claimValue(named({}), number)).toBeUndefined();
    expect(isClaimNumber(number)).toBe(false);
  });

  test('san is the subject alternative name', () => {
    expect(claimValue(OLD, 'san')).toBe(SAN);
  });

  test.each([
    ['https://github.com/acme/widgets/actions/runs/42/attempts/3', '42', '3'],
    ['https://ghe.example/acme/widgets/actions/runs/42/attempts/3', '42', '3'],
    ['https://github.com/acme/widgets/actions/runs/42', undefined, undefined],
    ['https://github.com/acme/widgets/actions/runs/42/attempts/3/x', undefined, undefined],
    ['https://github.com/acme/widgets/actions/runs/042/attempts/3', undefined, undefined],
    ['https://github.com/acme/widgets/actions/runs/42/attempts/0', undefined, undefined],
    ['https://github.com/acme/widgets/actions/runs//attempts/1', undefined, undefined],
    ['', undefined, undefined],
    [undefined, undefined, undefined],
  ])('run and attempt of %j are %j and %j', (uri, run, attempt) => {
    const claims = named(uri === undefined ? {} : { runInvocationUri: uri });
    expect([claimValue(claims, 'run'), claimValue(claims, 'attempt')]).toEqual([run, attempt]);
  });
});

describe('claimOf: what an old extension says of a newer one (spec 1.9 D)', () => {
  test.each([
    ['issuer', GITHUB],
    ['buildSignerUri', SAN],
    ['sourceRepositoryDigest', 'c'.repeat(40)],
    ['sourceRepositoryRef', 'refs/tags/v1.2.3'],
    ['sourceRepositoryUri', 'https://github.com/acme/widgets'],
    ['buildTrigger', 'push'],
  ] as const)('%s', (name, expected) => {
    expect(claimOf(OLD, name)).toBe(expected);
    expect(claimOf({ ...OLD, [name]: 'the newer word' }, name)).toBe('the newer word');
    if (name !== 'buildSignerUri') expect(claimOf(named({}), name)).toBeUndefined();
  });

  test.each(
    Object.keys(EXTENSIONS).filter(
      (name) =>
        EXTENSIONS[name as ClaimName] >= 10 &&
        ![
          'sourceRepositoryUri',
          'sourceRepositoryDigest',
          'sourceRepositoryRef',
          'buildTrigger',
        ].includes(name),
    ) as ClaimName[],
  )('nothing old says %s', (name) => {
    expect(claimOf(OLD, name)).toBeUndefined();
  });

  test.each([
    ['https://token.actions.githubusercontent.com/acme-enterprise'],
    ['https://token.actions.githubusercontent.com.evil.example'],
    ['https://ghe.example/_services/token'],
    [undefined],
  ])('a repository without its server, of the issuer %j, is on no known server', (issuerV1) => {
    const { issuerV1: _, ...rest } = OLD;
    const claims = issuerV1 === undefined ? rest : { ...rest, issuerV1 };
    expect(claimOf(claims, 'sourceRepositoryUri')).toBeUndefined();
  });
});
