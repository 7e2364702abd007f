import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { FilesError } from '../files-error.ts';

/** A file's content, and what tells whether it is still that one. */
export interface ReadFile {
  readonly bytes: Buffer;
  readonly state: string;
}

/**
 * Reads a regular file of a size that is read: a device may have no end, and a pipe keeps its reader waiting for a writer.
 * @param name what errors call it.
 * @throws FilesError TOO_LARGE; the file system's error, with `code` EISDIR or EFTYPE where the path leads to no file
 */
export async function readRegularFile(
  path: string,
  name: string,
  maxBytes: number,
): Promise<ReadFile> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat({ bigint: true });
    if (!stats.isFile()) {
      const code = stats.isDirectory() ? 'EISDIR' : 'EFTYPE'; // the latter as in BSD: of an inappropriate type
      throw Object.assign(new Error(`${name} is no file`), { code });
    }
    if (stats.size > maxBytes) {
      const problem = `${stats.size} bytes, more than the ${maxBytes} that are read`;
      throw new FilesError('TOO_LARGE', `${name}: ${problem}`);
    }
    return { bytes: await file.readFile(), state: textOf(stats) };
  } finally {
    await file.close();
  }
}

/** The state of the file that a path leads to; empty where there is none. */
export async function stateOf(path: string): Promise<string> {
  try {
    return textOf(await stat(path, { bigint: true }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** Replaced, written to or touched, a file has another: nobody sets `ctime` by hand. */
function textOf({ dev, ino, size, mtimeNs, ctimeNs }: States): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

type States = Readonly<Record<'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs', bigint>>;
