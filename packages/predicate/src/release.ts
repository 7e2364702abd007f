import { isVersion } from './lock/compare-versions.ts';
import type { ReleaseBinding } from './policy/policy.ts';
import { PredicateError } from './predicate-error.ts';

/** The release that the provenance must be of. What is absent is not compared, unless the policy's binding needs it. */
export interface Release {
  /** Name of the Git tag, for example `v1.2.3`, without `refs/tags/`. */
  readonly tag?: string;
  /**
   * Instead of `tag`: a version that the tag must be, for example `v1.2.3`. All parts of SemVer count, the prerelease
   * too, and build metadata does not (spec.md 1.5).
   */
  readonly versionedTag?: string;
  /** The full ref that must have been built, for example `refs/heads/main`. */
  readonly ref?: string;
  /** The commit that the tag peels to: 40 or 64 lowercase hex digits. Never an artifact's digest. */
  readonly commit?: string;
  /** The Git object that the tag names, where that is not the commit: the tag object of an annotated tag. */
  readonly tagObject?: string;
  /** The Actions run that built the release. */
  readonly run?: {
    /** Decimal digits. */
    readonly id: string;
    /** The latest attempt that may have built it, from 1. */
    readonly attempt: number;
    /** Who started it, by their name on GitHub; whoever it is cannot approve its override. */
    readonly actor?: string;
  };
}

/** A Git object id: SHA-1, or SHA-256 in repositories of that format. */
export const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Checks a release, and that it has what the binding compares.
 * @throws PredicateError RELEASE_INVALID: a member that cannot be what it should be, or one that the binding misses
 */
export function assertRelease(release: Release, binding: ReleaseBinding): void {
  const problem = memberProblem(release) ?? bindingProblem(release, binding);
  if (problem !== undefined) throw new PredicateError('RELEASE_INVALID', problem);
}

function memberProblem(release: Release): string | undefined {
  const { tag, versionedTag, ref, commit, tagObject, run } = release;
  if (versionedTag !== undefined && !isVersion(versionedTag)) {
    return `the versioned tag ${versionedTag} is no version: write vX.Y.Z`;
  }
  if (versionedTag !== undefined && (tag !== undefined || ref !== undefined)) {
    return 'a versioned tag stands instead of a tag or ref, and both are given';
  }
  if (tag === '') return 'the tag is empty';
  if (tag?.startsWith('refs/'))
    return `the tag ${tag} is a ref: give its name alone, without refs/tags/`;
  if (ref !== undefined && !/^refs\/\S+$/.test(ref)) {
    return `the ref ${ref} is not a full one: refs/heads/… or refs/tags/…`;
  }
  if (commit !== undefined && !COMMIT.test(commit)) {
    return `the commit ${commit} is not 40 or 64 lowercase hexadecimal digits`;
  }
  if (tagObject !== undefined && !COMMIT.test(tagObject)) {
    return `the tag's object ${tagObject} is not 40 or 64 lowercase hexadecimal digits`;
  }
  if (run && !/^[1-9][0-9]*$/.test(run.id)) return `the run ${run.id} is not a decimal number`;
  if (run && !(Number.isSafeInteger(run.attempt) && run.attempt > 0)) {
    return `the attempt ${run.attempt} is not a whole number from 1`;
  }
  return undefined;
}

function bindingProblem(
  { tag, versionedTag, ref, commit }: Release,
  release: ReleaseBinding,
): string | undefined {
  const { binding } = release;
  if (binding !== 'ref' && versionedTag !== undefined) {
    return `a versioned tag goes with the release binding "ref", and the policy has ${JSON.stringify(binding)}`;
  }
  if (binding === 'ref' && tag === undefined && versionedTag === undefined)
    return 'the release binding "ref" needs the release’s tag';
  if (binding === 'ref' && ref !== undefined && ref !== `refs/tags/${tag}`) {
    return `the ref ${ref} is not the tag ${tag}, which the release binding "ref" asks for`;
  }
  if (binding !== 'ref' && binding !== 'noneUnsafe' && commit === undefined) {
    return `the release binding ${JSON.stringify(binding)} needs the commit that the release’s tag points to`;
  }
  if ((binding === 'input' || binding === 'release-attestation') && tag === undefined) {
    return `the release binding ${JSON.stringify(binding)} needs the release’s tag`;
  }
  if ('branches' in release && ref !== undefined && !release.branches.includes(ref)) {
    return `the ref ${ref} is not among the policy's release branches, ${release.branches.join(', ')}`;
  }
  return undefined;
}
