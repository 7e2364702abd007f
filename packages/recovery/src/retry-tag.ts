/**
 * The tag of another try (S3.5): `v1.2.3-retry`, then `v1.2.3-retry.2`. To SemVer that is a prerelease, which `^1.2.3` does not
 * match: the next patch version is the better way, and a person's to take. Pure.
 * @see spec.md 1.1
 */
export function retryTag(tag: string): string {
  const [, base = tag, number] = /^(.*)-retry(?:\.(\d{1,4}))?$/.exec(tag) ?? [];
  if (base === tag) return `${tag}-retry`;
  return `${base}-retry.${Number(number ?? 1) + 1}`;
}
