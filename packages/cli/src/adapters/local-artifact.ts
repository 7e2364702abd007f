import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { CliError } from '../cli-error.ts';

/** Where the file of a manifest entry is, or that there is none. */
export type LocalArtifact = { readonly path: string } | { readonly missing: string };

/**
 * The local file that an entry's `artifact_url` names: a path below the manifest's folder, after every link is followed
 * (T14): whoever can edit the manifest must not make us read the rest of the machine.
 * @param manifest absolute path of the manifest.
 * @throws CliError USAGE: a URL, or a path that leads out of the folder
 */
export async function findLocalArtifact(
  artifactUrl: string,
  manifest: string,
): Promise<LocalArtifact> {
  if (/^[a-z][a-z0-9+.-]*:/i.test(artifactUrl)) {
    throw new CliError(
      'USAGE',
      `artifact_url ${artifactUrl} is remote: this command reads local files, so give a path below the manifest's folder`,
    );
  }
  const folder = await realpath(dirname(manifest));
  const path = resolve(folder, artifactUrl);
  assertBelow(folder, path, artifactUrl);
  try {
    const real = await realpath(path);
    assertBelow(folder, real, artifactUrl);
    return { path: real };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { missing: path };
    throw error;
  }
}

function assertBelow(folder: string, path: string, artifactUrl: string): void {
  const way = relative(folder, path);
  const isBelow = way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  if (isBelow) return;
  throw new CliError(
    'USAGE',
    `artifact_url ${artifactUrl} leads out of the manifest's folder: only files below it are read`,
  );
}
