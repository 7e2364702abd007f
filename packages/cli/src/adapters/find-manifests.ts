import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_NAME, REPORTS } from '../manifest-places.ts';

/** Paths of the manifests in `docs/reports/<date>/`, relative to a folder, sorted. */
export async function findManifests(cwd: string): Promise<readonly string[]> {
  const folders = await readdir(join(cwd, REPORTS), { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const folder of folders.filter((entry) => entry.isDirectory())) {
    const names = await readdir(join(cwd, REPORTS, folder.name));
    if (names.includes(MANIFEST_NAME)) found.push(`${REPORTS}/${folder.name}/${MANIFEST_NAME}`);
  }
  return found.toSorted();
}
