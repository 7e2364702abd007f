import { writeFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileStore, type FileStoreOptions } from '../../src/adapters/file.ts';
import {
  addEntry,
  createManifest,
  type Entry,
  serializeManifest,
  setEntry,
} from '../../src/index.ts';
import { manifestWith } from '../arbitrary-manifest.ts';

const KEY = { tag: 'v1.2.3', run_id: '42' };
const ENTRY = manifestWith({ run_id: '7' }).entries[0] as Entry;

let folder = '';
let path = '';
let now = 0;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provkit-'));
  path = join(folder, 'manifest.json');
  now = Date.parse('2026-01-31T12:00:00.000Z');
  await writeFile(path, serializeManifest(manifestWith()));
});
afterEach(() => rm(folder, { recursive: true }));

const store = (changes: Partial<FileStoreOptions> = {}) =>
  createFileStore({
    path,
    clock: {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
      },
    },
    ...changes,
  });

describe('compare and set (S5.3)', () => {
  test('what somebody wrote who takes no lock is kept, and the change made again of it', async () => {
    let runs = 0;
    const { manifest } = await store().update((current) => {
      runs += 1;
      if (runs === 1) writeFileSync(path, serializeManifest(addEntry(manifestWith(), ENTRY)));
      return setEntry(current, KEY, { notes: 'x' });
    });
    expect(runs).toBe(2);
    expect(manifest).toEqual(addEntry(manifestWith({ notes: 'x' }), ENTRY));
    expect(await readFile(path, 'utf8')).toBe(serializeManifest(manifest));
    expect(await readdir(folder)).toEqual(['manifest.json']);
  });

  test('an editor that never stops ends in lock_timeout, with the last thing it wrote in place', async () => {
    let runs = 0;
    const refused = store().update(
      (current) => {
        runs += 1;
        now += 100;
        writeFileSync(path, serializeManifest(manifestWith({ notes: `editor ${runs}` })));
        return setEntry(current, KEY, { notes: 'ours' });
      },
      { timeoutMs: 1000 },
    );
    await expect(refused).rejects.toMatchObject({ code: 'LOCK_TIMEOUT', waitedMs: 1000 });
    expect(await readFile(path, 'utf8')).toContain(`editor ${runs}`);
    expect(await readdir(folder)).toEqual(['manifest.json']);
  });

  test('what is no manifest is never written', async () => {
    const before = await readFile(path, 'utf8');
    const twice = store().update((m) => ({ ...m, entries: [...m.entries, ...m.entries] }));
    await expect(twice).rejects.toMatchObject({ code: 'CHANGE_INVALID', pointer: '/entries/1' });
    const wrong = store().update((m) => ({ ...m, repository: 'nonsense' }));
    await expect(wrong).rejects.toMatchObject({ code: 'CHANGE_INVALID', pointer: '/repository' });
    expect(await readFile(path, 'utf8')).toBe(before);
  });
});

describe('a manifest that is not there yet', () => {
  const initial = createManifest('acme/widgets', 0);

  test('is taken for what it shall begin with, and nothing is made by reading it', async () => {
    const missing = join(folder, 'reports', '2026-01-31', 'manifest.json');
    expect(await store({ path: missing, initial }).read()).toEqual({
      manifest: initial,
      version: '',
    });
    expect(await readdir(folder)).toEqual(['manifest.json']);
  });

  test('is made with its folders by the first change', async () => {
    const missing = join(folder, 'reports', '2026-01-31', 'manifest.json');
    const { isChanged } = await store({ path: missing, initial }).update((m) => addEntry(m, ENTRY));
    expect(isChanged).toBe(true);
    expect(await readFile(missing, 'utf8')).toBe(serializeManifest(addEntry(initial, ENTRY)));
    expect(await readdir(join(folder, 'reports', '2026-01-31'))).toEqual(['manifest.json']);
  });

  test('is not begun a second time over one that appeared', async () => {
    const missing = join(folder, 'new.json');
    let runs = 0;
    await store({ path: missing, initial }).update((manifest) => {
      runs += 1;
      if (runs === 1) writeFileSync(missing, serializeManifest(manifestWith()));
      return addEntry(manifest, ENTRY);
    });
    expect(await readFile(missing, 'utf8')).toBe(
      serializeManifest(addEntry(manifestWith(), ENTRY)),
    );
  });

  test('without a beginning it is the file system’s error', async () => {
    await expect(store({ path: join(folder, 'none.json') }).update((m) => m)).rejects.toMatchObject(
      { code: 'ENOENT' },
    );
  });
});

describe('no permission', () => {
  /** As a user whom permissions bind: root may do anything. */
  async function bound<T>(task: () => Promise<T>): Promise<T> {
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      return await task();
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  }

  test('to read: the file system’s error', async () => {
    await chmod(folder, 0o755);
    await chmod(path, 0o000);
    await expect(bound(() => store().read())).rejects.toMatchObject({ code: 'EACCES' });
  });

  test('to write: the file system’s error, and the old file whole', async () => {
    const before = await readFile(path, 'utf8');
    await chmod(path, 0o644);
    await chmod(folder, 0o555);
    const change = () => store().update((m) => setEntry(m, KEY, { notes: 'x' }));
    await expect(bound(change)).rejects.toMatchObject({ code: 'EACCES' });
    await chmod(folder, 0o755);
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(await readdir(folder)).toEqual(['manifest.json']);
  });

  test('a directory in the place of the manifest', async () => {
    await mkdir(join(folder, 'a.json'));
    const refused = store({ path: join(folder, 'a.json') }).update((m) => m);
    await expect(refused).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await readdir(folder)).toEqual(['a.json', 'manifest.json']);
  });
});
