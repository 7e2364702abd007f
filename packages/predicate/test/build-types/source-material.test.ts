import { describe, expect, test } from 'vitest';
import { gitMaterials, sourceAmong } from '../../src/build-types/source-material.ts';
import type { Statement } from '../../src/statement/schemas.ts';
import { exampleBuildType } from './example-build-type.ts';

const REPO = 'https://github.com/acme/widgets';
const AT = '/predicate/buildDefinition/resolvedDependencies';
const COMMIT = 'c'.repeat(40);
const TABLE = exampleBuildType({ materials: { at: AT, digests: ['gitCommit', 'sha1'] } });

function statement(resolvedDependencies: unknown): Statement {
  return { predicate: { buildDefinition: { resolvedDependencies } } } as unknown as Statement; // nothing else is read
}

const materials = (...uris: unknown[]) =>
  gitMaterials(statement(uris.map((uri) => ({ uri }))), TABLE);

describe('gitMaterials (spec 1.6, 1.9)', () => {
  test('reads repository, ref and every accepted digest, each with its place', () => {
    const digest = { gitCommit: COMMIT, sha256: 'a'.repeat(64), sha1: 'd'.repeat(40) };
    const material = { uri: `git+${REPO}@refs/tags/v1@2`, digest };
    expect(gitMaterials(statement([{ uri: 'pkg:npm/x@1' }, material]), TABLE)).toEqual([
      {
        pointer: `${AT}/1`,
        material,
        repository: { value: REPO, pointer: `${AT}/1/uri` },
        ref: { value: 'refs/tags/v1@2', pointer: `${AT}/1/uri` },
        commits: [
          { value: COMMIT, pointer: `${AT}/1/digest/gitCommit` },
          { value: 'd'.repeat(40), pointer: `${AT}/1/digest/sha1` },
        ],
      },
    ]);
  });

  test('reads a material without ref', () => {
    expect(materials(`git+${REPO}`)).toMatchObject([{ repository: { value: REPO } }]);
    expect(materials(`git+${REPO}`)[0]).not.toHaveProperty('ref');
  });

  test.each([
    [`git+${REPO}.git@refs/heads/main`, `${REPO}.git`],
    ['git+https://GitHub.com/Acme/widgets@refs/heads/main', 'https://GitHub.com/Acme/widgets'],
    [
      'git+https://ghe.example:8443/acme/widgets@refs/heads/main',
      'https://ghe.example:8443/acme/widgets',
    ],
  ])('takes the URL of %s as it is written', (uri, repository) => {
    expect(materials(uri)).toMatchObject([{ repository: { value: repository } }]);
  });

  test.each([
    [`git+https://user@github.com/acme/widgets@refs/heads/main`],
    [`git+https://github.com@evil.example/acme/widgets@refs/heads/main`],
    [`git+${REPO}/sub@refs/heads/main`],
    [`git+${REPO}/@refs/heads/main`],
    [`git+${REPO}@${COMMIT}`],
    [`git+${REPO}@main`],
    [`git+${REPO}@refs/heads/main x`],
    [`git+${REPO} @refs/heads/main`],
    [`git+http://github.com/acme/widgets@refs/heads/main`],
    [`git+ssh://git@github.com/acme/widgets@refs/heads/main`],
    [`${REPO}@refs/heads/main`],
    [`Git+${REPO}@refs/heads/main`],
    ['git+https://github.com/acme'],
    [''],
    [7],
    [null],
  ])('%j is no source', (uri) => {
    expect(materials(uri)).toEqual([]);
  });

  test.each([
    [undefined],
    [null],
    [{}],
    ['git+https://github.com/acme/widgets'],
    [[null, 7, 'x', []]],
  ])('of %j as materials there is none', (list) => {
    expect(gitMaterials(statement(list), TABLE)).toEqual([]);
  });

  test('a digest that is no text is none', () => {
    const [material] = gitMaterials(
      statement([{ uri: `git+${REPO}`, digest: { gitCommit: 7 } }]),
      TABLE,
    );
    expect(material?.commits).toEqual([]);
  });

  test('T15: a hostile URI of a megabyte takes one pass', () => {
    for (const piece of ['a', '/', '@', 'refs/', ' ']) {
      const uri = `git+https://github.com/acme/${piece.repeat(1_000_000 / piece.length)}`;
      expect(materials(`${uri}\n`)).toEqual([]);
    }
  });
});

describe('sourceAmong', () => {
  const [own, other, third] = materials(
    `git+${REPO}@refs/heads/main`,
    'git+https://github.com/evil/widgets',
    'git+https://github.com/x/y',
  );
  const all = [other, own, third].flatMap((one) => one ?? []);

  test('is the one of the expected repository among several', () => {
    expect(sourceAmong(all, REPO)).toBe(own);
  });

  test('is the only one there is, whatever it names, so that a check can say what it is', () => {
    expect(sourceAmong(other ? [other] : [], REPO)).toBe(other);
  });

  test('is none when several name other repositories, or the same in another case', () => {
    expect(sourceAmong(all, 'https://github.com/acme/gadgets')).toBeUndefined();
    expect(sourceAmong(all, 'https://github.com/Acme/widgets')).toBeUndefined();
    expect(sourceAmong([], REPO)).toBeUndefined();
  });
});
