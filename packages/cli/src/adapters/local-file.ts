import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { CliError } from '../cli-error.ts';

/** Where the file of a manifest entry is, or that there is none. */
export type LocalFile = { readonly path: string } | { readonly missing: string };

/** A path and what errors call it. */
export interface NamedPath {
  readonly name: string;
  /** Relative to the manifest's folder, or absolute. */
  readonly path: string;
}

/**
 * The file of a manifest entry, or one that lies beside it: below the manifest's folder, after every link is followed
 * (T14), since whoever can edit the manifest must not make us read the rest of the machine.
 * @param manifest absolute path of the manifest.
 * @throws CliError USAGE: a path that leads out of the folder, or is none; the file system's error, untouched, unless it is
 *   that there is no such file
 */
export async function findLocalFile(
  { name, path }: NamedPath,
  manifest: string,
): Promise<LocalFile> {
  // a NUL ends a path for the system, and would be our own error for Node
  if (path.includes('\0')) throw new CliError('USAGE', `${name} is no path: it has a NUL in it`);
  const folder = await realpath(dirname(manifest));
  const whole = resolve(folder, path);
  assertBelow(folder, whole, name);
  try {
    const real = await realpath(whole);
    assertBelow(folder, real, name);
    return { path: real };
  } catch (error) {
    if (isMissing(error)) return { missing: whole };
    throw error;
  }
}

/** A file where the path wants a folder means that there is none there, too. */
function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function assertBelow(folder: string, path: string, name: string): void {
  const way = relative(folder, path);
  const isBelow = way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  if (isBelow) return;
  throw new CliError(
    'USAGE',
    `${name} leads out of the manifest's folder: only files below it are read`,
  );
}
