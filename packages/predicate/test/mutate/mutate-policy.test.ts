import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  createSigstore,
  DEFAULT_CLAIMS,
  statementFor,
  type TestStatement,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { EXTENSIONS } from '../../src/certificate/claims.ts';
import { createVerifier } from '../../src/create-verifier.ts';
import { CLAIM_MUTATIONS } from '../../src/mutate/claim-mutations.ts';
import { judgeWorld } from '../../src/mutate/judge-world.ts';
import { MODEL_ARTIFACT, MODEL_RELEASE, modelWorld } from '../../src/mutate/model-world.ts';
import { mutatePolicy } from '../../src/mutate/mutate-policy.ts';
import type { World } from '../../src/mutate/world.ts';
import { definePolicy } from '../../src/policy/define-policy.ts';
import type { Policy, PolicyOptions } from '../../src/policy/policy.ts';
import { isPredicateError } from '../../src/predicate-error.ts';
import { parseTrustedRoot } from '../../src/trust/parse-trusted-root.ts';

const WORKFLOW = '.github/workflows/release.yml';
const policyOf = (options: Partial<PolicyOptions> = {}) =>
  definePolicy({
    source: 'github:acme/widgets',
    workflow: WORKFLOW,
    repositoryId: '1001',
    ownerId: '2002',
    ...options,
  });
const CAREFUL = policyOf();
const REPOSITORY_ONLY = definePolicy({
  source: 'github:acme/widgets',
  repositoryOnlyUnsafe: true,
  release: { binding: 'noneUnsafe' },
});
const survivors = (policy: Policy) =>
  mutatePolicy({ policy })
    .mutants.filter(({ outcome }) => outcome === 'survived')
    .map(({ name }) => name);

describe('mutatePolicy (T6)', () => {
  test('a careful policy tells every mutant from the release', () => {
    expect(survivors(CAREFUL)).toEqual([]);
    expect(mutatePolicy({ policy: CAREFUL }).score).toBe(1);
  });

  test('T9: of a repository alone it names the mutants that pass, each with what to state', () => {
    const { mutants, score } = mutatePolicy({ policy: REPOSITORY_ONLY });
    const survived = mutants.filter(({ outcome }) => outcome === 'survived');
    expect(survived.map(({ name }) => name)).toEqual([
      'another workflow of the repository signs',
      'built from another branch',
      'built from another tag',
      'the repository was registered anew by somebody else',
      'the owner’s name was registered anew by somebody else',
    ]);
    expect(survived.every(({ fix }) => fix !== undefined)).toBe(true);
    expect(score).toBeLessThan(1);
  });

  test.each<[string, Partial<PolicyOptions>, string]>([
    [
      'without the repository’s number',
      { repositoryId: undefined } as never,
      'the repository was registered anew by somebody else',
    ],
    [
      'that takes self-hosted runners',
      { runners: ['github-hosted', 'self-hosted'] },
      'built on a self-hosted runner',
    ],
    [
      'that takes pull_request_target',
      { triggers: ['push', 'pull_request_target'] },
      'triggered by pull_request_target',
    ],
  ])('a policy %s has exactly that survivor', (_, options, name) => {
    expect(survivors(policyOf(options))).toEqual([name]);
  });

  test('a signer at a branch is a survivor only for that branch’s other refs', () => {
    const signer = {
      workflow: 'https://github.com/acme/ci/.github/workflows/build.yml',
      ref: 'semver-tag',
    } as const;
    expect(survivors(policyOf({ workflow: undefined, signer } as never))).toEqual([]);
  });

  test('every expectation of a full policy is a control, and each is caught by the check that is meant', () => {
    const { controls, holds } = mutatePolicy({ policy: CAREFUL });
    expect(holds).toBe(true);
    const uncaught = controls.filter(({ outcome }) => outcome !== 'caught');
    expect(uncaught.map(({ name }) => name)).toEqual(['inputs']); // the model has none
    expect(controls.map(({ name }) => name)).toEqual([
      'signer',
      'issuer',
      'repository',
      'digest',
      'predicate type',
      'build type',
      'ref',
      'commit',
      'builder',
      'run',
      'parameters',
      'trigger',
      'runner',
      'deployment environment',
      'token subject',
      'further materials',
      'inputs',
      'repository id',
      'owner id',
      'deny list',
    ]);
  });

  test('what is not asked for cannot be changed, and is said', () => {
    const { controls } = mutatePolicy({ policy: REPOSITORY_ONLY });
    const unasked = controls
      .filter(({ outcome }) => outcome === 'not_asked')
      .map(({ name }) => name);
    expect(unasked).toEqual(['signer', 'ref', 'inputs']);
  });

  test.each<[string, Partial<PolicyOptions>]>([
    ['branches', { release: { binding: 'commit', branches: ['refs/heads/main'] } }],
    [
      'parameters',
      {
        externalParameters: {
          '/inputs/mode': { equals: 'fast' },
          '/inputs/size': { oneOf: [1, 2] },
        },
      },
    ],
    ['environments', { environments: ['release'], tokenSubjects: ['repo:acme/widgets'] }],
    [
      'a signer at a commit',
      {
        workflow: undefined,
        signer: { workflow: 'https://github.com/acme/ci/.github/workflows/b.yml', ref: 'commit' },
      } as never,
    ],
    [
      'a signer at an exact ref',
      {
        workflow: undefined,
        signer: {
          workflow: 'https://github.com/acme/ci/.github/workflows/b.yml',
          ref: { exact: 'refs/tags/v1' },
        },
      } as never,
    ],
  ])('finds a model release for a policy with %s', (_, options) => {
    expect(mutatePolicy({ policy: policyOf(options) })).toMatchObject({ holds: true, score: 1 });
  });

  test('malformed: a policy that no model fits is refused, and says what to do', () => {
    const policy = policyOf({ buildTypes: ['https://github.com/npm/cli/gha/v2'] });
    const run = () => mutatePolicy({ policy });
    expect(run).toThrow(/start from a real release/);
    try {
      run();
    } catch (error) {
      expect(isPredicateError(error) && error.code).toBe('POLICY_INVALID');
    }
  });

  test('a real release may be the start, and must be accepted by the policy', () => {
    const { artifacts, release, world } = realRelease();
    const start = { ...world, artifacts, release };
    expect(mutatePolicy({ policy: CAREFUL, release: start })).toMatchObject({
      holds: true,
      score: 1,
    });
    const other = policyOf({ source: 'github:acme/other' });
    expect(() => mutatePolicy({ policy: other, release: start })).toThrow(
      /refuses the release to start from \(identity/,
    );
  });
});

describe('what is said of a mutant without a signature', () => {
  const now = Date.parse('2026-01-31T12:00:00.000Z');
  const sigstore = createSigstore({ now: () => now });
  const trust = parseTrustedRoot(sigstore.trustedRoot, 'test root');

  test.each([
    ['a careful policy', CAREFUL],
    ['a repository alone', REPOSITORY_ONLY],
    ['self-hosted runners too', policyOf({ runners: ['github-hosted', 'self-hosted'] })],
  ])('is what the verifier says of a signed copy: %s', (_, policy) => {
    const question = { policy, artifacts: [MODEL_ARTIFACT], release: MODEL_RELEASE };
    const original = modelWorld(policy.expectations[0]);
    const worlds = [original, ...CLAIM_MUTATIONS.flatMap(({ change }) => change(original) ?? [])];
    const said = worlds.map((world) => judgeWorld(world, question).isAccepted);
    const verified = worlds.map((world) => {
      const content = JSON.stringify(signed(world));
      const { artifacts, release } = question;
      const report = createVerifier({ trust, policy }).verify({
        bundles: [{ name: 'copy.json', content }],
        artifacts,
        release,
        now: new Date(now),
      });
      return report.verdict === 'pass';
    });
    expect(said).toEqual(verified);
    expect(said[0]).toBe(true);
    expect(said.includes(false)).toBe(true);
  });

  function signed({ claims, statement }: World) {
    const extensions = Object.entries(EXTENSIONS).map(
      ([name, number]) => [number, claims[name as keyof typeof EXTENSIONS]] as const,
    );
    return sigstore.sign({
      san: claims.san,
      extensions: Object.fromEntries(extensions),
      statement: statement as TestStatement,
    });
  }
});

function realRelease() {
  const sha256 = createHash('sha256').update(ARTIFACT.bytes).digest('hex');
  const statement = statementFor();
  const base = modelWorld(CAREFUL.expectations[0]);
  return {
    artifacts: [{ name: ARTIFACT.name, sha256 }],
    release: { tag: 'v1.2.3', commit: DEFAULT_CLAIMS.sha, run: { id: '42', attempt: 1 } },
    world: { claims: base.claims, statement: statement as unknown as World['statement'] },
  };
}
