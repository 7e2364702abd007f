import { describe, expect, test } from 'vitest';
import { checkRelease } from '../../src/checks/release.ts';
import { COMMIT, checkInput, REPO, TAG_REF } from './check-input.ts';

const MAIN = 'refs/heads/main';

describe('check release (S1.2a, spec 1.5)', () => {
  test('holds when certificate, material and workflow all name the tag', () => {
    expect(checkRelease(checkInput({}))).toMatchObject({
      status: 'pass',
      expected: TAG_REF,
      actual: TAG_REF,
    });
  });

  test.each([
    ['another tag', { release: { tag: 'v1.2.4', commit: COMMIT } }, TAG_REF, 'certificate .14'],
    [
      'a prefix of the tag',
      { release: { tag: 'v1.2', commit: COMMIT } },
      TAG_REF,
      'certificate .14',
    ],
    [
      'a branch in the certificate',
      { claims: { sourceRepositoryRef: MAIN } },
      MAIN,
      'certificate .14',
    ],
  ])('fails for %s', (_, parts, actual, pointer) => {
    expect(checkRelease(checkInput(parts))).toMatchObject({
      status: 'fail',
      reason: 'release_mismatch',
      actual,
      pointer,
    });
  });

  test('fails when only the material names another ref', () => {
    const input = checkInput({
      change: (draft) => {
        draft.materials = [{ uri: `git+${REPO}@${MAIN}`, digest: { gitCommit: COMMIT } }];
      },
    });
    expect(checkRelease(input)).toMatchObject({
      status: 'fail',
      actual: `git+${REPO}@${MAIN}`,
      pointer: '/predicate/buildDefinition/resolvedDependencies/0/uri',
    });
  });

  test('fails when only the workflow parameters name another ref', () => {
    const input = checkInput({
      change: (draft) => {
        draft.workflow.ref = MAIN;
      },
    });
    expect(checkRelease(input)).toMatchObject({
      status: 'fail',
      pointer: '/predicate/buildDefinition/externalParameters/workflow/ref',
    });
  });

  test('malformed: a ref that is no text fails', () => {
    const input = checkInput({
      change: (draft) => {
        draft.workflow.ref = 7;
      },
    });
    expect(checkRelease(input)).toMatchObject({ status: 'fail', actual: '7' });
  });

  test('malformed: a material without a ref fails', () => {
    const input = checkInput({
      change: (draft) => {
        draft.materials = [{ uri: `git+${REPO}`, digest: { gitCommit: COMMIT } }];
      },
    });
    expect(checkRelease(input)).toMatchObject({ status: 'fail', actual: `git+${REPO}` });
  });

  test('a branch build of a tag release is told about the binding "commit"', () => {
    const { hint } = checkRelease(checkInput({ claims: { sourceRepositoryRef: MAIN } }));
    expect(hint).toContain('"commit"');
  });

  describe('binding commit', () => {
    const policy = { release: { binding: 'commit', branches: [MAIN, 'refs/heads/next'] } } as const;
    const branchBuild = {
      policy,
      claims: { sourceRepositoryRef: MAIN },
      change: (draft: { materials: unknown[]; workflow: Record<string, unknown> }) => {
        draft.materials = [{ uri: `git+${REPO}@${MAIN}`, digest: { gitCommit: COMMIT } }];
        draft.workflow.ref = MAIN;
      },
    };

    test('holds for a release branch', () => {
      expect(checkRelease(checkInput(branchBuild))).toMatchObject({ status: 'pass', actual: MAIN });
    });

    test('fails for a branch that is not listed', () => {
      const other = { release: { binding: 'commit', branches: ['refs/heads/next'] } } as const;
      expect(checkRelease(checkInput({ ...branchBuild, policy: other }))).toMatchObject({
        status: 'fail',
        actual: MAIN,
      });
    });

    test('fails when two places name two branches, both of them listed', () => {
      const mixed = { ...branchBuild, claims: { sourceRepositoryRef: 'refs/heads/next' } };
      expect(checkRelease(checkInput(mixed))).toMatchObject({
        status: 'fail',
        actual: `git+${REPO}@${MAIN}`,
      });
    });
  });

  test('is not applicable only when the policy opts out and no ref is given', () => {
    const policy = { release: { binding: 'noneUnsafe' } } as const;
    expect(checkRelease(checkInput({ policy, release: {} })).status).toBe('not_applicable');
    expect(checkRelease(checkInput({ policy, release: { ref: MAIN } })).status).toBe('fail');
    expect(checkRelease(checkInput({ policy, release: { ref: TAG_REF } })).status).toBe('pass');
  });
});
