import { randomUUID } from 'node:crypto';
import { open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

/** What a set-aside log has between its name and its ending: when, and something that nobody else has. */
const SEGMENT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-[0-9a-f]{8}$/;

/** The last ms of the year 9999: a later one has more digits, and would be no such name. */
const LAST_MS = 253_402_300_799_999;

/** Setting aside takes milliseconds: who has not done it by then was killed. */
const STALE_AFTER_MS = 60_000;

/**
 * Sets a log aside once it is large enough, unless another process is at it: then it is as well done at the next append.
 * One at a time, and each under a later name than the one before, so that names are in the order in which events were
 * stored. Every name is new: no file is ever replaced, and whoever has the old one open goes on writing to it, where
 * readers find it.
 */
export async function setAside(path: string, atBytes: number): Promise<void> {
  if (!Number.isFinite(atBytes)) return;
  const { size, mtimeMs } = await looked(path);
  if (size < atBytes) return;
  await alone(`${path}.aside`, mtimeMs, async (nowMs) => {
    if ((await looked(path)).size < atBytes) return; // another process has just set it aside
    const segment = await nextSegment(path, nowMs);
    await rename(path, segment).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error; // else it was deleted
    });
  });
}

/**
 * What was set aside of a log, the oldest first.
 * @throws the file system's error: a folder that may not be listed may hold more of the log
 */
export async function findSegments(path: string): Promise<readonly string[]> {
  const { folder, stem, ending } = partsOf(path);
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => name.startsWith(`${stem}.`) && name.endsWith(ending))
    .filter((name) => SEGMENT.test(name.slice(stem.length + 1, name.length - ending.length)))
    .sort()
    .map((name) => join(folder, name));
}

/** A name after all that were given, also where the clock was set back. */
async function nextSegment(path: string, nowMs: number): Promise<string> {
  const { folder, stem, ending } = partsOf(path);
  const last = (await findSegments(path)).at(-1);
  const time = Math.max(nowMs, last === undefined ? 0 : timeOf(last, path) + 1);
  const stamp = new Date(Math.min(time, LAST_MS)).toISOString().replaceAll(/[-:.]/g, '');
  return join(folder, `${stem}.${stamp}-${randomUUID().slice(0, 8)}${ending}`);
}

/** When a log was set aside, by its name, in ms since 1970. */
function timeOf(segment: string, path: string): number {
  const { stem, ending } = partsOf(path);
  const name = basename(segment);
  const parts = SEGMENT.exec(name.slice(stem.length + 1, name.length - ending.length)) ?? [];
  const [, year, month, day, hour, minute, second, ms] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`) || 0;
}

/**
 * Does it while a file says that it is done, and not at all where that file is there already. The time is the file
 * system's, which is one clock for all.
 * @param writtenMs when the log was written last: a file that is much older was left by a process that was killed
 */
async function alone(
  lock: string,
  writtenMs: number,
  task: (nowMs: number) => Promise<void>,
): Promise<void> {
  const file = await open(lock, 'wx').catch(async (error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
    const since = (await looked(lock)).mtimeMs;
    if (writtenMs - since > STALE_AFTER_MS) await unlink(lock).catch(() => {}); // gone by now
    return undefined;
  });
  if (!file) return;
  try {
    const { mtimeMs } = await file.stat();
    await task(Math.floor(mtimeMs));
  } finally {
    await file.close();
    await unlink(lock).catch(() => {}); // gone: somebody took it for one that a killed process left
  }
}

/** Empty, and of just now, where there is none; whatever else is wrong with it, opening it tells. */
async function looked(path: string): Promise<{ readonly size: number; readonly mtimeMs: number }> {
  return stat(path).catch(() => ({ size: 0, mtimeMs: Number.POSITIVE_INFINITY }));
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function partsOf(path: string) {
  const ending = extname(path);
  return { folder: dirname(path), stem: basename(path, ending), ending };
}
