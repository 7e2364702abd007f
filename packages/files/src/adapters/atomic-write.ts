import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Mode of a file that was not there before. */
const NEW_FILE_MODE = 0o644;

/**
 * Replaces a file's content wholly or not at all, also across a power cut: the new content is on the disk before it
 * takes the name, and the name before this returns. The file's mode stays.
 * @param mayReplace asked at the last moment; when it says no, nothing happens. Default: yes.
 * @returns whether the file was replaced
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  mayReplace: () => Promise<boolean> = async () => true,
): Promise<boolean> {
  const folder = dirname(path);
  const temporary = join(folder, `${temporaryPrefix(path)}${randomUUID()}${SUFFIX}`);
  const mode = await modeOf(path);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.chmod(mode); // the process's umask does not count for a file that was there before
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (!(await mayReplace())) {
      await rm(temporary, { force: true });
      return false;
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
  return true;
}

/**
 * Removes what writers left that died before the renaming. Only for who holds the lock, since then nobody else is
 * writing.
 */
export async function removeUnfinished(path: string): Promise<void> {
  const folder = dirname(path);
  const prefix = temporaryPrefix(path);
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefix) && name.endsWith(SUFFIX))
      await rm(join(folder, name), { force: true });
  }
}

const SUFFIX = '.tmp';

function temporaryPrefix(path: string): string {
  return `.${basename(path)}.`;
}

async function modeOf(path: string): Promise<number> {
  try {
    const { mode } = await stat(path);
    return mode & 0o777;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return NEW_FILE_MODE;
    throw error;
  }
}

/** Makes the new name durable; on systems that cannot sync a folder the rename is all there is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  try {
    await handle?.sync().catch(() => undefined);
  } finally {
    await handle?.close();
  }
}
