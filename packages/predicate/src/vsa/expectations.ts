import { PredicateError } from '../predicate-error.ts';
import { assertVsaSubject, type VsaSubject } from './expected-subject.ts';
import { readLevel } from './level.ts';

/** Exactly one of the two. */
type Either<A, B> =
  | (A & { readonly [Member in keyof B]?: never })
  | (B & { readonly [Member in keyof A]?: never });

type Subjects = Either<
  {
    /** What the summary must be about: every one must be among its subjects. */
    readonly subjects: readonly [VsaSubject, ...VsaSubject[]];
  },
  { readonly anySubjectUnsafe: true }
>;

type Verifier = Either<
  {
    /** `verifier.id`, byte for byte. Signer and verifier are one pair: a key vouches for this verifier and no other. */
    readonly verifierId: string;
  },
  { readonly anyVerifierUnsafe: true }
>;

type Resource = Either<
  {
    /** `resourceUri`, byte for byte: normally the URI that the artifact was fetched from. */
    readonly resourceUri: string;
  },
  { readonly anyResourceUnsafe: true }
>;

type RequiredLevels = Either<
  {
    /**
     * Each must be met: `SLSA_<TRACK>_LEVEL_<n>` by that level or a higher one of the track, any other value by
     * itself.
     */
    readonly levels: readonly [string, ...string[]];
  },
  { readonly anyLevelUnsafe: true }
>;

/** The policy that a summary must have been made by; every part that is given must be equal. */
export interface ExpectedVsaPolicy {
  readonly uri?: string;
  /** By algorithm; the summary must state each of them. */
  readonly digest?: Readonly<Record<string, string>>;
}

interface FurtherExpectations {
  /** A level that every transitive dependency must be at or above, for example `SLSA_BUILD_LEVEL_2`. */
  readonly dependencyLevel?: string;
  readonly policy?: ExpectedVsaPolicy;
  /** How long ago, in ms, it may have been verified at most; inclusive. */
  readonly maxAgeMs?: number;
}

/**
 * What a summary is held against. The four that SLSA says must be compared have to be stated or opted out of, each by a
 * member that ends in `Unsafe`.
 */
export type VsaExpectations = Subjects & Verifier & Resource & RequiredLevels & FurtherExpectations;

/** What must be stated, and the member by which one opts out of it. */
const REQUIRED = [
  ['subjects', 'anySubjectUnsafe'],
  ['verifierId', 'anyVerifierUnsafe'],
  ['resourceUri', 'anyResourceUnsafe'],
  ['levels', 'anyLevelUnsafe'],
] as const;

/**
 * @throws PredicateError VSA_INVALID: something required is missing or empty, both stated and opted out of, or
 *   malformed; ARTIFACT_INVALID: a subject cannot be compared
 */
export function assertExpectations(expected: VsaExpectations): void {
  for (const [member, optOut] of REQUIRED) {
    const isStated = expected[member] !== undefined;
    const isOptedOut = expected[optOut] === true;
    if (isStated && isOptedOut) refuse(`${member} and ${optOut} exclude each other`);
    if (!isStated && !isOptedOut) {
      refuse(`${member} is missing: state it, or opt out of it with ${optOut}`);
    }
    if (expected[member]?.length === 0) refuse(`${member} is empty`);
  }
  expected.subjects?.forEach(assertVsaSubject);
  expected.levels?.forEach(assertLevel);
  const { dependencyLevel, policy, maxAgeMs } = expected;
  if (dependencyLevel !== undefined) assertTrackLevel(dependencyLevel);
  if (policy) assertPolicy(policy);
  if (maxAgeMs !== undefined && !(Number.isFinite(maxAgeMs) && maxAgeMs > 0)) {
    refuse('maxAgeMs is not a positive number of milliseconds');
  }
}

function assertLevel(level: string): void {
  const read = readLevel(level);
  if (read.kind === 'malformed') refuse(`the level ${JSON.stringify(level)} is ${read.problem}`);
  if (read.kind === 'failed') refuse('the level FAILED cannot be met by what has passed');
}

function assertTrackLevel(level: string): void {
  const read = readLevel(level);
  if (read.kind !== 'track' || read.level === undefined) {
    refuse(`the level of dependencies ${JSON.stringify(level)} is no SLSA_<TRACK>_LEVEL_<n>`);
  }
}

function assertPolicy({ uri, digest }: ExpectedVsaPolicy): void {
  if (uri === '') refuse('the uri of the policy is empty');
  if (uri === undefined && digest === undefined) refuse('neither uri nor digest of the policy');
  if (digest) assertVsaSubject({ name: 'the policy', digest });
}

function refuse(message: string): never {
  throw new PredicateError('VSA_INVALID', `What the summary is held against: ${message}.`);
}
