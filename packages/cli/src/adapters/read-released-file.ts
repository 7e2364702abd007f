import type { BundleSource } from '@provkit/predicate';
import { BUNDLE_SUFFIXES, digestFile, readBundleFile } from '@provkit/predicate/files';
import { accessFile } from '../access-file.ts';
import { findLocalFile } from './local-file.ts';
import type { LocalRelease } from './open-release.ts';

/**
 * The local file that an entry names, with the bundles beside it.
 * @param manifest absolute path of the manifest: nothing above its folder is read, whatever links say.
 * @throws CliError USAGE: the entry names a file elsewhere; FILE_UNREADABLE
 */
export async function readReleasedFile(
  artifactUrl: string,
  manifest: string,
): Promise<LocalRelease> {
  const name = `artifact_url ${artifactUrl}`;
  const found = await accessFile(name, 'read', () =>
    findLocalFile({ name, path: artifactUrl }, manifest),
  );
  if ('missing' in found) return found;
  const { path } = found;
  const digests = await accessFile(name, 'read', () => digestFile(path));
  const bundles = await releasedBundles(artifactUrl, path, manifest);
  return { artifact: { ...digests, name: artifactUrl }, bundles };
}

/** Named as the entry names the artifact, so that a report does not depend on where the manifest lies. */
async function releasedBundles(
  artifactUrl: string,
  artifact: string,
  manifest: string,
): Promise<readonly BundleSource[]> {
  const bundles: BundleSource[] = [];
  for (const suffix of BUNDLE_SUFFIXES) {
    const name = `${artifactUrl}${suffix}`;
    const place = { name, path: `${artifact}${suffix}` };
    const found = await accessFile(name, 'read', () => findLocalFile(place, manifest));
    if ('missing' in found) continue;
    const { content } = await accessFile(name, 'read', () => readBundleFile(found.path));
    bundles.push({ name, content });
  }
  return bundles;
}
