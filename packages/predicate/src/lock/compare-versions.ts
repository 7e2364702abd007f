import compare from 'semver/functions/compare.js';
import valid from 'semver/functions/valid.js';

/**
 * Which of two tags is the later version, by SemVer 2.0 with prereleases and without build metadata: negative if the
 * first is older. `undefined` if one of them is no version, with or without a leading `v`.
 * @see spec.md 1.5, versioned-tag comparison
 */
export function compareVersions(a: string, b: string): number | undefined {
  return isVersion(a) && isVersion(b) ? compare(a, b) : undefined;
}

/** Whether a text is a version as it stands, with or without a leading `v`. */
export function isVersion(text: string): boolean {
  return valid(text) !== null && text.trim() === text;
}
