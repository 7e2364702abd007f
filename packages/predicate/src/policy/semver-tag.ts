/** `refs/tags/vX.Y.Z`: a release, no prerelease and no build metadata (spec.md 1.7). */
const SEMVER_TAG = /^refs\/tags\/v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/** JReleaser's tags end in `-java` (spec.md 1.9 E); of no other repository is that a release. */
const JRELEASER = 'https://github.com/jreleaser/release-action/';
const JRELEASER_TAG = /^refs\/tags\/v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)-java$/;

/** Whether a ref is a release's tag. */
export function isSemverTag(ref: string): boolean {
  return SEMVER_TAG.test(ref);
}

/**
 * Whether a name is that workflow at a release's tag. Compares whole strings: the workflow's URL is known and the rest
 * is the ref, so that no suffix, dot segment or encoding can hide in it.
 * @param url of the workflow, without a ref.
 */
export function isReleaseOf(url: string, name: string): boolean {
  if (!name.startsWith(`${url}@`)) return false;
  const ref = name.slice(url.length + 1);
  return isSemverTag(ref) || (url.startsWith(JRELEASER) && JRELEASER_TAG.test(ref));
}
