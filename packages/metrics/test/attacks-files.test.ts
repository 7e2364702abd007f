import { execFile } from 'node:child_process';
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  symlink,
  truncate,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createNdjsonLog } from '@provkit/metrics/ndjson';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendTo, line, openFolder, readLog, removeFolder } from './attacked-log.ts';
import { lockWaited } from './samples.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  ({ folder, path } = await openFolder());
});
afterEach(() => removeFolder(folder));

const readAll = (file = path) => readLog(file);
const append = (...seqs: number[]) => appendTo(path, ...seqs);

describe('a log: files that go away', () => {
  const rotating = (limit = 1) => createNdjsonLog({ path, rotateAtBytes: limit });

  it('deleted between two appends it begins anew, with the next number', async () => {
    const log = createNdjsonLog({ path });
    await log.append([lockWaited(1)]);
    await unlink(path);
    await log.append([lockWaited(2)]);
    expect(await readAll()).toEqual([2]);
  });

  it('cut to nothing, or in the middle of an event, between two appends it loses that and no more', async () => {
    const log = createNdjsonLog({ path });
    await log.append([lockWaited(1)]);
    await truncate(path, 0);
    await log.append([lockWaited(2), lockWaited(3)]);
    await truncate(path, line(lockWaited(2)).length + 10);
    await log.append([lockWaited(4)]);
    expect(await readAll()).toEqual([2, 'LINE_TORN 2', 4]);
  });

  it('a part that was set aside and is gone leaves the others', async () => {
    for (const n of [1, 2, 3]) await rotating().append([lockWaited(n)]);
    const [oldest = ''] = (await readdir(folder)).filter((name) => name !== 'events.ndjson').sort();
    await unlink(join(folder, oldest));
    expect(await readAll()).toEqual([2, 3]);
  });

  it('set aside by a writer that died before it began the new one, it is read and goes on', async () => {
    await append(1, 2);
    await rename(path, join(folder, 'events.20260131T120000000Z-0123abcd.ndjson'));
    expect(await readAll()).toEqual([1, 2]);
    const log = createNdjsonLog({ path });
    expect(await log.nextSeq('instance-1')).toBe(3);
    await log.append([lockWaited(3)]);
    expect(await readAll()).toEqual([1, 2, 3]);
  });

  it('a part that was set aside and is no file is said to be none', async () => {
    await append(1);
    await mkdir(join(folder, 'events.20260131T120000000Z-0123abcd.ndjson'));
    await expect(readAll()).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
      message: expect.stringContaining(
        '0123abcd.ndjson: cannot be read: it is a directory',
      ) as string,
    });
  });

  it('several writers that set it aside at every append lose nothing, and keep the order of each', async () => {
    const instances = ['a', 'b', 'c', 'd'];
    const writers = instances.map(async (instance) => {
      const log = rotating();
      for (let seq = 1; seq <= 40; seq += 1) await log.append([lockWaited(seq, instance)]);
    });
    await Promise.all(writers);
    const seqs = new Map(instances.map((instance) => [instance, [] as number[]]));
    for await (const { producer, seq } of createNdjsonLog({ path }).read()) {
      seqs.get(producer.instance)?.push(seq);
    }
    const inOrder = Array.from({ length: 40 }, (_, n) => n + 1);
    expect([...seqs]).toEqual(instances.map((instance) => [instance, inOrder]));
  });

  it('is set aside under a name after all others, also where the clock was set back', async () => {
    const ahead = 'events.29990131T120000000Z-ffffffff.ndjson';
    await writeFile(join(folder, ahead), line(lockWaited(1)));
    for (const n of [2, 3, 4]) await rotating().append([lockWaited(n)]);
    expect(await readAll()).toEqual([1, 2, 3, 4]);
    await rename(join(folder, ahead), join(folder, 'events.99991231T235959999Z-ffffffff.ndjson'));
    await rotating().append([lockWaited(5)]);
    await rotating().append([lockWaited(6)]);
    expect((await readAll()).toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is not set aside while another process is at it, and is again once that was killed', async () => {
    const lock = `${path}.aside`;
    await append(1);
    await writeFile(lock, '');
    await rotating().append([lockWaited(2)]);
    expect((await readdir(folder)).sort()).toEqual(['events.ndjson', 'events.ndjson.aside']);
    const longAgo = new Date('2000-01-01T00:00:00.000Z');
    await utimes(lock, longAgo, longAgo);
    await rotating().append([lockWaited(3)]);
    await rotating().append([lockWaited(4)]);
    expect(await readdir(folder)).toHaveLength(2);
    expect(await readdir(folder)).not.toContain('events.ndjson.aside');
    expect(await readAll()).toEqual([1, 2, 3, 4]);
  });

  it('a link is followed, and set aside as a link: what it names is not lost', async () => {
    const real = join(folder, 'real.txt');
    await writeFile(real, line(lockWaited(1)));
    await symlink(real, path);
    await append(2);
    expect((await readFile(real, 'utf8')).split('\n')).toHaveLength(3);
    await rotating().append([lockWaited(3)]);
    expect(await readAll()).toEqual([1, 2, 3]);
  });
});

describe('a log: folders that may not be listed', () => {
  it('what was set aside is not left out in silence', async () => {
    await append(1);
    await rename(path, join(folder, 'events.20260131T120000000Z-0123abcd.ndjson'));
    await append(2);
    await chmod(folder, 0o333);
    const reader = `
      import { createNdjsonLog } from '@provkit/metrics/ndjson';
      const log = createNdjsonLog({ path: process.argv.at(-1) });
      try {
        for await (const { seq } of log.read()) console.log(seq);
      } catch ({ code, message }) {
        console.log(code, /: cannot be read: (.*)/.exec(message)?.[1]);
      }`;
    const flags = ['--conditions=@provkit/source', '--input-type=module', '--eval', reader, path];
    // the superuser may list it
    const user = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    const options = { cwd: import.meta.dirname, ...user };
    const { stdout } = await promisify(execFile)(process.execPath, flags, options);
    expect(stdout).toBe('LOG_UNAVAILABLE permission denied (EACCES)\n');
  });
});

describe('a log: disks that do not take it', () => {
  it.skipIf(process.getuid?.() === 0)('a folder that may not be written says so', async () => {
    await chmod(folder, 0o500);
    await expect(append(1)).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
      message: expect.stringContaining('permission denied') as string,
    });
  });

  it('full in the middle of a line: it says so, and what is appended once there is room is whole', async () => {
    await append(1);
    const run = promisify(execFile);
    const writer = join(import.meta.dirname, 'adapters/writer.ts');
    const flags = `--conditions=@provkit/source ${writer} ${path} other 9`;
    // a limit in blocks of 512 bytes, which ends in the middle of the third event
    const script = `trap '' XFSZ; ulimit -f 4; exec ${process.execPath} ${flags}`;
    await expect(run('/bin/sh', ['-c', script])).rejects.toMatchObject({
      stderr: expect.stringContaining('LOG_UNAVAILABLE') as string,
    });
    expect((await readFile(path)).length).toBe(2048);
    await append(2);
    const found = await readAll();
    expect(found.slice(0, 1)).toEqual([1]);
    expect(found.slice(-2)).toEqual([expect.stringMatching(/^LINE_TORN/), 2]);
  });
});
