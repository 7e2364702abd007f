/** Where manifests are (S1.1): `docs/reports/<date>/manifest.json`. */
export const REPORTS = 'docs/reports';
export const MANIFEST_NAME = 'manifest.json';

/** Whether a path is that of a manifest in its usual place. */
export function isManifestPath(path: string): boolean {
  return /^docs\/reports\/[^/]+\/manifest\.json$/.test(path);
}
