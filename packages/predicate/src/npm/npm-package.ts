import type { Artifact } from '../artifact.ts';
import { PredicateError } from '../predicate-error.ts';

/** One version of a package. */
export interface NpmPackage {
  /** With its scope, for example `@acme/widgets`. */
  readonly name: string;
  /** Exact, for example `1.2.3`; a range or a tag is no version. */
  readonly version: string;
}

/** The characters that the registry has ever let into a name; old names have capitals. */
const NAME = /^(?:@[A-Za-z0-9~-][A-Za-z0-9._~-]*\/)?[A-Za-z0-9~-][A-Za-z0-9._~-]*$/;

/** SemVer 2.0.0, its shape: what goes into a path and is compared as a whole, and never ordered. */
const VERSION = /^[0-9]{1,16}\.[0-9]{1,16}\.[0-9]{1,16}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/**
 * Reads `name@version` or `@scope/name@version`. Pure.
 * @throws PredicateError ARTIFACT_INVALID: no such name, or anything but an exact version
 */
export function parseNpmPackage(text: string): NpmPackage {
  const at = text.lastIndexOf('@');
  const name = text.slice(0, Math.max(0, at));
  const version = text.slice(at + 1);
  if (name.length <= 214 && NAME.test(name) && version.length <= 256 && VERSION.test(version)) {
    return { name, version };
  }
  throw new PredicateError(
    'ARTIFACT_INVALID',
    `${JSON.stringify(text.slice(0, 300))} is no version of a package: write NAME@1.2.3 or @SCOPE/NAME@1.2.3.`,
  );
}

/** The package URL by which attestations name a version, percent-decoded. @see spec.md 1.6 and 1.9 B */
export function purlOf({ name, version }: NpmPackage): string {
  return `pkg:npm/${name}@${version}`;
}

/**
 * A version of a package as an artifact: named by its package URL, so that a tarball of another package or version is
 * not taken for it. Pure.
 * @param integrity `sha512-…` (Subresource Integrity), of the tarball.
 * @throws PredicateError ARTIFACT_INVALID: no SHA-512 in `integrity`, or two that differ
 */
export function npmArtifact(npmPackage: NpmPackage, integrity: string): Artifact {
  const name = purlOf(npmPackage);
  // several hashes may be given; only the strongest counts (W3C Subresource Integrity 3.2.4)
  const [sha512, ...others] = new Set(integrity.split(/\s+/).flatMap(sha512In));
  if (others.length > 0) {
    throw new PredicateError(
      'ARTIFACT_INVALID',
      `the registry gives ${others.length + 1} SHA-512 of ${name}, and npm would install a tarball with any of them.`,
    );
  }
  if (sha512 !== undefined) return { name, sha512, subjectName: name };
  throw new PredicateError(
    'ARTIFACT_INVALID',
    `the registry gives no SHA-512 of ${name}, and provenance of packages states no other digest: hash the tarball yourself.`,
  );
}

/** The digest in one hash of an integrity, in hex; none where it is another algorithm's. */
function sha512In(hash: string): readonly string[] {
  const [, base64] = /^sha512-([A-Za-z0-9+/]{86}==)(?:\?.*)?$/.exec(hash) ?? [];
  return base64 === undefined ? [] : [Buffer.from(base64, 'base64').toString('hex')];
}
