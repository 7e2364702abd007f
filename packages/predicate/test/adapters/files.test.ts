import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestFile, readBundleFile, readBundlesBeside } from '../../src/adapters/files.ts';
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
