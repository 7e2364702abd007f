/** A tag that ends with a version: what is before it, the version, and a prerelease. */
const VERSION =
  /^(?<prefix>.*?)(?<major>\d{1,9})\.(?<minor>\d{1,9})\.(?<patch>\d{1,9})(?<pre>-[0-9A-Za-z.-]+)?$/;

/**
 * Whether a release takes the place of another of its lineage, by their tags: it is the same tag again, another try of it (`-retry`), or a
 * newer version that whoever asks for `^` of the old one gets. A prerelease takes nobody's place, and neither does a version that
 * breaks: who stays on the old line still needs it mended. Pure.
 * @see spec.md 2.2, `superseded`; 1.1 (`-retry`)
 */
export function supersedes(later: string, tag: string): boolean {
  if (isSameRelease(later, tag)) return true;
  const [next, old] = [versionOf(later), versionOf(withoutRetry(tag))];
  if (!next || !old || next.prefix !== old.prefix || next.isPrerelease) return false;
  return isNewer(next, old) && isCompatible(next, old);
}

/** Whether two tags are tries of one release. Pure. */
export function isSameRelease(one: string, other: string): boolean {
  return withoutRetry(one) === withoutRetry(other);
}

function withoutRetry(tag: string): string {
  return tag.replace(/-retry(?:\.\d{1,4})?$/, '');
}

interface Version {
  readonly prefix: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly isPrerelease: boolean;
}

function versionOf(tag: string): Version | undefined {
  const { prefix, major, minor, patch, pre } = VERSION.exec(tag)?.groups ?? {};
  if (prefix === undefined) return undefined;
  return {
    prefix,
    major: Number(major),
    minor: Number(minor),
    patch: Number(patch),
    isPrerelease: pre !== undefined,
  };
}

function isNewer(next: Version, old: Version): boolean {
  if (next.major !== old.major) return next.major > old.major;
  if (next.minor !== old.minor) return next.minor > old.minor;
  return next.patch > old.patch || (next.patch === old.patch && old.isPrerelease);
}

/** What `^` takes: the same first part that is not 0. */
function isCompatible(next: Version, old: Version): boolean {
  if (old.major > 0 || next.major > 0) return next.major === old.major;
  if (old.minor > 0 || next.minor > 0) return next.minor === old.minor;
  return next.patch === old.patch;
}
