import { execFileSync } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  digestFile,
  readBundleFile,
  readBundlesBeside,
  readConfigFile,
} from '../../src/adapters/files.ts';
import { LIMITS } from '../../src/bundle/limits.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provkit-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('digestFile', () => {
  test.each([0, 1, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024 + 7])(
    'digests a file of %i bytes as node:crypto does in one go',
    async (size) => {
      const path = join(folder, `file-${size}`);
      const bytes = randomBytes(size);
      await writeFile(path, bytes);
      const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
      expect(await digestFile(path)).toEqual({
        name: path,
        sha256: digest('sha256'),
        sha512: digest('sha512'),
      });
    },
  );

  test('a missing file is the file system’s error', async () => {
    await expect(digestFile(join(folder, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('readBundleFile', () => {
  test('reads no more of a file than shows that it is too large', async () => {
    const path = join(folder, 'large');
    await writeFile(path, Buffer.alloc(LIMITS.fileBytes + 4096));
    const { content } = await readBundleFile(path);
    expect(content).toHaveLength(LIMITS.fileBytes + 1);
  });
});

describe('what is no file', () => {
  const readers = { digestFile, readBundleFile, readConfigFile };

  test.each(Object.entries(readers))(
    '%s refuses a folder, a device and a pipe, and never waits',
    async (_, read) => {
      const pipe = join(folder, `pipe-${randomUUID()}`);
      execFileSync('mkfifo', [pipe]);
      await symlink(pipe, `${pipe}-link`);
      for (const path of ['/dev/zero', '/dev/null', pipe, `${pipe}-link`]) {
        await expect(read(path)).rejects.toMatchObject({ code: 'EFTYPE' });
      }
      await expect(read(folder)).rejects.toMatchObject({ code: 'EISDIR' });
    },
  );

  test('a pipe that is open already, as shells give it, is read to its end', () => {
    const module = join(import.meta.dirname, '../../src/adapters/files.ts');
    const script = `import { readBundleFile } from ${JSON.stringify(module)};
      console.log(String((await readBundleFile('/dev/stdin')).content));`;
    const shell = 'echo bundle | "$0" --conditions=@provkit/source --input-type=module -e "$1"';
    const argv = ['-c', shell, process.execPath, script];
    expect(execFileSync('sh', argv, { encoding: 'utf8' })).toBe('bundle\n\n');
  });

  test('a bundle beside an artifact that is none is not passed over', async () => {
    const artifact = join(folder, 'gadgets.tgz');
    await mkdir(`${artifact}.sigstore.json`);
    await expect(readBundlesBeside(artifact)).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

test('S1.3: bundles beside an artifact are found under every name', async () => {
  const artifact = join(folder, 'widgets.tgz');
  await writeFile(`${artifact}.intoto.jsonl`, 'b');
  await writeFile(`${artifact}.sigstore.json`, 'a');
  const found = await readBundlesBeside(artifact);
  expect(found.map(({ name, content }) => [name, String(content)])).toEqual([
    [`${artifact}.sigstore.json`, 'a'],
    [`${artifact}.intoto.jsonl`, 'b'],
  ]);
});
