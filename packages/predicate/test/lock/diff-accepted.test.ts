import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffAccepted } from '../../src/lock/diff-accepted.ts';
import type { AcceptedRelease } from '../../src/lock/lineage.ts';
import { REPO, SIGNER, TAG_REF } from '../checks/check-input.ts';
import { accepted } from './accepted.ts';

const OWN = `${REPO}/.github/workflows/release.yml`;
const REUSABLE = 'https://github.com/acme/ci/.github/workflows/build.yml';
const COMMIT = 'd'.repeat(40);

function changes(before: Partial<AcceptedRelease>, after: Partial<AcceptedRelease>) {
  const unset = { externalParameters: {} };
  const [from, to] = [accepted({ ...unset, ...before }), accepted({ ...unset, ...after })];
  return diffAccepted(from, to).map(
    ({ text, isBenign }) => `${isBenign ? 'benign' : 'look'}: ${text}`,
  );
}

describe('diffAccepted (T12)', () => {
  test('finds nothing between a release and the next of the same making', () => {
    const next = {
      tag: 'v1.3.0',
      commit: COMMIT,
      ref: 'refs/tags/v1.3.0',
      signer: `${OWN}@refs/tags/v1.3.0`,
      builderId: `${OWN}@refs/tags/v1.3.0`,
      artifacts: [`sha256:${'f'.repeat(64)}`],
      externalParameters: {
        workflow: {
          ref: 'refs/tags/v1.3.0',
          repository: REPO,
          path: '.github/workflows/release.yml',
        },
      },
      acceptedAt: '2026-02-01T00:00:00.000Z',
    };
    expect(diffAccepted(accepted(), accepted(next))).toEqual([]);
  });

  test('finds a tag that was moved, and not another build of the same commit', () => {
    expect(changes({}, { commit: 'e'.repeat(40) })).toEqual([
      'look: the tag v1.2.2 names another commit than when it was accepted',
    ]);
    expect(changes({}, { artifacts: [`sha256:${'f'.repeat(64)}`] })).toEqual([]);
  });

  test.each<[string, Partial<AcceptedRelease>, Partial<AcceptedRelease>, string[]]>([
    ['the runner', {}, { runnerEnvironment: 'self-hosted' }, ['look: runner became self-hosted']],
    [
      'a runner that was not known',
      { runnerEnvironment: undefined } as never,
      { runnerEnvironment: 'self-hosted' },
      ['look: runner is stated now'],
    ],
    [
      'a runner that is not known any more',
      {},
      { runnerEnvironment: undefined } as never,
      ['look: runner is no longer stated'],
    ],
    [
      'a runner that is known now',
      { runnerEnvironment: undefined } as never,
      {},
      ['benign: runner is stated now'],
    ],
    [
      'the signer’s ref',
      { signer: `${REUSABLE}@refs/tags/v1.0.0` },
      { signer: `${REUSABLE}@refs/heads/main` },
      ['look: signer ref moved from tag to branch'],
    ],
    [
      'the signer’s ref, from a commit',
      { signer: `${REUSABLE}@${COMMIT}` },
      { signer: `${REUSABLE}@refs/tags/v1.0.0` },
      ['look: signer ref moved from commit to tag'],
    ],
    [
      'the signer’s version',
      { signer: `${REUSABLE}@refs/tags/v1.0.0` },
      { signer: `${REUSABLE}@refs/tags/v1.1.0` },
      ['benign: signer moved to another tag'],
    ],
    [
      'the signer’s version, backward',
      { signer: `${REUSABLE}@refs/tags/v1.10.0` },
      { signer: `${REUSABLE}@refs/tags/v1.9.0` },
      ['look: signer moved to another tag'],
    ],
    [
      'the signer’s tag, to a prerelease',
      { signer: `${REUSABLE}@refs/tags/v1.0.0` },
      { signer: `${REUSABLE}@refs/tags/v1.1.0-rc.1` },
      ['look: signer moved to another tag'],
    ],
    [
      'the signer’s branch',
      { signer: `${REUSABLE}@refs/heads/main` },
      { signer: `${REUSABLE}@refs/heads/x` },
      ['look: signer moved to another branch'],
    ],
    ['the signer', {}, { signer: `${REUSABLE}@${TAG_REF}` }, ['look: another signer']],
    [
      'a signer whose name only ends the same',
      {},
      { signer: SIGNER.replace('release.yml', 'release.yml@refs/x.yml') },
      ['look: another signer'],
    ],
    ['the builder', {}, { builderId: 'https://example.com/builder' }, ['look: another builder']],
    [
      'the ref, to a branch',
      {},
      { ref: 'refs/heads/main' },
      ['look: built from a branch instead of a tag'],
    ],
    [
      'the branch',
      { ref: 'refs/heads/main' },
      { ref: 'refs/heads/x' },
      ['look: built from another branch'],
    ],
    [
      'the numbers',
      {},
      { repositoryId: '7', ownerId: '8' },
      [
        'look: number of the repository (its name may have been registered anew) changed',
        'look: number of the owner (the name may have been registered anew) changed',
      ],
    ],
    [
      'the predicate type, forward',
      { predicateType: 'https://slsa.dev/provenance/v0.2' },
      {},
      ['benign: predicate type changed'],
    ],
    [
      'the predicate type, backward',
      {},
      { predicateType: 'https://slsa.dev/provenance/v0.2' },
      ['look: predicate type changed'],
    ],
    [
      'the instance of Sigstore (T8)',
      {},
      { profile: 'github' },
      ['look: instance of Sigstore changed'],
    ],
    [
      'the issuer',
      {},
      { issuer: 'https://token.actions.ghe.example' },
      ['look: issuer of the signer’s token changed'],
    ],
    [
      'the environment',
      { deploymentEnvironment: 'release' },
      {},
      ['look: deployment environment is no longer stated'],
    ],
    [
      'the parameters',
      { externalParameters: { inputs: { mode: 'fast', gone: 1 }, same: TAG_REF } },
      { externalParameters: { inputs: { mode: 'slow', added: [true] }, same: TAG_REF } },
      [
        'look: new external parameter /inputs/added/0',
        'look: missing external parameter /inputs/gone',
        'look: other value of external parameter /inputs/mode',
      ],
    ],
  ])('says in words what is different about %s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  test('a parameter that only looks like the mark for the release’s own ref is another value', () => {
    expect(
      changes({ externalParameters: { x: TAG_REF } }, { externalParameters: { x: '{ref}' } }),
    ).toEqual(['look: other value of external parameter /x']);
  });

  test('a release never differs from itself', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.string({ minLength: 1 }),
        (parameters, signer) => {
          const release = accepted({ externalParameters: parameters, signer });
          expect(diffAccepted(release, structuredClone(release))).toEqual([]);
        },
      ),
    );
  });

  test('whatever parameter is different is told of', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b) && !Object.is(a, -0) && !Object.is(b, -0));
        const isEmpty = (value: unknown) => JSON.stringify(value).match(/-0/) !== null;
        fc.pre(!isEmpty(a) && !isEmpty(b));
        const before = accepted({ externalParameters: { x: a } });
        const after = accepted({ externalParameters: { x: b } });
        const isSameButForOrder = canonical(a) === canonical(b);
        expect(diffAccepted(before, after).length > 0).toBe(!isSameButForOrder);
      }),
    );
  });
});

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
