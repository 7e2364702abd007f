import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OciRepository } from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLayout } from '../../../src/adapters/oci/index.ts';
import { createImage, sigstore, verdict } from './oci-fixture.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provkit-layout-'));
});
afterEach(async () => rm(folder, { recursive: true }));

async function write(content: OciRepository) {
  await content.writeLayout(folder);
  return openLayout(folder);
}

describe('an image layout (S1.3)', () => {
  test('has one image, and the attestations that refer to it', async () => {
    const { content, image, digest, bundle } = createImage();
    const attached = content.attach(image, bundle);
    const layout = await write(content);
    expect(await layout.resolve()).toEqual({
      value: { name: `${folder}@${image}`, sha256: digest },
    });
    const { bundles, problems } = await layout.source.find({ name: 'x', sha256: digest });
    expect(problems).toEqual([]);
    expect(bundles).toMatchObject([{ name: `${folder}@${attached}` }]);
    expect(verdict(bundles[0], digest)).toBe('pass');
  });

  test('has those that a tag lists, and cosign’s', async () => {
    const { content, image, digest, bundle } = createImage();
    content.attach(image, bundle);
    content.listByTag(image);
    content.referrers.clear();
    content.attachCosign(image, [bundle]);
    const layout = await write(content);
    expect(await layout.resolve()).toMatchObject({ value: { sha256: digest } });
    const { bundles, problems } = await layout.source.find({ name: 'x', sha256: digest });
    expect(problems).toEqual([]);
    expect(bundles.map((found) => verdict(found, digest))).toEqual(['pass', 'pass']);
  });

  test('T10: what refers to another image is passed over', async () => {
    const { content, image, digest } = createImage();
    const other = content.image('v2');
    content.attach(other, sigstore.sign());
    const layout = await write(content);
    expect(await layout.source.find({ name: 'x', sha256: digest })).toMatchObject({
      bundles: [],
      problems: [],
    });
    expect(await layout.resolve()).toMatchObject({
      problem: { message: expect.stringContaining('2 images') },
    });
    expect(image).not.toBe(other);
  });

  test('that has not the image says nothing of its attestations', async () => {
    const layout = await write(createImage().content);
    const found = await layout.source.find({ name: 'x', sha256: 'b'.repeat(64) });
    expect(found).toMatchObject({ bundles: [], problems: [{ reason: 'malformed' }] });
  });
});

describe('T15: a layout that is none, or lies', () => {
  const problem = async (
    spoil: (content: OciRepository, image: string) => void | Promise<void>,
  ) => {
    const { content, image, digest, bundle } = createImage();
    content.attach(image, bundle);
    await content.writeLayout(folder);
    await spoil(content, image);
    const { bundles, problems } = await openLayout(folder).source.find({
      name: 'x',
      sha256: digest,
    });
    return { bundles, reasons: problems.map(({ reason }) => reason) };
  };
  const put = (path: string, text: string) => () => writeFile(join(folder, path), text);

  test.each<[string, () => Promise<void>]>([
    ['without the marker', () => rm(join(folder, 'oci-layout'))],
    ['of another version', put('oci-layout', '{"imageLayoutVersion":"2.0.0"}')],
    ['with a marker that is no JSON', put('oci-layout', 'x')],
    ['with a marker without end', put('oci-layout', ' '.repeat(5000))],
    ['without an index', () => rm(join(folder, 'index.json'))],
    ['with an index that is no JSON', put('index.json', '{')],
    [
      'with a path for a digest',
      put(
        'index.json',
        '{"manifests":[{"mediaType":"x","digest":"sha256:../../../etc/passwd","size":1}]}',
      ),
    ],
    [
      'with a folder for its index',
      async () => {
        await rm(join(folder, 'index.json'));
        await symlink(tmpdir(), join(folder, 'index.json'));
      },
    ],
  ])('%s is no layout', async (_, spoil) => {
    expect(await problem(spoil)).toEqual({ bundles: [], reasons: ['malformed'] });
  });

  test('whose blobs are others is not believed', async () => {
    const { bundles, reasons } = await problem(async () => {
      const blobs = join(folder, 'blobs', 'sha256');
      for (const name of await readdir(blobs)) await writeFile(join(blobs, name), '{}');
    });
    expect(bundles).toEqual([]);
    expect(reasons).toEqual(['malformed']);
  });

  test('whose blobs are links elsewhere gives nothing of elsewhere', async () => {
    const { bundles, reasons } = await problem(async (content) => {
      for (const digest of content.blobs.keys()) {
        const path = join(folder, 'blobs', ...digest.split(':'));
        await rm(path);
        await symlink('/etc/hostname', path);
      }
    });
    expect(bundles).toEqual([]);
    expect(reasons).toEqual(['malformed']);
  });
});
