import { execFileSync, spawn } from 'node:child_process';
import {
  chmod,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Clock, createFileStore } from '../../src/adapters/file.ts';
import { LIMITS, serializeManifest, setEntry } from '../../src/index.ts';
import { manifestWith } from '../arbitrary-manifest.ts';

const KEY = { tag: 'v1.2.3', run_id: '42' };

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provkit-'));
  path = join(folder, 'manifest.json');
  await writeFile(path, serializeManifest(manifestWith()));
});
afterEach(() => rm(folder, { recursive: true }));

/** Time passes only in sleep, which returns at once. */
function simulatedClock(onSleep: (now: number) => Promise<void> = async () => {}): Clock {
  let now = Date.parse('2026-01-31T12:00:00.000Z');
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
      await onSleep(now);
    },
  };
}

const HOLDER = {
  token: 't',
  pid: process.pid,
  host: hostname(),
  since: '2026-01-31T11:59:00.000Z',
};

const lockedBy = (holder: object) =>
  writeFile(`${path}.lock`, JSON.stringify({ ...HOLDER, ...holder }));

/** Runs the writer in a process of its own. */
function runWriter(id: string) {
  const writer = join(import.meta.dirname, 'writer.ts');
  const args = ['--conditions=@provkit/source', writer, path, id];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  return new Promise<number | null>((resolve) => child.on('close', resolve));
}

describe('createFileStore (S5.3)', () => {
  test('reads what is in the file, with a version of its bytes', async () => {
    const store = createFileStore({ path, clock: simulatedClock() });
    const { manifest, version } = await store.read();
    expect(manifest).toEqual(manifestWith());
    await writeFile(path, serializeManifest(manifestWith({ notes: 'x' })));
    expect((await store.read()).version).not.toBe(version);
  });

  test('writes the changed manifest, and leaves nothing else in the folder', async () => {
    const store = createFileStore({ path, clock: simulatedClock() });
    const { isChanged, version, waitedMs } = await store.update((manifest) =>
      setEntry(manifest, KEY, { status: 'success' }),
    );
    expect([isChanged, waitedMs]).toEqual([true, 0]);
    expect(await readFile(path, 'utf8')).toBe(
      serializeManifest(manifestWith({ status: 'success' })),
    );
    expect((await store.read()).version).toBe(version);
    expect(await readdir(folder)).toEqual(['manifest.json']);
  });

  test('does not touch the file when nothing changes', async () => {
    const { mtimeMs } = await stat(path);
    const store = createFileStore({ path, clock: simulatedClock() });
    expect((await store.update((manifest) => manifest)).isChanged).toBe(false);
    expect((await stat(path)).mtimeMs).toBe(mtimeMs);
  });

  test('a refused change leaves the file as it was and the lock free', async () => {
    const before = await readFile(path, 'utf8');
    const store = createFileStore({ path, clock: simulatedClock() });
    const refusal = store.update((manifest) => setEntry(manifest, KEY, { sha: 'x' }));
    await expect(refusal).rejects.toMatchObject({ code: 'CHANGE_INVALID' });
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(await readdir(folder)).toEqual(['manifest.json']);
  });

  test('a damaged manifest is refused and kept', async () => {
    await writeFile(path, '{"version":1');
    const store = createFileStore({ path, clock: simulatedClock() });
    await expect(store.update((manifest) => manifest)).rejects.toMatchObject({
      code: 'MANIFEST_INVALID',
    });
    expect(await readFile(path, 'utf8')).toBe('{"version":1');
  });

  test('a missing manifest is the file system’s error', async () => {
    const store = createFileStore({ path: join(folder, 'none.json'), clock: simulatedClock() });
    await expect(store.read()).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('what is no file is refused, and never waited for', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const [other, code] of [
      [pipe, 'EFTYPE'],
      ['/dev/zero', 'EFTYPE'],
      [folder, 'EISDIR'],
    ] as const) {
      const store = createFileStore({ path: other, clock: simulatedClock() });
      await expect(store.read()).rejects.toMatchObject({ code });
    }
  });

  test('a file beyond the limit is refused without being read', async () => {
    await truncate(path, LIMITS.maxBytes + 1);
    const store = createFileStore({ path, clock: simulatedClock() });
    for (const refusal of [store.read(), store.update((manifest) => manifest)]) {
      await expect(refusal).rejects.toMatchObject({
        code: 'MANIFEST_INVALID',
        message: `${path}: ${LIMITS.maxBytes + 1} bytes, more than the ${LIMITS.maxBytes} that are read`,
      });
    }
  });

  test('keeps the file’s mode, and a symbolic link a link', async () => {
    await chmod(path, 0o640);
    const link = join(folder, 'link.json');
    await symlink(path, link);
    const store = createFileStore({ path: link, clock: simulatedClock() });
    await store.update((manifest) => setEntry(manifest, KEY, { notes: 'x' }));
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readFile(path, 'utf8')).toBe(serializeManifest(manifestWith({ notes: 'x' })));
    expect(await readdir(folder)).toEqual(['link.json', 'manifest.json']);
  });

  test('waits for a living holder, and says for how long', async () => {
    await lockedBy({});
    const start = Date.parse('2026-01-31T12:00:00.000Z');
    const clock = simulatedClock(async (now) => {
      if (now - start >= 2000) await rm(`${path}.lock`, { force: true });
    });
    const { waitedMs } = await createFileStore({ path, clock }).update((manifest) => manifest);
    expect(waitedMs).toBeGreaterThanOrEqual(2000);
    expect(waitedMs).toBeLessThanOrEqual(2500);
  });

  test('gives up after 5 minutes, naming the holder', async () => {
    await lockedBy({});
    const clock = simulatedClock();
    const start = clock.now();
    await expect(
      createFileStore({ path, clock }).update((manifest) => manifest),
    ).rejects.toMatchObject({
      code: 'LOCK_TIMEOUT',
      message: expect.stringMatching(
        new RegExp(`within 300 s: process ${process.pid} on .* since 2026-01-31T11:59:00.000Z`),
      ),
    });
    expect(clock.now() - start).toBe(300_000);
  });

  test('many processes at once lose nothing of one another’s changes', async () => {
    const ended = await Promise.all(['1', '2', '3', '4'].map((id) => runWriter(id)));
    expect(ended).toEqual([0, 0, 0, 0]);
    const { manifest } = await createFileStore({ path, clock: simulatedClock() }).read();
    const ids = manifest.entries[0]?.previous_run_ids ?? [];
    const expected = [1, 2, 3, 4].flatMap((id) =>
      Array.from({ length: 10 }, (_, n) => `${id}${n}`),
    );
    expect(ids.toSorted()).toEqual(expected.toSorted());
    expect(await readdir(folder)).toEqual(['manifest.json']);
  });
});
