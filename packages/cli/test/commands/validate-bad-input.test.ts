import { link, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARTIFACT } from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture, POLICY } from '../fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.remove());

const ARGV = [
  '--manifest',
  'manifest.json',
  '--tag',
  'v1.2.3',
  '--trusted-root',
  'root.json',
  '--allow-file',
];
const validate = (...argv: string[]) => fixture.run('validate', ...ARGV, ...argv);
const read = (name: string) => fixture.read(name);

describe('provkit validate, given bad input', () => {
  test('T14: without --allow-file no local file is read', async () => {
    const argv = ARGV.filter((arg) => arg !== '--allow-file');
    expect(await fixture.run('validate', ...argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--allow-file'),
    });
  });

  test.each([
    ['../outside.tgz', 'leads out'],
    ['/etc/hostname', 'leads out'],
    ['x/../../outside.tgz', 'leads out'],
    ['file:///etc/hostname', 'is no artifact of acme/widgets'],
    ['https://example.com/x.tgz', 'is no artifact of acme/widgets'],
    ['.', 'leads out'],
    ['folder', 'cannot be read: it is a directory'],
    ['pipe', 'cannot be read: it is a device or pipe'],
    ['circle', 'cannot be read: its links lead round in a circle'],
    ['x'.repeat(300), 'cannot be read: its name is too long'],
    ['x\0y', 'is no path'],
  ])('T14: artifact_url %j is exit code 2, and nothing is written', async (artifact_url, why) => {
    await fixture.folderAt('folder');
    await fixture.pipe('pipe');
    await symlink('circle', join(fixture.folder, 'circle'));
    await fixture.manifest({ artifact_url });
    const before = await read('manifest.json');
    const { code, stdout, stderr } = await validate('--write');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(why);
    expect(await read('manifest.json')).toBe(before);
    await expect(read('events.ndjson')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('T18: the secrets of a remote artifact_url are not repeated, with or without --allow-file', async () => {
    for (const artifact_url of [
      'https://user:s3cret@example.com/x.tgz?sig=s3cret#s3cret',
      'https://[s3cret',
    ]) {
      await fixture.manifest({ artifact_url });
      for (const argv of [ARGV, ARGV.filter((arg) => arg !== '--allow-file')]) {
        const { code, stderr } = await fixture.run('validate', ...argv);
        expect(code).toBe(2);
        expect(stderr).toContain('is no artifact of acme/widgets');
        expect(stderr).not.toContain('s3cret');
      }
    }
  });

  test('T14: a link that leads out of the folder is refused', async () => {
    const outside = join(tmpdir(), `provkit-outside-${process.pid}`);
    await writeFile(outside, ARTIFACT.bytes);
    await symlink(outside, join(fixture.folder, 'link.tgz'));
    await fixture.manifest({ artifact_url: 'link.tgz' });
    expect(await validate()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('leads out'),
    });
  });

  test('T14: a bundle beside the artifact that is a link out of the folder is refused', async () => {
    const outside = join(tmpdir(), `provkit-outside-${process.pid}.json`);
    await writeFile(outside, await read(`${ARTIFACT.name}.sigstore.json`));
    await symlink(outside, join(fixture.folder, `${ARTIFACT.name}.intoto.jsonl`));
    expect(await validate()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`${ARTIFACT.name}.intoto.jsonl leads out`),
    });
  });

  test('a bundle beside the artifact that is none is said so, and not passed over', async () => {
    await fixture.folderAt(`${ARTIFACT.name}.intoto.jsonl`);
    expect(await validate()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`${ARTIFACT.name}.intoto.jsonl cannot be read`),
    });
  });

  test('S1.6: a path that goes on after a file names no file: artifact_missing', async () => {
    await fixture.manifest({ artifact_url: `${ARTIFACT.name}/x` });
    const { code, stdout } = await validate('--format', 'json');
    expect([code, JSON.parse(stdout).failureReason]).toEqual([1, 'artifact_missing']);
  });

  const bom = '\ufeff';
  test.each([
    ['malformed', '{', 'ends too early'],
    ['empty', '', 'empty'],
    ['deeply nested', '['.repeat(100_000), 'nested deeper than 8 levels'],
    ['in UTF-16', Buffer.from(`${bom}{}`, 'utf16le'), 'UTF-16'],
    ['marked with a byte order', `${bom}{}`, 'byte order mark'],
    ['ambiguous', '{"version":1,"version":1}', 'second time'],
    ['of another version', '{"version":2}', 'manifest.json#/'],
    [
      'with a wrong field',
      '{"version":1,"repository":"acme/widgets","generated_at":"now","entries":[]}',
      '#/generated_at: must have the form',
    ],
  ])('a manifest that is %s is exit code 2 in one line, and untouched', async (_, text, why) => {
    await fixture.write('manifest.json', text);
    const before = await read('manifest.json');
    const { code, stdout, stderr } = await validate('--write');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(stderr).toContain(why);
    expect(await read('manifest.json')).toBe(before);
    await expect(read('events.ndjson')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a manifest that is no file is refused, and never waited for', async () => {
    await fixture.pipe('pipe');
    for (const path of ['pipe', '/dev/zero', '.']) {
      const argv = ['--manifest', path, '--tag', 'v1.2.3', '--allow-file', '--write'];
      const { code, stdout, stderr } = await fixture.run('validate', ...argv);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`${path} cannot be read: it is a d`);
    }
  });

  test('a manifest that Windows wrote, with CR LF, is read', async () => {
    await fixture.write('manifest.json', (await read('manifest.json')).replaceAll('\n', '\r\n'));
    expect((await validate()).code).toBe(0);
  });

  test.each([
    [['--tag', 'v1.2.3'], '--manifest is missing'],
    [['--manifest', 'manifest.json'], '--tag is missing'],
    [['--manifest', 'none.json', '--tag', 'v1.2.3'], 'none.json cannot be read'],
    [[...ARGV, 'x'], 'one argument too many'],
    [[...ARGV, '--source-digest', 'HEAD'], '--source-digest HEAD is no commit'],
    [[...ARGV, '--source-digest', 'C'.repeat(40)], 'lowercase hex digits'],
    [[...ARGV, '--run-id', 'latest'], '--run-id latest is no run'],
    [[...ARGV, '--run-id', '042'], '--run-id 042 is no run'],
    [[...ARGV, '--policy', 'none.json'], 'none.json cannot be read'],
    [['--manifest', 'manifest.json', '--tag', 'v9', '--allow-file'], 'no entry of v9'],
  ])('%j is exit code 2 with a hint', async (argv, message) => {
    expect(await fixture.run('validate', ...argv)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });

  test('the events are never written into a file that is read, whatever its name', async () => {
    await link(join(fixture.folder, 'manifest.json'), join(fixture.folder, 'hard.ndjson'));
    await symlink(ARTIFACT.name, join(fixture.folder, 'soft.ndjson'));
    for (const events of [
      'manifest.json',
      './manifest.json',
      'hard.ndjson',
      'soft.ndjson',
      'provkit.policy.json',
      'root.json',
    ]) {
      const before = await read(events);
      const { code, stdout, stderr } = await validate('--write', '--events', events);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('something else');
      expect(await read(events)).toBe(before);
    }
  });

  test('an event log that is no file is refused, and never waited for', async () => {
    await fixture.pipe('pipe');
    await fixture.folderAt('folder');
    const before = await read('manifest.json');
    for (const events of ['pipe', '/dev/full', 'folder', 'none/events.ndjson']) {
      const { code, stdout, stderr } = await validate('--write', '--events', events);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/cannot be (read|written)/);
    }
    expect(await read('manifest.json')).toBe(before);
  });

  test('a policy of another repository than the manifest’s is refused', async () => {
    await fixture.write(
      'provkit.policy.json',
      JSON.stringify({ ...POLICY, source: 'github:acme/other' }),
    );
    expect(await validate()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('acme/other'),
    });
  });
});
