import { describe, expect, test } from 'vitest';
import { CONTAINER_BASED } from '../../src/build-types/container-based.ts';
import { checkRelease } from '../../src/checks/release.ts';
import type { CheckInput } from '../../src/checks/statement-check.ts';
import { assertRelease, type Release } from '../../src/release.ts';
import { COMMIT, checkInput, REPO, statement, TAG_REF } from './check-input.ts';

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

  describe('versioned tag (spec 1.5)', () => {
    const built = (tag: string, versionedTag: string) => {
      const ref = `refs/tags/${tag}`;
      return checkRelease(
        checkInput({
          release: { versionedTag, commit: COMMIT },
          claims: { sourceRepositoryRef: ref },
          change: (draft) => {
            draft.materials = [{ uri: `git+${REPO}@${ref}`, digest: { gitCommit: COMMIT } }];
            draft.workflow.ref = ref;
          },
        }),
      );
    };

    test.each([
      ['v1.2.3', 'v1.2.3', 'pass'],
      ['v1.2.3+build.7', 'v1.2.3', 'pass'],
      ['v1.2.3', 'v1.2.3+build.7', 'pass'],
      ['v1.2.3-rc.1', 'v1.2.3-rc.1', 'pass'],
      ['v1.2.3-rc.2', 'v1.2.3-rc.1', 'fail'],
      ['v1.2.3-rc.1', 'v1.2.3', 'fail'],
      ['v1.2.30', 'v1.2.3', 'fail'],
      ['1.2.3', 'v1.2.3', 'fail'],
      ['latest', 'v1.2.3', 'fail'],
    ])('built %s, asked %s: %s', (tag, versionedTag, status) => {
      expect(built(tag, versionedTag)).toMatchObject({ status });
    });

    test('a branch of that name is no tag', () => {
      const input = checkInput({
        release: { versionedTag: 'v1.2.3' },
        claims: { sourceRepositoryRef: 'refs/heads/v1.2.3' },
      });
      expect(checkRelease(input)).toMatchObject({ status: 'fail', expected: TAG_REF });
    });

    test.each([
      [{ versionedTag: 'v1' }, 'is no version'],
      [{ versionedTag: 'v1.2.3', tag: 'v1.2.3' }, 'both are given'],
      [{ versionedTag: 'v1.2.3', ref: TAG_REF }, 'both are given'],
    ])('malformed: %j is refused', (release, text) => {
      expect(() => assertRelease(release, { binding: 'ref' })).toThrow(text);
    });

    test('goes with the binding "ref" only', () => {
      expect(() => assertRelease({ versionedTag: 'v1.2.3' }, { binding: 'noneUnsafe' })).toThrow(
        'goes with the release binding "ref"',
      );
    });
  });

  describe('binding release-attestation', () => {
    const policy = { release: { binding: 'release-attestation' } } as const;
    const attestation = {
      name: 'release.json',
      tag: 'v1.2.3',
      repositoryId: '1001',
      tagObject: COMMIT,
      digests: [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`],
    };
    const judge = (change: object = {}, release: Release = { tag: 'v1.2.3', commit: COMMIT }) =>
      checkRelease(
        checkInput({
          policy,
          release,
          more: { releaseAttestations: [{ ...attestation, ...change }] },
        }),
      );

    test('holds when tag, repository, Git object and file are the release’s', () => {
      expect(judge()).toMatchObject({ status: 'pass' });
      expect(judge().message).toContain('the immutable release v1.2.3');
    });

    test('an annotated tag is known by its own object', () => {
      const tagObject = '7'.repeat(40);
      const release = { tag: 'v1.2.3', commit: COMMIT, tagObject };
      expect(judge({ tagObject }, release).status).toBe('pass');
      expect(judge({}, release).status).toBe('fail');
    });

    test.each([
      ['another tag', { tag: 'v1.2.4' }],
      ['no tag', { tag: undefined }],
      ['another repository', { repositoryId: '1002' }],
      ['another Git object', { tagObject: 'd'.repeat(40) }],
      ['no Git object', { tagObject: undefined }],
      ['another file', { digests: [`sha256:${'b'.repeat(64)}`] }],
      ['no files', { digests: [] }],
    ])('fails for a release attestation with %s', (_, change) => {
      expect(judge(change)).toMatchObject({ status: 'fail', reason: 'release_mismatch' });
    });

    test('fails when there is none, and says what to give', () => {
      const { status, hint } = checkRelease(checkInput({ policy }));
      expect(status).toBe('fail');
      expect(hint).toContain('bundle of the immutable release');
    });

    test('one of several will do', () => {
      const releaseAttestations = [{ ...attestation, tag: 'v1.2.4' }, attestation];
      const input = checkInput({ policy, more: { releaseAttestations } });
      expect(checkRelease(input).status).toBe('pass');
    });
  });

  describe('binding input:NAME', () => {
    const policy = { release: { binding: 'input', name: 'tag', branches: [MAIN] } } as const;
    const dispatched = (inputs: unknown, claims: object = {}): CheckInput => {
      const read = statement((draft) => {
        draft.materials = [{ uri: `git+${REPO}@${MAIN}`, digest: { sha1: COMMIT } }];
      });
      const predicate = structuredClone(read.predicate) as Record<string, Record<string, unknown>>;
      Object.assign(predicate.buildDefinition ?? {}, {
        externalParameters: { source: { uri: `git+${REPO}@${MAIN}` } },
        internalParameters: { GITHUB_EVENT_PAYLOAD: { inputs } },
      });
      return checkInput({
        policy,
        statement: { ...read, predicate },
        buildType: CONTAINER_BASED,
        claims: {
          sourceRepositoryRef: MAIN,
          workflowRef: MAIN,
          buildTrigger: 'workflow_dispatch',
          ...claims,
        },
      });
    };
    const INPUTS = '/predicate/buildDefinition/internalParameters/GITHUB_EVENT_PAYLOAD/inputs';

    test('holds when the input is the tag and the branch is listed', () => {
      expect(checkRelease(dispatched({ tag: 'v1.2.3' }))).toMatchObject({ status: 'pass' });
    });

    test.each([
      ['another tag', { tag: 'v1.2.4' }],
      ['no such input', { other: 'v1.2.3' }],
      ['no inputs', undefined],
      ['malformed: an input that is no text', { tag: ['v1.2.3'] }],
    ])('fails for %s', (_, inputs) => {
      expect(checkRelease(dispatched(inputs))).toMatchObject({
        status: 'fail',
        pointer: `${INPUTS}/tag`,
      });
    });

    test('fails for another event, which has no inputs whatever the payload says', () => {
      const input = dispatched({ tag: 'v1.2.3' }, { buildTrigger: 'push' });
      expect(checkRelease(input)).toMatchObject({ status: 'fail', pointer: 'certificate .20' });
    });

    test('fails for a branch that is not listed', () => {
      const input = dispatched({ tag: 'v1.2.3' }, { sourceRepositoryRef: 'refs/heads/evil' });
      expect(checkRelease(input).status).toBe('fail');
    });

    test('is not to be had from build types that record no inputs', () => {
      const input = checkInput({
        policy,
        claims: { sourceRepositoryRef: MAIN, buildTrigger: 'workflow_dispatch' },
        change: (draft) => {
          draft.materials = [{ uri: `git+${REPO}@${MAIN}`, digest: { gitCommit: COMMIT } }];
          draft.workflow.ref = MAIN;
        },
      });
      expect(checkRelease(input)).toMatchObject({ status: 'fail', actual: 'absent' });
    });
  });

  test('is not applicable only when the policy opts out and no ref is given', () => {
    const policy = { release: { binding: 'noneUnsafe' } } as const;
    expect(checkRelease(checkInput({ policy, release: {} })).status).toBe('not_applicable');
    expect(checkRelease(checkInput({ policy, release: { ref: MAIN } })).status).toBe('fail');
    expect(checkRelease(checkInput({ policy, release: { ref: TAG_REF } })).status).toBe('pass');
  });
});
