import { MANIFEST_VERSION } from './migrate.ts';
import { assertManifest } from './parse-manifest.ts';
import type { Manifest } from './schema.ts';

/** Where the JSON Schema of the newest version is published; what editors look for. */
export const SCHEMA_ID = `https://provkit.dev/schema/manifest.v${MANIFEST_VERSION}.schema.json`;

/**
 * A manifest without entries. Pure.
 * @param repository owner/name.
 * @param now when it is begun: ms since 1970, UTC.
 * @throws ManifestError CHANGE_INVALID: that is no repository
 */
export function createManifest(repository: string, now: number): Manifest {
  const manifest = {
    $schema: SCHEMA_ID,
    version: MANIFEST_VERSION,
    repository,
    generated_at: new Date(now).toISOString(),
    entries: [],
  };
  return assertManifest(manifest, 'the new manifest', 'CHANGE_INVALID');
}
