import { randomUUID } from 'node:crypto';
import { readdir, rename, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

/** What a set-aside log has between its name and its ending: when, and something that nobody else has. */
const SEGMENT = /^\d{8}T\d{9}Z-[0-9a-f]{8}$/;

/**
 * Sets a log aside once it is large enough. Harmless when several processes do it at once, since every name is new: no
 * file is ever replaced, and whoever has the old one open goes on writing to it, where readers find it.
 */
export async function setAside(path: string, atBytes: number): Promise<void> {
  if (!Number.isFinite(atBytes)) return;
  const size = await stat(path).then(
    (stats) => stats.size,
    () => 0, // not there yet; whatever else is wrong with it, opening it tells
  );
  if (size < atBytes) return;
  const { folder, stem, ending } = partsOf(path);
  const time = new Date().toISOString().replaceAll(/[-:.]/g, '');
  const segment = join(folder, `${stem}.${time}-${randomUUID().slice(0, 8)}${ending}`);
  await rename(path, segment).catch((error: unknown) => {
    if (!isGone(error)) throw error; // gone: another process has just set it aside
  });
}

/**
 * What was set aside of a log, the oldest first.
 * @throws the file system's error: a folder that may not be listed may hold more of the log
 */
export async function findSegments(path: string): Promise<readonly string[]> {
  const { folder, stem, ending } = partsOf(path);
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (isGone(error)) return [];
    throw error;
  });
  return names
    .filter((name) => name.startsWith(`${stem}.`) && name.endsWith(ending))
    .filter((name) => SEGMENT.test(name.slice(stem.length + 1, name.length - ending.length)))
    .sort()
    .map((name) => join(folder, name));
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function partsOf(path: string) {
  const ending = extname(path);
  return { folder: dirname(path), stem: basename(path, ending), ending };
}
