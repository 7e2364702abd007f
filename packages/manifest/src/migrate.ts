import { ManifestError } from './manifest-error.ts';

/** The version that this package writes. */
export const MANIFEST_VERSION = 1;

/** Makes a valid manifest of one version a valid one of the next. Pure; it may not look at anything else. */
export type MigrationStep = (manifest: object) => object;

/** The step from each version to the one after it. There is only version 1 so far. */
const STEPS: Readonly<Record<number, MigrationStep>> = {};

/**
 * A manifest of an older version as one of the newest; one of the newest is returned as it is. Pure. It does not judge
 * what it is given beyond the version: `parseManifest`, which calls it, validates the outcome.
 * @throws ManifestError VERSION_UNSUPPORTED: a later version, or one that there never was
 * @see docs/versions.md for how a new version comes about
 */
export function migrate(value: unknown): unknown {
  return migrateWith(value, { newest: MANIFEST_VERSION, steps: STEPS });
}

/** `migrate` with other versions than the real ones. */
export function migrateWith(
  value: unknown,
  { newest, steps }: { readonly newest: number; readonly steps: typeof STEPS },
): unknown {
  let manifest = value;
  for (let version = versionOf(value); version !== undefined && version !== newest; version += 1) {
    const step = Object.hasOwn(steps, version) ? steps[version] : undefined;
    if (!step || version > newest) throw unsupported(version, newest);
    manifest = { ...step(manifest as object), version: version + 1 };
  }
  return manifest;
}

/** The version that a document claims, or `undefined` for what the schema refuses anyway. */
function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'version')) {
    return undefined;
  }
  const { version } = value as { readonly version: unknown };
  return Number.isSafeInteger(version) ? Number(version) : undefined;
}

function unsupported(version: number, newest: number): ManifestError {
  const fix =
    version > newest
      ? `it was written by a later release of provkit: update this one, which knows versions up to ${newest}`
      : `there is no such version: the first is 1`;
  return new ManifestError('VERSION_UNSUPPORTED', `version ${version}: ${fix}`, {
    pointer: '/version',
  });
}
