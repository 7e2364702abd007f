import { describe, expect, test } from 'vitest';
import { checkMaterial } from '../../src/checks/material.ts';
import { COMMIT, checkInput, type Draft, REPO, TAG_REF } from './check-input.ts';

const OTHER = 'd'.repeat(40);
const URI = `git+${REPO}@${TAG_REF}`;

function withMaterials(...materials: Draft['materials']) {
  return (draft: Draft) => {
    draft.materials = materials;
  };
}

describe('check material (S1.2b, spec 1.6)', () => {
  test('holds when material and certificate are the release commit', () => {
    expect(checkMaterial(checkInput({}))).toMatchObject({ status: 'pass', actual: COMMIT });
  });

  test('holds for a SHA-256 repository', () => {
    const commit = 'e'.repeat(64);
    const input = checkInput({
      change: withMaterials({ uri: URI, digest: { gitCommit: commit } }),
      claims: { sourceRepositoryDigest: commit },
      release: { tag: 'v1.2.3', commit },
    });
    expect(checkMaterial(input)).toMatchObject({ status: 'pass', actual: commit });
  });

  test('without an expected commit the certificate’s must be built, and the report says so', () => {
    const result = checkMaterial(checkInput({ release: { tag: 'v1.2.3' } }));
    expect(result).toMatchObject({ status: 'pass' });
    expect(result.message).toContain('no commit was asked for');
    const other = checkInput({
      release: { tag: 'v1.2.3' },
      change: withMaterials({ uri: URI, digest: { gitCommit: OTHER } }),
    });
    expect(checkMaterial(other)).toMatchObject({ status: 'fail', actual: OTHER });
  });

  test('T10: fails for another commit', () => {
    const release = { tag: 'v1.2.3', commit: OTHER };
    expect(checkMaterial(checkInput({ release }))).toMatchObject({
      status: 'fail',
      reason: 'material_mismatch',
      expected: OTHER,
      actual: COMMIT,
    });
  });

  test('fails when only the certificate names another commit', () => {
    const input = checkInput({ claims: { sourceRepositoryDigest: OTHER } });
    expect(checkMaterial(input)).toMatchObject({ status: 'fail', pointer: 'certificate .13' });
  });

  test('fails when two digests of one material differ', () => {
    const input = checkInput({
      change: withMaterials({ uri: URI, digest: { gitCommit: COMMIT, sha1: OTHER } }),
    });
    expect(checkMaterial(input)).toMatchObject({ status: 'fail', actual: OTHER });
  });

  test('fails when two materials name the source repository', () => {
    const material = { uri: URI, digest: { gitCommit: COMMIT } };
    const input = checkInput({ change: withMaterials(material, material) });
    expect(checkMaterial(input)).toMatchObject({ status: 'fail', reason: 'material_mismatch' });
  });

  test.each([
    ['no digest', {}],
    ['an artifact digest', { sha256: 'a'.repeat(64) }],
    ['upper case', { gitCommit: 'C'.repeat(40) }],
    ['an abbreviated commit', { gitCommit: 'c'.repeat(12) }],
  ])('malformed: %s is predicate_malformed', (_, digest) => {
    const input = checkInput({ change: withMaterials({ uri: URI, digest }) });
    expect(checkMaterial(input)).toMatchObject({ status: 'fail', reason: 'predicate_malformed' });
  });

  describe('further materials that the policy lists (spec 1.6)', () => {
    const IMAGE = 'docker://example.com/builder';
    const judge = (materials: { uri?: string; digest?: Record<string, string> }[]) =>
      checkMaterial(
        checkInput({
          policy: { materials: { [IMAGE]: { sha256: 'f'.repeat(64) } } },
          change: (draft) => draft.materials.push(...materials),
        }),
      );

    test('hold when they are there with their digest', () => {
      const digest = { sha256: 'f'.repeat(64), sha1: '1'.repeat(40) };
      expect(judge([{ uri: IMAGE, digest }]).status).toBe('pass');
    });

    test.each([
      ['is absent', []],
      ['has another digest', [{ uri: IMAGE, digest: { sha256: '0'.repeat(64) } }]],
      ['has no digest', [{ uri: IMAGE }]],
      ['has another name', [{ uri: `${IMAGE}2`, digest: { sha256: 'f'.repeat(64) } }]],
    ])('fail when one %s', (_, materials) => {
      expect(judge(materials)).toMatchObject({ status: 'fail', reason: 'material_mismatch' });
    });
  });
});
