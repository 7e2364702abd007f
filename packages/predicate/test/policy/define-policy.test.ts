import { describe, expect, test } from 'vitest';
import { BUILD_TYPES } from '../../src/build-types/known-build-types.ts';
import { definePolicy } from '../../src/policy/define-policy.ts';
import { isPredicateError } from '../../src/predicate-error.ts';

const SOURCE = 'github:acme/widgets';
const workflow = '.github/workflows/release.yml';

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isPredicateError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('definePolicy', () => {
  test('completes what is not stated with the safe choice', () => {
    expect(definePolicy({ source: SOURCE, workflow })).toEqual({
      match: 'any',
      expectations: [
        {
          repository: 'https://github.com/acme/widgets',
          signers: [{ signer: { kind: 'source-workflow', path: workflow }, maxLevel: 1 }],
          issuer: 'https://token.actions.githubusercontent.com',
          release: { binding: 'ref' },
          buildTypes: BUILD_TYPES,
          predicateType: 'https://slsa.dev/provenance/v1',
          externalParameters: {},
          triggers: ['push', 'release', 'create', 'workflow_dispatch'],
          checkout: 'same',
          materials: {},
          profiles: ['public-good'],
          denied: {},
        },
      ],
    });
  });

  test('T9: a repository without a signer is no policy, and the message names the choice', () => {
    const text = refusal(() => definePolicy({ source: SOURCE }));
    expect(text).toMatch(/^POLICY_INVALID: .*"workflow".*"signer".*"repositoryOnlyUnsafe"/);
  });

  test('two signers are one too many', () => {
    const both = { source: SOURCE, workflow, repositoryOnlyUnsafe: true } as const;
    expect(refusal(() => definePolicy(both))).toMatch(/^POLICY_INVALID: #: 2 signers are named/);
  });

  test('S1.2c: the alias github-actions/slsa-provenance is GitHub’s build type, signed by the workflow', () => {
    const policy = definePolicy({
      source: SOURCE,
      workflow,
      builder: 'github-actions/slsa-provenance',
    });
    const [{ buildTypes, signers }] = policy.expectations;
    expect(buildTypes.map(({ uri }) => uri)).toEqual([
      'https://actions.github.io/buildtypes/workflow/v1',
    ]);
    expect(signers[0]?.builder).toBeUndefined();
  });

  test('spec 1.7: no other alias has an expansion', () => {
    const text = refusal(() => definePolicy({ source: SOURCE, workflow, builder: 'gitlab/slsa' }));
    expect(text).toMatch(/^POLICY_INVALID: .*gitlab\/slsa/);
  });

  test('an alias needs the workflow that it stands for', () => {
    const options = {
      source: SOURCE,
      repositoryOnlyUnsafe: true,
      builder: 'github-actions/slsa-provenance',
    } as const;
    expect(refusal(() => definePolicy(options))).toMatch(/^POLICY_INVALID: .*"workflow"/);
  });

  test('a build type that is unknown cannot be accepted', () => {
    const options = { source: SOURCE, workflow, buildTypes: ['https://example.com/build'] };
    expect(refusal(() => definePolicy(options))).toMatch(
      /^POLICY_INVALID: .*https:\/\/example.com\/build/,
    );
  });

  describe('spec 1.7: a branch', () => {
    const of = (repository: string) =>
      ({
        workflow: `${repository}/.github/workflows/build.yml`,
        ref: { exact: 'refs/heads/main' },
      }) as const;
    const OTHER = 'https://github.com/acme/ci';

    test('of the source repository may be named as the ref of signer and builder', () => {
      const own = of('https://github.com/acme/widgets');
      const options = { source: 'github:acme/widgets', signer: own, builder: own };
      expect(definePolicy(options).expectations[0].signers).toMatchObject([
        { signer: { ref: own.ref }, builder: { ref: own.ref } },
      ]);
    });

    test.each(['signer', 'builder'])('of another repository is no exact ref of a %s', (member) => {
      const own = of('https://github.com/acme/widgets');
      const options = {
        source: 'github:acme/widgets',
        signer: own,
        builder: own,
        [member]: of(OTHER),
      };
      expect(refusal(() => definePolicy(options))).toMatch(
        new RegExp(
          `^POLICY_INVALID: #/${member}/ref/exact: refs/heads/main is a branch of another repository`,
        ),
      );
    });

    test('of a repository whose name begins with that of the source is of another one', () => {
      const options = {
        source: 'github:acme/widgets',
        signer: of('https://github.com/acme/widgets-evil'),
      };
      expect(refusal(() => definePolicy(options))).toContain('{"branchUnsafe":"main"}');
    });

    test('of another repository is accepted by its unsafe name, and named among the signers', () => {
      const { workflow } = of(OTHER);
      const signer = { workflow, ref: { branchUnsafe: 'main' } } as const;
      const options = { source: 'github:acme/widgets', signers: [{ signer }] };
      expect(definePolicy(options).expectations[0].signers).toMatchObject([
        { signer: { ref: signer.ref } },
      ]);
    });
  });
});
