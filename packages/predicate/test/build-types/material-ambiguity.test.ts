import { describe, expect, test } from 'vitest';
import { contradictoryUri, urisNaming } from '../../src/build-types/material-ambiguity.ts';
import { checkMaterial } from '../../src/checks/material.ts';
import type { Statement } from '../../src/statement/schemas.ts';
import { COMMIT, checkInput, REPO, TAG_REF } from '../checks/check-input.ts';
import { exampleBuildType } from './example-build-type.ts';

const AT = '/predicate/buildDefinition/resolvedDependencies';

function statement(resolvedDependencies: unknown): Statement {
  return { predicate: { buildDefinition: { resolvedDependencies } } } as unknown as Statement; // nothing else is read
}

describe('urisNaming (spec 1.6: two elements naming REPO)', () => {
  const naming = (uri: unknown) => urisNaming(REPO, statement([{ uri }]), exampleBuildType());

  test.each([
    [`git+${REPO}@${TAG_REF}`],
    [`git+${REPO}`],
    [`git+${REPO}@${COMMIT}`],
    [`git+${REPO}@main`],
    [`git+${REPO}#main`],
    [`git+${REPO}?ref=main`],
    [`git+${REPO}.git@refs/heads/main`],
    [`git+${REPO}/@refs/heads/main`],
    [REPO],
    [`${REPO}@refs/heads/main`],
    ['git+https://GITHUB.com/Acme/Widgets@refs/heads/main'],
    ['git+https://user@github.com/acme/widgets@refs/heads/main'],
    ['git+https://user:secret@github.com/acme/widgets'],
    ['git+https://github.com:443/acme/widgets'],
    ['git+http://github.com/acme/widgets'],
    ['git+ssh://git@github.com/acme/widgets.git'],
    ['git://github.com/acme/widgets'],
    ['git@github.com:acme/widgets.git'],
    ['git+https://github.com//acme//widgets'],
    ['git+https://github.com/acme%2Fwidgets'],
    ['git+https://github.com/%61cme/widgets@refs/heads/main\nx'],
  ])('%j names the repository', (uri) => {
    expect(naming(uri)).toEqual([{ value: uri, pointer: `${AT}/0/uri` }]);
  });

  test.each([
    ['git+https://github.com/acme/widgets2@refs/heads/main'],
    ['git+https://github.com/acme/widgets/sub@refs/heads/main'],
    ['https://github.com/acme/widgets/releases/download/v1/widgets.tgz'],
    ['git+https://github.com/evil/widgets@refs/heads/main'],
    ['git+https://evil.example/acme/widgets'],
    ['git+https://github.com@evil.example/acme/widgets'],
    ['pkg:npm/widgets@1.2.3'],
    ['%'],
    [''],
    [7],
  ])('%j does not', (uri) => {
    expect(naming(uri)).toEqual([]);
  });

  test('T15: a hostile URI of a megabyte takes one pass', () => {
    for (const piece of ['a', '/', ':', '@', 'a:', 'a/', '%', '1', '+']) {
      const uri = `git+https://github.com${piece.repeat(1_000_000 / piece.length)}`;
      expect(naming(uri).length).toBeLessThan(2);
      expect(naming(piece.repeat(1_000_000 / piece.length)).length).toBeLessThan(2);
    }
  });
});

describe('contradictoryUri (spec 1.6: two elements with one URI and differing digests)', () => {
  const find = (...materials: unknown[]) =>
    contradictoryUri(statement(materials), exampleBuildType());
  const URI = 'pkg:docker/base@1';

  test('finds the second place', () => {
    const found = find(
      { uri: URI, digest: { sha256: 'a' } },
      { uri: 'x' },
      { uri: URI, digest: { sha256: 'b' } },
    );
    expect(found).toEqual({ value: URI, pointer: `${AT}/2/uri` });
  });

  test('finds another set of algorithms', () => {
    expect(
      find({ uri: URI, digest: { sha256: 'a' } }, { uri: URI, digest: { sha512: 'a' } }),
    ).toBeDefined();
  });

  test('finds none where the digests are the same in another order, or one of them is missing', () => {
    expect(
      find({ uri: URI, digest: { a: '1', b: '2' } }, { uri: URI, digest: { b: '2', a: '1' } }),
    ).toBeUndefined();
    expect(
      find({ uri: URI, digest: { a: '1' } }, { uri: URI }, { uri: URI, digest: null }),
    ).toBeUndefined();
    expect(
      find({ uri: URI, digest: { a: '1' } }, { uri: `${URI}1`, digest: { a: '2' } }),
    ).toBeUndefined();
  });
});

describe('check material: which commit was built must not be open (spec 1.6)', () => {
  const withMaterial = (uri: string, digest?: Record<string, string>) =>
    checkMaterial(
      checkInput({ change: ({ materials }) => materials.push({ uri, ...(digest && { digest }) }) }),
    );

  test.each([
    [`git+${REPO}@${TAG_REF}`],
    [`git+${REPO}@${'d'.repeat(40)}`],
    ['git+https://attacker@github.com/acme/widgets@refs/tags/v1.2.3'],
    [`git+${REPO}.git@${TAG_REF}`],
    ['git+https://github.com/ACME/widgets@refs/tags/v1.2.3'],
  ])('fails when a second material is %s', (uri) => {
    expect(withMaterial(uri, { gitCommit: COMMIT })).toMatchObject({
      status: 'fail',
      reason: 'material_mismatch',
      actual: expect.stringContaining(uri),
      pointer: `${AT}/1/uri`,
    });
  });

  test('fails when another material stands twice with two digests', () => {
    const uri = 'pkg:docker/base@1';
    const input = checkInput({
      change: ({ materials }) =>
        materials.push({ uri, digest: { sha256: 'a' } }, { uri, digest: { sha256: 'b' } }),
    });
    expect(checkMaterial(input)).toMatchObject({
      status: 'fail',
      reason: 'material_mismatch',
      actual: uri,
      pointer: `${AT}/2/uri`,
    });
  });

  test('holds beside materials of other repositories', () => {
    expect(withMaterial('git+https://github.com/evil/widgets@refs/heads/main').status).toBe('pass');
  });
});
