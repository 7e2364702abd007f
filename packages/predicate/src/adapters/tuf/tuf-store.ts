import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseTufState, serializeTufState, type TufState } from '../../tuf/tuf-state.ts';

/** Port to what is kept of repositories between refreshes. */
export interface TufStore {
  /** What was written last, or nothing. */
  read(repository: string): Promise<TufState | undefined>;
  write(repository: string, state: TufState): Promise<void>;
}

/**
 * A store in a folder, a file for each repository. The folder is made when it is first written to, for its owner alone.
 * Each file is replaced wholly or not at all.
 * @param folder absolute.
 */
export function createFileTufStore(folder: string): TufStore {
  const pathOf = (repository: string) => join(folder, `${encodeURIComponent(repository)}.tuf.json`);
  return {
    read: async (repository) => {
      try {
        return parseTufState(await readFile(pathOf(repository)));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
    },
    write: async (repository, state) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await replace(pathOf(repository), serializeTufState(state));
    },
  };
}

async function replace(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
