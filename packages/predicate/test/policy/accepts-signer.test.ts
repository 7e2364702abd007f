import { describe, expect, test } from 'vitest';
import type { Claims } from '../../src/index.ts';
import { acceptsSigner, definePolicy, type PolicyOptions } from '../../src/policy/index.ts';

const REPOSITORY = 'https://github.com/acme/widgets';
const RELEASE = `${REPOSITORY}/.github/workflows/release.yml@refs/tags/v1.2.3`;
const CLAIMS: Claims = {
  san: RELEASE,
  sanKind: 'uri',
  issuer: 'https://token.actions.githubusercontent.com',
  sourceRepositoryUri: REPOSITORY,
  sourceRepositoryRef: 'refs/tags/v1.2.3',
};
const accepts = (changes: Partial<Claims>, options: Partial<PolicyOptions> = {}) =>
  acceptsSigner(
    definePolicy({
      source: 'github:acme/widgets',
      ...('repositoryOnlyUnsafe' in options ? {} : { workflow: '.github/workflows/release.yml' }),
      ...options,
    }),
    { ...CLAIMS, ...changes },
  );

describe('T1: whom a policy takes for the release builder', () => {
  test('the release workflow', () => {
    expect(accepts({})).toBe(true);
  });

  test.each<[string, Partial<Claims>]>([
    ['another workflow of the repository', { san: RELEASE.replace('release', 'verify') }],
    ['the workflow of another repository', { san: RELEASE.replace('widgets', 'gate') }],
    ['the same name from another issuer', { issuer: 'https://issuer.example' }],
    ['the same name on another ref', { san: RELEASE.replace('v1.2.3', 'v1.2.4') }],
  ])('not %s', (_, changes) => {
    expect(accepts(changes)).toBe(false);
  });

  test('any workflow of the repository, where the policy asks for no more', () => {
    const options = { repositoryOnlyUnsafe: true } as const;
    expect(accepts({ san: RELEASE.replace('release', 'verify') }, options)).toBe(true);
    expect(accepts({ sourceRepositoryUri: 'https://github.com/acme/gate' }, options)).toBe(false);
  });
});
