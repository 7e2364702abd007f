import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARTIFACT, createSigstore, generateKeyPair, pem, type SignOptions } from '@provkit/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, '..', 'bundle-index.ts');
const SAN = 'https://github.com/acme/widgets/.github/workflows/release.yml@refs/tags/v1.2.3';
const ISSUER = 'https://token.actions.githubusercontent.com';
const SHA256 = createHash('sha256').update(ARTIFACT.bytes).digest('hex');

const key = generateKeyPair();
const sigstore = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provkit-index-'));
  await mkdir(join(folder, 'b'));
  const sign = (options?: SignOptions) => JSON.stringify(sigstore.sign(options));
  const files = {
    'root.json': sigstore.trustedRoot,
    'other-root.json': createSigstore({ now: Date.now }).trustedRoot,
    'key.pem': pem('PUBLIC KEY', key.spki),
    'artifact.tgz': ARTIFACT.bytes,
    'other.tgz': 'something else',
    'b/good.json': sign(),
    'b/message.json': sign({ message: ARTIFACT.bytes }),
    'b/broken.json': '{"mediaType":',
    'b/binary.json': Buffer.from([0, 1, 2, 255]),
    'b/key.json': sign({ key, timestamp: true }),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
});
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the script as its README says, without a corpus. */
function run(argv: readonly string[], cwd = folder): Promise<Ended> {
  const args = ['--conditions=@provkit/source', SCRIPT, ...argv];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env: {} }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

/** The verdicts by id, as the results file has them. */
async function verdicts(bundles: readonly object[], more: object = {}): Promise<object> {
  await writeFile(join(folder, 'index.json'), JSON.stringify({ bundles, ...more }));
  const out = join(folder, 'results.jsonl');
  await run(['--index', 'index.json', '--root', '.', '--out', out]);
  const lines = (await readFile(out, 'utf8')).split('\n').slice(0, -1);
  return Object.fromEntries(
    lines
      .map((line) => JSON.parse(line) as { id: string; verdict: string })
      .map(({ id, verdict }) => [id, verdict]),
  );
}

const entry = (id: string, changes: object = {}) => ({
  id,
  file: 'b/good.json',
  trustedRoot: 'root.json',
  san: SAN,
  issuer: ISSUER,
  ...changes,
});

describe('bundle-index', () => {
  test('gives a verdict for each bundle of an index that expects none, in its order', async () => {
    const results = await verdicts([
      entry('subject'),
      entry('artifact', { artifact: { file: 'artifact.tgz' } }),
      entry('artifact as a name', { artifact: 'artifact.tgz' }),
      entry('another artifact', { artifact: { file: 'other.tgz' } }),
      entry('digest', { artifactDigest: SHA256 }),
      entry('digest with its algorithm', { artifactDigest: `sha256:${SHA256}` }),
      entry('digest before artifact', { artifactDigest: SHA256, artifact: { file: 'other.tgz' } }),
      entry('another digest', { artifactDigest: '0'.repeat(64) }),
      entry('message', { file: 'b/message.json', messageDigest: SHA256 }),
      entry('message of another file', { file: 'b/message.json', artifact: { file: 'other.tgz' } }),
    ]);
    expect(Object.entries(results)).toEqual([
      ['subject', 'accept'],
      ['artifact', 'accept'],
      ['artifact as a name', 'accept'],
      ['another artifact', 'reject'],
      ['digest', 'accept'],
      ['digest with its algorithm', 'accept'],
      ['digest before artifact', 'accept'],
      ['another digest', 'reject'],
      ['message', 'accept'],
      ['message of another file', 'reject'],
    ]);
  });

  test('compares name and issuer exactly, as far as the entry has them', async () => {
    expect(
      await verdicts([
        entry('neither', { san: undefined, issuer: undefined }),
        entry('name alone', { issuer: undefined }),
        entry('issuer alone', { san: undefined }),
        entry('part of the name', { san: SAN.slice(0, -1) }),
        entry('name as a pattern', { san: '.*' }),
        entry('another issuer', { issuer: `${ISSUER}/x` }),
        entry('another issuer alone', { san: undefined, issuer: 'https://x.example' }),
        entry('another issuer beside a name that could not be written', {
          san: '(unsupported form) x',
          issuer: 'https://x.example',
        }),
        entry('the key', { file: 'b/key.json', key: 'key.pem', san: undefined, issuer: undefined }),
        entry('a key and a certificate', { key: 'key.pem' }),
      ]),
    ).toEqual({
      neither: 'accept',
      'name alone': 'accept',
      'issuer alone': 'accept',
      'part of the name': 'reject',
      'name as a pattern': 'reject',
      'another issuer': 'reject',
      'another issuer alone': 'reject',
      'another issuer beside a name that could not be written': 'reject',
      'the key': 'accept',
      'a key and a certificate': 'reject',
    });
  });

  test('takes roots by file or by their name in the index, and the embedded one where none is stated', async () => {
    const named = { trustedRoots: { mine: { file: 'root.json' } } };
    expect(
      await verdicts(
        [
          entry('named', { trustedRoot: 'mine' }),
          entry('absolute', { trustedRoot: join(folder, 'root.json') }),
          entry('other', { trustedRoot: 'other-root.json' }),
          entry('none', { trustedRoot: undefined }),
        ],
        named,
      ),
    ).toEqual({ named: 'accept', absolute: 'accept', other: 'reject', none: 'reject' });
  });

  test('an entry that cannot be read is rejected, and keeps no other one from its verdict', async () => {
    expect(
      await verdicts([
        entry('missing bundle', { file: 'b/none.json' }),
        entry('missing root', { trustedRoot: 'none.json' }),
        entry('missing artifact', { artifact: { file: 'none.tgz' } }),
        entry('missing key', { key: 'none.pem' }),
        entry('a key that is none', { key: 'root.json' }),
        entry('broken', { file: 'b/broken.json' }),
        entry('binary', { file: 'b/binary.json' }),
        entry('good'),
      ]),
    ).toEqual({
      'missing bundle': 'reject',
      'missing root': 'reject',
      'missing artifact': 'reject',
      'missing key': 'reject',
      'a key that is none': 'reject',
      broken: 'reject',
      binary: 'reject',
      good: 'accept',
    });
  });

  test('an index without bundles gives no lines', async () => {
    expect(await verdicts([])).toEqual({});
    expect(await readFile(join(folder, 'results.jsonl'), 'utf8')).toBe('');
  });

  test('paths start at the index’s folder where no root is given; a wrong verdict is exit code 1', async () => {
    const bundles = [entry('right', { expect: 'accept' }), entry('wrong', { expect: 'reject' })];
    await writeFile(join(folder, 'index.json'), JSON.stringify({ bundles }));
    const { code, stdout } = await run(['--index', join(folder, 'index.json')], tmpdir());
    expect(code).toBe(1);
    expect(stdout).toContain('ok     right: accept, expected accept');
    expect(stdout).toContain('WRONG  wrong: accept, expected reject');
    expect(stdout).toContain('1 passed, 1 failed');
  });

  test('says that it is skipped without a corpus, and in one line what it cannot read', async () => {
    expect(await run([])).toMatchObject({ code: 0, stdout: expect.stringContaining('SKIPPED') });
    for (const argv of [
      ['--index', 'none.json'],
      ['--index', 'artifact.tgz'],
      ['--indx', 'x'],
    ]) {
      const { code, stdout, stderr } = await run(argv);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^bundle-index: [^\n]+\n$/);
    }
  });
});
