import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { chmod, readdir, readFile, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONTENT, useFile } from './fixture.ts';

const file = useFile();

describe('updateFile', () => {
  test('writes what the change makes of the file, and leaves nothing else in the folder', async () => {
    const { bytes, ...rest } = await file.append('two\n');
    expect(rest).toEqual({ isChanged: true, waitedMs: 0 });
    expect(Buffer.from(bytes).toString()).toBe('one\ntwo\n');
    expect(await readFile(file.path, 'utf8')).toBe('one\ntwo\n');
    expect(await readdir(file.folder)).toEqual(['file.txt']);
  });

  test('does not touch the file when nothing changes', async () => {
    const { mtimeMs, ino } = await stat(file.path);
    expect((await file.append('')).isChanged).toBe(false);
    expect(await stat(file.path)).toMatchObject({ mtimeMs, ino });
  });

  test('what the change throws comes back; the file is as it was and the lock free', async () => {
    const refusal = file.update(() => {
      throw new Error('no');
    });
    await expect(refusal).rejects.toThrow('no');
    expect(await readFile(file.path, 'utf8')).toBe(CONTENT);
    expect(await readdir(file.folder)).toEqual(['file.txt']);
  });

  test('a missing file is the file system’s error, unless a new one is allowed', async () => {
    const path = join(file.folder, 'a', 'b', 'new.txt');
    await expect(file.append('x', { path })).rejects.toMatchObject({ code: 'ENOENT' });
    const { isChanged } = await file.append('x', { path, isNewAllowed: true });
    expect(isChanged).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('x');
  });

  test('an empty new file is a change', async () => {
    const path = join(file.folder, 'new.txt');
    expect((await file.append('', { path, isNewAllowed: true })).isChanged).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('');
  });

  test('what is no file is refused, and never waited for', async () => {
    const pipe = join(file.folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(file.append('x', { path: pipe })).rejects.toMatchObject({ code: 'EFTYPE' });
    await expect(file.append('x', { path: file.folder })).rejects.toMatchObject({ code: 'EISDIR' });
  });

  test('a file beyond the limit is refused', async () => {
    await truncate(file.path, 101);
    await expect(file.append('x')).rejects.toMatchObject({
      code: 'TOO_LARGE',
      message: `${file.path}: 101 bytes, more than the 100 that are read`,
    });
  });

  test('keeps the file’s mode, and a symbolic link a link', async () => {
    await chmod(file.path, 0o640);
    const path = join(file.folder, 'link');
    await symlink(file.path, path);
    await file.append('x', { path });
    expect((await stat(file.path)).mode & 0o777).toBe(0o640);
    expect(await readFile(file.path, 'utf8')).toBe('one\nx');
    expect(await readdir(file.folder)).toEqual(['file.txt', 'link']);
  });
});

describe('somebody who takes no lock', () => {
  test('loses nothing: the change is made again, of what they wrote', async () => {
    let runs = 0;
    await file.update((bytes) => {
      runs += 1;
      if (runs === 1) writeFileSync(file.path, 'theirs\n');
      return `${bytes}ours\n`;
    });
    expect(runs).toBe(2);
    expect(await readFile(file.path, 'utf8')).toBe('theirs\nours\n');
  });

  test('and never stops, ends it, with the last thing they wrote in place', async () => {
    let runs = 0;
    const refused = file.update(
      () => {
        runs += 1;
        file.now += 100;
        writeFileSync(file.path, `editor ${runs}`);
        return 'ours';
      },
      { timeoutMs: 1000 },
    );
    await expect(refused).rejects.toMatchObject({ code: 'LOCK_TIMEOUT', waitedMs: 1000 });
    expect(await readFile(file.path, 'utf8')).toBe(`editor ${runs}`);
    expect(await readdir(file.folder)).toEqual(['file.txt']);
  });

  test('and makes the file first, keeps it', async () => {
    const path = join(file.folder, 'new.txt');
    let runs = 0;
    await file.update(
      (bytes) => {
        runs += 1;
        if (runs === 1) writeFileSync(path, 'theirs\n');
        return `${bytes ?? ''}ours\n`;
      },
      { path, isNewAllowed: true },
    );
    expect(await readFile(path, 'utf8')).toBe('theirs\nours\n');
  });
});

describe('no permission', () => {
  test('to write is the file system’s error, and the old file whole', async () => {
    await chmod(file.path, 0o644);
    await chmod(file.folder, 0o555);
    const isRoot = process.geteuid?.() === 0; // whom no permission binds
    if (isRoot) process.seteuid?.(65_534);
    try {
      await expect(file.append('x')).rejects.toMatchObject({ code: 'EACCES' });
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
    await chmod(file.folder, 0o755);
    expect(await readFile(file.path, 'utf8')).toBe(CONTENT);
    expect(await readdir(file.folder)).toEqual(['file.txt']);
  });
});

/** What happens to a writer before it begins. */
const PRELOADS = {
  none: '',
  'dies-before-rename': "fs.rename = async () => process.kill(process.pid, 'SIGKILL');",
  'tells-its-calls': `
    const { open, rename } = fs;
    fs.rename = (...args) => (console.log('rename'), rename(...args));
    fs.open = async (path, flags, ...rest) => {
      const file = await open(path, flags, ...rest);
      const { sync, writeFile } = file;
      const kind = flags === 'wx' ? 'file' : 'folder';
      file.sync = () => (console.log('sync', kind), sync.call(file));
      file.writeFile = (...args) => (console.log('write'), writeFile.apply(file, args));
      return file;
    };`,
} as const;

/** Runs the writer in a process of its own. */
function runWriter(id: string, preload: keyof typeof PRELOADS = 'none') {
  const module = `import fs from 'node:fs/promises';
    import { syncBuiltinESMExports } from 'node:module';
    ${PRELOADS[preload]}
    syncBuiltinESMExports();`;
  const imports = ['--import', `data:text/javascript,${encodeURIComponent(module)}`];
  const writer = join(import.meta.dirname, 'writer.ts');
  const args = ['--conditions=@provkit/source', ...imports, writer, file.path, id];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  return new Promise<{ code: number | null; signal: string | null; stdout: string }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout }));
  });
}

describe('processes', () => {
  test('that die between writing and renaming leave the file whole and the lock to the next', async () => {
    const { code, signal } = await runWriter('a', 'dies-before-rename');
    expect([code, signal]).toEqual([null, 'SIGKILL']);
    expect(await readFile(file.path, 'utf8')).toBe(CONTENT);
    const left = await readdir(file.folder);
    expect(left).toContain('file.txt.lock');
    expect(left.filter((name) => name.endsWith('.tmp'))).toHaveLength(1);
    expect((await file.append('two\n')).waitedMs).toBe(0);
    expect(await readFile(file.path, 'utf8')).toBe('one\ntwo\n');
    expect(await readdir(file.folder)).toEqual(['file.txt']);
  });

  test('put the content on the disk before it takes the name, and the name before they go on', async () => {
    const { code, stdout } = await runWriter('a', 'tells-its-calls');
    expect(code).toBe(0);
    const update = ['write', 'sync file', 'rename', 'sync folder'];
    expect(stdout.trimEnd().split('\n')).toEqual(Array.from({ length: 10 }, () => update).flat());
  });

  test('at once lose nothing of one another’s changes', async () => {
    await writeFile(file.path, '');
    const ids = ['a', 'b', 'c', 'd'];
    const ended = await Promise.all(ids.map((id) => runWriter(id)));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const lines = (await readFile(file.path, 'utf8')).trimEnd().split('\n');
    const expected = ids.flatMap((id) => Array.from({ length: 10 }, (_, n) => `${id}${n}`));
    expect(lines.toSorted()).toEqual(expected.toSorted());
    expect(await readdir(file.folder)).toEqual(['file.txt']);
  });
});
