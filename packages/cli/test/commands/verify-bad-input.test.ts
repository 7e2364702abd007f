import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { ARTIFACT, createSigstore } from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture, POLICY } from '../fixture.ts';

const FILE = ARTIFACT.name;
const REPO = ['--repo', 'acme/widgets'];
const SIGNER = ['--signer-workflow', '.github/workflows/release.yml'];
const ROOT = ['--trusted-root', 'root.json'];

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.remove());

const verify = (...argv: string[]) => fixture.run('verify', ...ROOT, ...argv);

/** In bytes, inclusive, as the README of predicate states them. */
const LIMITS = {
  bundleFile: 32 * 1024 * 1024,
  bundle: 24 * 1024 * 1024,
  trustedRoot: 4 * 1024 * 1024,
  policy: 1024 * 1024,
} as const;

describe('provkit verify, given bad input', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const bom = '\ufeff';

  test.each([
    ['malformed', '{', 'not JSON: ends too early'],
    ['empty', '', 'not JSON: empty'],
    ['truncated', '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json",', 'not JSON'],
    ['deeply nested', deep, 'nested deeper than 32 levels'],
    ['binary', Buffer.from([0, 255, 254]), 'not UTF-8'],
    ['nothing but NUL', Buffer.alloc(100), 'not JSON'],
    ['in UTF-16', Buffer.from(`${bom}{}`, 'utf16le'), 'UTF-16: save it as UTF-8'],
    ['marked with a byte order', Buffer.from(`${bom}{}`), 'byte order mark'],
    ['another document', '{"hello":"world"}', 'media type none'],
    ['a number', '1', 'not a JSON object'],
    ['ambiguous', '{"a":1,"a":2}', 'the same key a second time'],
    ['poisonous', '{"__proto__":{}}', 'never data'],
  ])('a bundle that is %s fails with its reason, exit code 1', async (_, content, why) => {
    await fixture.write('bad.json', content);
    const { code, stdout, stderr } = await verify(FILE, '--bundle', 'bad.json', ...REPO, ...SIGNER);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain(`✗ ${FILE}: predicate_malformed`);
    expect(stdout).toContain(why);
  });

  test('a bundle that Windows wrote, with CR LF, is as good as any', async () => {
    const bundle = JSON.parse(await fixture.read(`${FILE}.sigstore.json`));
    await fixture.write('crlf.json', JSON.stringify(bundle, null, 2).replaceAll('\n', '\r\n'));
    expect((await verify(FILE, '--bundle', 'crlf.json', ...REPO, ...SIGNER)).code).toBe(0);
  });

  /** Filled up with white space, which changes nothing but the size. */
  const pad = (text: string, bytes: number) => text + ' '.repeat(bytes - Buffer.byteLength(text));

  test('a bundle of the largest size is read, and one byte more fails with its reason', async () => {
    const maxBytes = LIMITS.bundle;
    const bundle = await fixture.read(`${FILE}.sigstore.json`);
    const argv = [FILE, '--bundle', 'large.json', ...REPO, ...SIGNER];
    await fixture.write('large.json', pad(bundle, maxBytes));
    expect((await verify(...argv)).code).toBe(0);
    await fixture.write('large.json', pad(bundle, maxBytes + 1));
    const { code, stdout, stderr } = await verify(...argv);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain(`more than the ${maxBytes} that are read`);
  });

  test.each([
    ['--trusted-root', LIMITS.trustedRoot],
    ['--policy', LIMITS.policy],
  ])(
    'a file for %s of the largest size is read, and one byte more is exit code 2',
    async (option, maxBytes) => {
      const rules = JSON.stringify({ ...POLICY, release: { binding: 'noneUnsafe' } });
      const text = option === '--policy' ? rules : await fixture.read('root.json');
      const other = option === '--policy' ? ROOT : [...REPO, ...SIGNER];
      const run = () => fixture.run('verify', FILE, option, 'large.json', ...other);
      await fixture.write('large.json', pad(text, maxBytes));
      expect((await run()).code).toBe(0);
      await fixture.write('large.json', pad(text, maxBytes + 1));
      const { code, stdout, stderr } = await run();
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`large.json`);
      expect(stderr).toContain(`more than the ${maxBytes} that are read`);
    },
  );

  test('an oversized bundle file fails with its reason, exit code 1', async () => {
    await fixture.write('bad.json', Buffer.alloc(LIMITS.bundleFile + 1, ' '));
    const { code, stdout } = await verify(FILE, '--bundle', 'bad.json', ...REPO, ...SIGNER);
    expect(code).toBe(1);
    expect(stdout).toContain('more than the 33554432 that are read');
  });

  test.each([
    ['malformed', '{', 'ends too early'],
    ['empty', '', 'empty'],
    ['deeply nested', deep, 'nested deeper'],
    ['in UTF-16', Buffer.from(`${bom}{}`, 'utf16le'), 'UTF-16'],
    ['marked with a byte order', Buffer.from(`${bom}{}`), 'byte order mark'],
    ['null', 'null', ''],
    ['another document', '{"hello":"world"}', ''],
    ['ambiguous', '{"a":1,"a":2}', 'second time'],
  ])('a root or policy that is %s is exit code 2, in one line', async (_, content, why) => {
    await fixture.write('bad.json', content);
    for (const argv of [
      [FILE, ...REPO, ...SIGNER, '--trusted-root', 'bad.json'],
      [FILE, ...ROOT, '--policy', 'bad.json', '--source-tag', 'v1.2.3'],
    ]) {
      const { code, stdout, stderr } = await fixture.run('verify', ...argv);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr.trimEnd().split('\n')).toHaveLength(2); // the line, and where to find help
      expect(stderr).toContain('bad.json');
      expect(stderr).toContain(why);
    }
  });

  test('what is no file is refused wherever a file is named, and never waited for', async () => {
    await fixture.pipe('pipe');
    for (const [path, why] of [
      ['pipe', 'it is a device or pipe'],
      ['/dev/zero', 'it is a device or pipe'],
      ['.', 'it is a directory'],
      ['root.json/x', 'a part of the path is no directory'],
      ['x'.repeat(300), 'its name is too long'],
    ] as const) {
      for (const argv of [
        [path, ...REPO, ...SIGNER],
        [FILE, ...REPO, ...SIGNER, '--bundle', path],
        [FILE, ...REPO, ...SIGNER, '--trusted-root', path],
        [FILE, '--policy', path],
      ]) {
        const { code, stdout, stderr } = await fixture.run('verify', ...argv);
        expect([code, stdout]).toEqual([2, '']);
        expect(stderr).toContain(`${path} cannot be read: ${why}`);
      }
    }
  });

  // to root every file is open
  test.skipIf(process.getuid?.() === 0)('a file that may not be read is said so', async () => {
    for (const name of [FILE, `${FILE}.sigstore.json`]) {
      await chmod(join(fixture.folder, name), 0);
      const { code, stdout, stderr } = await verify(FILE, ...REPO, ...SIGNER);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`${FILE} cannot be read: permission denied`);
      await chmod(join(fixture.folder, name), 0o644);
    }
  });

  test('a bundle beside the file that is none is said so, and not passed over', async () => {
    await fixture.folderAt(`${FILE}.sigstore.jsonl`);
    expect(await verify(FILE, ...REPO, ...SIGNER)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(`a bundle beside ${FILE} cannot be read: it is a directory`),
    });
  });

  test('--source-tag that the policy would not compare is refused, and --source-ref is compared', async () => {
    const policy = { ...POLICY, release: { binding: 'noneUnsafe' } };
    await fixture.write('any.json', JSON.stringify(policy));
    const argv = [FILE, '--policy', 'any.json'];
    expect((await verify(...argv)).code).toBe(0);
    expect(await verify(...argv, '--source-tag', 'v9.9.9')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--source-tag would not be compared'),
    });
    expect((await verify(...argv, '--source-ref', 'refs/tags/v9.9.9')).code).toBe(1);
    expect((await verify(...argv, '--source-ref', 'refs/tags/v1.2.3')).code).toBe(0);
  });

  test('--source-tag is refused where one of several sets of expectations would not compare it', async () => {
    const { version, ...one } = POLICY;
    const anyOf = [{ ...one, release: { binding: 'noneUnsafe' } }, one];
    await fixture.write('several.json', JSON.stringify({ version, anyOf }));
    const { code, stderr } = await verify(
      FILE,
      '--policy',
      'several.json',
      '--source-tag',
      'v9.9.9',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('--source-tag would not be compared by every set of expectations');
  });

  test.each([
    [{ workflow: 7 }, '#/workflow'],
    [{ workflows: 'x' }, '#/workflows'],
    [{ source: 'acme/widgets' }, '#/source'],
    [{ release: { binding: 'commit' } }, '#/release'],
    [{ version: 2 }, '#/version'],
  ])('a policy with %j is refused at its place', async (changes, pointer) => {
    await fixture.write('bad.json', JSON.stringify({ ...POLICY, ...changes }));
    const { code, stderr } = await verify(FILE, '--policy', 'bad.json', '--source-tag', 'v1.2.3');
    expect(code).toBe(2);
    expect(stderr).toContain(`bad.json${pointer}`);
  });

  test.each([
    [['missing.tgz', ...REPO, ...SIGNER], 'missing.tgz cannot be read: there is no such file'],
    [[FILE, '--bundle', 'missing.json', ...REPO, ...SIGNER], 'missing.json cannot be read'],
    [[FILE, '--policy', 'missing.json'], 'missing.json cannot be read'],
    [['.', ...REPO, ...SIGNER], '. cannot be read: it is a directory'],
    [[...REPO, ...SIGNER], 'name the file'],
    [[FILE], '--repo OWNER/NAME'],
    [[FILE, '--repo', 'acme', ...SIGNER], 'is no repository'],
    [[FILE, ...REPO, ...SIGNER, '--repository-only-unsafe'], 'exclude each other'],
    [
      [FILE, ...REPO, '--signer-workflow', 'other/repo/.github/workflows/x.yml'],
      'its ref must be stated',
    ],
    [[FILE, ...REPO, ...SIGNER, '--source-ref', 'main'], 'not a full one'],
    [[FILE, ...REPO, ...SIGNER, '--source-digest', 'abc'], '40 or 64'],
    [[FILE, ...REPO, ...SIGNER, '--builder-id', 'gitlab'], 'neither a URI nor an alias'],
  ])('%j is exit code 2 with a hint', async (argv, message) => {
    const { code, stdout, stderr } = await verify(...argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  test('one changed byte of the bundle fails', async () => {
    const sigstore = createSigstore({ now: Date.now });
    const bundle = sigstore.sign();
    await fixture.write('other-root.json', sigstore.trustedRoot);
    const [signature] = bundle.dsseEnvelope?.signatures ?? [];
    const bytes = Buffer.from(signature?.sig ?? '', 'base64');
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    Object.assign(signature ?? {}, { sig: bytes.toString('base64') });
    await fixture.write('bad.json', JSON.stringify(bundle));
    const argv = [
      FILE,
      '--bundle',
      'bad.json',
      ...REPO,
      ...SIGNER,
      '--trusted-root',
      'other-root.json',
    ];
    const { code, stdout } = await fixture.run('verify', ...argv);
    expect(code).toBe(1);
    expect(stdout).toContain('it is of another signature');
  });

  test('an attempt without its run is refused: it would be compared with nothing', async () => {
    const { code, stdout, stderr } = await verify(FILE, ...REPO, ...SIGNER, '--run-attempt', '2');
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('add --run-id N')]);
  });
});
