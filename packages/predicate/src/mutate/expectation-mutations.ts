import { digestsOf } from '../artifact.ts';
import { urisOf } from '../build-types/known-build-types.ts';
import type { CheckId } from '../checks/catalog.ts';
import type { Expectations, SignerRule } from '../policy/policy.ts';
import type { Question } from './question.ts';

/** A change of the expectations after which a release that was good must be refused, by the check that is meant. */
export interface ExpectationMutation {
  /** What was changed, for people. */
  readonly name: string;
  /** The checks that are meant: the first of the order that compares the expectation. */
  readonly checks: readonly CheckId[];
  /** The changed question; `undefined` where the expectation was not stated, so that nothing can be changed. */
  readonly change: (question: Question) => Question | undefined;
}

/** Names that no honest release has. */
const OTHER = 'provkit-self-check';
const OTHER_WORKFLOW = `.github/workflows/${OTHER}.yml`;
const OTHER_REPOSITORY = `https://github.com/${OTHER}/${OTHER}`;
const OTHER_COMMIT = '0'.repeat(40);

/**
 * One mutation for each expectation (T6). A self-check that spoils the evidence instead fails at the signature, and never
 * exercises the comparison that an attacker with a genuine signature would meet.
 */
export const EXPECTATION_MUTATIONS: readonly ExpectationMutation[] = [
  {
    name: 'signer',
    checks: ['identity'],
    change: (question) =>
      isRepositoryOnly(question) ? undefined : each(question, { signers: () => [otherSigner()] }),
  },
  {
    name: 'issuer',
    checks: ['identity'],
    change: (question) => each(question, { issuer: () => 'https://example.invalid' }),
  },
  {
    name: 'repository',
    checks: ['identity', 'source'],
    change: (question) => each(question, { repository: () => OTHER_REPOSITORY }),
  },
  {
    name: 'digest',
    checks: ['subject'],
    change: (question) => ({ ...question, artifacts: question.artifacts.map(withOtherDigests) }),
  },
  {
    name: 'predicate type',
    checks: ['predicate-type'],
    change: (question) =>
      each(question, { predicateType: () => `https://example.invalid/${OTHER}` }),
  },
  {
    name: 'build type',
    checks: ['build-type'],
    change: (question) =>
      each(question, {
        buildTypes: ({ buildTypes }) => buildTypes.map(renamed),
        signers: ({ signers }) => signers.map(anyBuildType),
      }),
  },
  { name: 'ref', checks: ['release'], change: withOtherRef },
  {
    name: 'commit',
    checks: ['material'],
    change: ({ release, ...question }) =>
      release.commit === undefined
        ? undefined
        : { ...question, release: { ...release, commit: OTHER_COMMIT } },
  },
  {
    name: 'builder',
    checks: ['builder'],
    change: (question) =>
      each(question, {
        signers: ({ signers }) =>
          signers.map((rule) => ({ ...rule, builder: { kind: 'id', id: OTHER } })),
      }),
  },
  {
    name: 'run',
    checks: ['run'],
    change: ({ release, ...question }) =>
      release.run && {
        ...question,
        release: { ...release, run: { ...release.run, id: `${release.run.id}0` } },
      },
  },
  {
    name: 'parameters',
    checks: ['external-parameters'],
    change: (question) =>
      each(question, {
        externalParameters: (one) => ({
          ...one.externalParameters,
          [`/${OTHER}`]: { equals: OTHER },
        }),
      }),
  },
  {
    name: 'trigger',
    checks: ['environment'],
    change: (question) => each(question, { triggers: () => [OTHER] }),
  },
  {
    name: 'runner',
    checks: ['environment'],
    change: (question) =>
      each(question, {
        runners: () => [OTHER],
        signers: ({ signers }) => signers.map(({ runners: _, ...rule }) => rule),
      }),
  },
  {
    name: 'deployment environment',
    checks: ['environment'],
    change: (question) => each(question, { environments: () => [OTHER] }),
  },
  {
    name: 'token subject',
    checks: ['environment'],
    change: (question) => each(question, { tokenSubjects: () => [OTHER] }),
  },
  {
    name: 'further materials',
    checks: ['material'],
    change: (question) =>
      each(question, { materials: () => ({ [OTHER_REPOSITORY]: { sha1: OTHER_COMMIT } }) }),
  },
  {
    name: 'inputs',
    checks: ['external-parameters'],
    change: (question) =>
      question.policy.expectations.every(({ inputs }) => inputs)
        ? each(question, {
            inputs: ({ inputs = {} }) => ({ ...inputs, [OTHER]: { equals: OTHER } }),
          })
        : undefined,
  },
  {
    name: 'repository id',
    checks: ['ids'],
    change: (question) => each(question, { repositoryId: () => '9'.repeat(19) }),
  },
  {
    name: 'owner id',
    checks: ['ids'],
    change: (question) => each(question, { ownerId: () => '9'.repeat(19) }),
  },
  {
    name: 'deny list',
    checks: ['denied'],
    change: (question) =>
      each(question, {
        denied: () => ({
          artifacts: question.artifacts
            .flatMap(digestsOf)
            .map(([algorithm, digest]) => `${algorithm}:${digest}`),
        }),
      }),
  },
];

type Changes = {
  readonly [member in keyof Expectations]?: (one: Expectations) => Expectations[member];
};

/** The question with members of each set of expectations replaced. */
function each(question: Question, changes: Changes): Question {
  const change = (one: Expectations): Expectations => {
    const members = Object.entries(changes).map(([member, value]) => [member, value(one)]);
    return { ...one, ...Object.fromEntries(members) } as Expectations; // each change returns its member's type
  };
  const [first, ...others] = question.policy.expectations;
  return {
    ...question,
    policy: { ...question.policy, expectations: [change(first), ...others.map(change)] },
  };
}

function isRepositoryOnly({ policy }: Question): boolean {
  return policy.expectations.some(({ signers }) =>
    signers.some(({ signer }) => signer.kind === 'repository-only'),
  );
}

function otherSigner(): SignerRule {
  return { signer: { kind: 'source-workflow', path: OTHER_WORKFLOW }, maxLevel: 1 };
}

function anyBuildType({ buildTypes: _, ...rule }: SignerRule): SignerRule {
  return rule;
}

function renamed(
  buildType: Expectations['buildTypes'][number],
): Expectations['buildTypes'][number] {
  const { otherUris: _, ...rest } = buildType;
  return {
    ...rest,
    uri: `https://example.invalid/${encodeURIComponent(urisOf(buildType)[0] ?? OTHER)}`,
  };
}

/** A different last digit: as near to the right digest as a wrong one can be. */
function withOtherDigests(artifact: Question['artifacts'][number]): Question['artifacts'][number] {
  const digests = digestsOf(artifact).map(
    ([algorithm, digest]) =>
      [algorithm, `${digest.slice(0, -1)}${digest.endsWith('0') ? '1' : '0'}`] as const,
  );
  return { ...artifact, ...Object.fromEntries(digests) };
}

/**
 * Another tag, version, ref or branch, whichever was asked for; of several sets of expectations each one's, so that none of
 * them holds by its own. Where a set takes any ref there is nothing to change.
 */
function withOtherRef(question: Question): Question | undefined {
  const { release } = question;
  if (release.ref !== undefined) {
    return {
      ...each(question, { release: () => ({ binding: 'noneUnsafe' }) }),
      release: { ...release, ref: `${release.ref}-${OTHER}` },
    };
  }
  if (question.policy.expectations.some(({ release: { binding } }) => binding === 'noneUnsafe')) {
    return undefined;
  }
  const { tag, versionedTag } = release;
  return {
    ...each(question, { release: withOtherBranches }),
    release: {
      ...release,
      ...(tag !== undefined && { tag: `${tag}-${OTHER}` }),
      ...(versionedTag !== undefined && { versionedTag: `v0.0.0-${OTHER}` }),
    },
  };
}

function withOtherBranches({ release }: Expectations): Expectations['release'] {
  return 'branches' in release ? { ...release, branches: [`refs/heads/${OTHER}`] } : release;
}
