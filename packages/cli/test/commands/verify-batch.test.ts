import { createHash } from 'node:crypto';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ARTIFACT, DEFAULT_CLAIMS, statementFor } from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture } from '../fixture.ts';

const EXPECTED = ['--repo', 'acme/widgets', '--signer-workflow', '.github/workflows/release.yml'];
const ROOT = ['--trusted-root', 'root.json'];

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.remove());

const verify = (...argv: string[]) =>
  fixture.run('verify', ...ROOT, ...EXPECTED, '--format', 'json', ...argv);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Files under one attestation, which is written as `release.sigstore.json`; the names that are bad are no subjects of it. */
async function release(names: readonly string[], bad: readonly string[] = []): Promise<void> {
  const good = names.filter((name) => !bad.includes(name));
  const statement = statementFor({
    change: (made) => {
      made.subject = good.map((name) => ({ name, digest: { sha256: sha256(name) } }));
    },
  });
  for (const name of names) await fixture.write(name, name);
  await fixture.write(
    'release.sigstore.json',
    JSON.stringify(fixture.sigstore.sign({ statement })),
  );
}

const BUNDLE = ['--bundle', 'release.sigstore.json'];
const verdicts = (stdout: string): string[] =>
  JSON.parse(stdout).reports.map(
    ({ artifacts, verdict }: { artifacts: { name: string }[]; verdict: string }) =>
      `${artifacts[0]?.name} ${verdict}`,
  );

describe('provkit verify, many artifacts', () => {
  test('reports on each in the order in which it was named, and ends with the worst verdict', async () => {
    await release(['c', 'a', 'b'], ['a']);
    const { code, stdout } = await verify('c', 'a', 'b', ...BUNDLE);
    expect(code).toBe(1);
    expect(verdicts(stdout)).toEqual(['c pass', 'a fail', 'b pass']);
    expect((await verify('c', 'b', ...BUNDLE)).code).toBe(0);
  });

  test('takes patterns, in the order of names and without the bundles among the files', async () => {
    await mkdir(join(fixture.folder, 'dist', 'deep'), { recursive: true });
    await release(['dist/b.tgz', 'dist/a.tgz', 'dist/deep/c.tgz']);
    await fixture.write('dist/a.tgz.sigstore.json', '{}');
    const { code, stdout } = await verify('dist/*', 'dist/**/c.*', ...BUNDLE);
    expect([code, verdicts(stdout)]).toEqual([
      0,
      ['dist/a.tgz pass', 'dist/b.tgz pass', 'dist/deep/c.tgz pass'],
    ]);
    const none = await verify('dist/*.zip', ...BUNDLE);
    expect([none.code, none.stderr]).toEqual([
      2,
      expect.stringContaining('dist/*.zip matches no file'),
    ]);
  });

  test('T10: a pattern takes links to files, for whoever ships the folder ships what they lead to', async () => {
    await mkdir(join(fixture.folder, 'dist', 'folder'), { recursive: true });
    await release(['dist/a', 'evil'], ['evil']);
    await symlink(join(fixture.folder, 'evil'), join(fixture.folder, 'dist', 'link'));
    await symlink(join(fixture.folder, 'dist', 'folder'), join(fixture.folder, 'dist', 'way'));
    const { code, stdout } = await verify('dist/*', ...BUNDLE);
    expect([code, verdicts(stdout)]).toEqual([1, ['dist/a pass', 'dist/link fail']]);
    await symlink('nowhere', join(fixture.folder, 'dist', 'broken'));
    const broken = await verify('dist/*', ...BUNDLE);
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining('dist/broken')]);
  });

  test('takes a file whose name looks like a pattern for the file', async () => {
    await release(['[x].tgz']);
    expect(verdicts((await verify('[x].tgz', ...BUNDLE)).stdout)).toEqual(['[x].tgz pass']);
  });

  test('takes checksum files, GNU and BSD, with bundles beside the names that they list', async () => {
    await release(['a', 'b']);
    await fixture.write('SHA256SUMS', `${sha256('a')}  a\n${sha256('other')}  b\n`);
    const { code, stdout } = await verify('--checksums', 'SHA256SUMS', ...BUNDLE);
    expect([code, verdicts(stdout)]).toEqual([1, ['a pass', 'b fail']]);
    await fixture.write(
      'SUMS',
      `SHA256 (${ARTIFACT.name}) = ${createHash('sha256').update(ARTIFACT.bytes).digest('hex')}\n`,
    );
    expect(verdicts((await verify('--checksums', 'SUMS')).stdout)).toEqual([
      `${ARTIFACT.name} pass`,
    ]);
  });

  test('T14: names in a checksum file lead nowhere outside of its folder', async () => {
    await mkdir(join(fixture.folder, 'inside'));
    const hex = createHash('sha256').update(ARTIFACT.bytes).digest('hex');
    await fixture.write('inside/SUMS', `${hex}  ../${ARTIFACT.name}\n`);
    const { code, stderr } = await verify('--checksums', 'inside/SUMS', '--offline');
    expect([code, stderr]).toEqual([2, expect.stringContaining('no bundle for')]);
  });

  test.each([
    ['is none', 'nonsense\n', 'no checksum'],
    ['lists nothing', '# nothing\n', 'lists no file'],
  ])('a checksum file that %s is a usage error', async (_, text, message) => {
    await fixture.write('SUMS', text);
    const { code, stderr } = await verify('--checksums', 'SUMS');
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('takes a manifest: every entry for its own tag, commit and run', async () => {
    await fixture.manifest();
    const { code, stdout } = await verify('--manifest', 'manifest.json');
    expect([code, verdicts(stdout)]).toEqual([0, [`v1.2.3 (run 42): ${ARTIFACT.name} pass`]]);
    expect(JSON.parse(stdout).reports[0].release).toEqual({
      tag: 'v1.2.3',
      commit: DEFAULT_CLAIMS.sha,
      run: { id: '42', attempt: 1 },
    });
    await fixture.manifest({ run_id: '43' });
    expect((await verify('--manifest', 'manifest.json')).code).toBe(1);
  });

  test('takes a manifest’s digest where it has one, and says which file it misses', async () => {
    const digest = createHash('sha256').update(ARTIFACT.bytes).digest('hex');
    await fixture.manifest({
      artifact_digest: `sha256:${digest}`,
      artifact_url: 'https://example.com/x',
    });
    const named = ['--bundle', `${ARTIFACT.name}.sigstore.json`];
    expect((await verify('--manifest', 'manifest.json', ...named)).code).toBe(0);
    await fixture.manifest({ artifact_url: 'missing.tgz' });
    const { code, stderr } = await verify('--manifest', 'manifest.json', ...named);
    expect([code, stderr]).toEqual([2, expect.stringContaining('missing.tgz')]);
  });

  test('T2, T10: a manifest’s digest does not vouch for a file that has another', async () => {
    const digest = createHash('sha256').update(ARTIFACT.bytes).digest('hex');
    await fixture.manifest({ artifact_digest: `sha256:${digest}` });
    expect((await verify('--manifest', 'manifest.json')).code).toBe(0);
    await fixture.write(ARTIFACT.name, 'another file under the same name');
    const { code, stdout, stderr } = await verify('--manifest', 'manifest.json');
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('artifact_digest')]);
    const named = ['--bundle', `${ARTIFACT.name}.sigstore.json`];
    expect((await verify('--manifest', 'manifest.json', ...named)).code).toBe(2);
  });

  test('verifies the part that it is told to, and all parts are everything', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    await release(names);
    const parts = await Promise.all(
      ['1/3', '2/3', '3/3'].map((shard) => verify(...names, ...BUNDLE, '--shard', shard)),
    );
    expect(parts.map(({ stdout }) => verdicts(stdout))).toEqual([
      ['a pass', 'd pass'],
      ['b pass', 'e pass'],
      ['c pass'],
    ]);
    const empty = await verify('a', ...BUNDLE, '--shard', '2/2');
    expect([empty.code, empty.stdout, empty.stderr]).toEqual([
      0,
      '',
      expect.stringContaining('nothing to verify in this part'),
    ]);
  });

  test.each([
    ['--shard', '3/2'],
    ['--shard', 'x'],
    ['--jobs', '0'],
    ['--jobs', '65'],
    ['--jobs', 'x'],
  ])('%s %s is a usage error', async (option, value) => {
    const { code, stderr } = await verify(ARTIFACT.name, option, value);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${option} ${value}`)]);
  });

  test('the number of jobs changes nothing but the time', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `file-${at}`);
    await release(names, ['file-3', 'file-7']);
    const [one, many] = await Promise.all(
      ['1', '5'].map((jobs) => verify(...names, ...BUNDLE, '--jobs', jobs)),
    );
    expect(one?.stdout).toBe(many?.stdout);
    expect(one?.code).toBe(1);
  });

  test('S1.3: a file that cannot be read is a usage error, and nothing is reported', async () => {
    await release(['a']);
    const { code, stdout, stderr } = await verify('a', 'missing', ...BUNDLE);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('missing')]);
  });
});
