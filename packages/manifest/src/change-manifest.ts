import { assertManifest } from './parse-manifest.ts';
import type { Manifest } from './schema.ts';
import { serializeManifest } from './serialize-manifest.ts';

/** A manifest, and the text that stands for it. */
export interface ChangedManifest {
  readonly manifest: Manifest;
  readonly content: string;
}

/**
 * What a caller's function makes of a manifest, ready to be written: nothing that could not be read again. Pure, as far as
 * the function is.
 * @throws ManifestError CHANGE_INVALID; whatever `change` throws
 */
export function changeManifest(
  manifest: Manifest,
  change: (manifest: Manifest) => Manifest,
): ChangedManifest {
  const changed = change(manifest);
  if (changed !== manifest) assertManifest(changed, 'the changed manifest', 'CHANGE_INVALID');
  return { manifest: changed, content: serializeManifest(changed) };
}
