import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture } from '../fixture.ts';
import { type GitRepository, initRepository } from '../git-repository.ts';

const DATED = 'docs/reports/2026-01-31/manifest.json';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.remove());

const lint = (...argv: string[]) => fixture.run('lint-manifest', ...argv);

describe('provkit lint-manifest FILE (S6.3)', () => {
  test('a good manifest passes, and the change is said not to be judged', async () => {
    expect(await lint('manifest.json')).toEqual({
      code: 0,
      stdout:
        '0 errors, 0 warnings in 1 manifest\nOnly what the files say was judged, not what changed in them: --base REF does both.\n',
      stderr: '',
    });
  });

  test('findings are a report and exit code 1, in every format', async () => {
    await fixture.manifest({ status: 'failure' });
    const text = await lint('manifest.json');
    expect(text.code).toBe(1);
    expect(text.stdout).toContain('manifest.json:6:5: error failure-reason: v1.2.3 (run 42): ');
    const json = await lint('manifest.json', '--format', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      errors: 1,
      files: [{ path: 'manifest.json', findings: [{ rule: 'failure-reason', line: 6 }] }],
    });
    const sarif = await lint('manifest.json', '--format', 'sarif');
    expect(JSON.parse(sarif.stdout).runs[0].results).toMatchObject([{ ruleId: 'failure-reason' }]);
    const markdown = await lint('./manifest.json', '--format', 'markdown');
    expect(markdown.stdout).toContain('**Release manifest: 1 error, 0 warnings in 1 manifest**');
    expect([json.code, sarif.code, markdown.code]).toEqual([1, 1, 1]);
  });

  test('S1.1, T2: a release that a manifest of another day has already is found, whatever the order', async () => {
    await fixture.manifest();
    await fixture.write('again.json', await fixture.read('manifest.json'));
    const { code, stdout } = await lint('manifest.json', 'again.json', './again.json');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'unique-keys: v1.2.3 (run 42): run 42 of v1.2.3 is in manifest.json already',
    );
    expect(stdout).toContain('1 error, 0 warnings in 2 manifests');
  });

  test('in GitHub Actions the findings are annotations too, on standard error', async () => {
    await fixture.manifest({ status: 'failure' });
    const { stdout, stderr } = await fixture.runWith(
      { GITHUB_ACTIONS: 'true' },
      'lint-manifest',
      'manifest.json',
      '--format',
      'json',
    );
    expect(() => JSON.parse(stdout)).not.toThrow();
    expect(stderr).toMatch(
      /^::error file=manifest\.json,line=6,col=5,title=provkit lint-manifest%3A failure-reason::/,
    );
  });

  test.each([
    ['no JSON', '{'],
    ['a name that stands twice', '{"version":1,"version":1}'],
    ['NaN', '{"version":NaN}'],
    ['__proto__', '{"__proto__":{}}'],
    ['a later version', '{"version":2}'],
  ])('what is no manifest is a finding: %s', async (_, text) => {
    await fixture.write('manifest.json', text);
    const { code, stdout } = await lint('manifest.json', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout).files[0].findings).toMatchObject([
      { rule: 'valid', severity: 'error' },
    ]);
  });

  test('what cannot be read is exit code 2', async () => {
    await fixture.folderAt('folder.json');
    expect(await lint('folder.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('it is a directory'),
    });
    expect(await lint('none.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no such file'),
    });
    expect(await lint()).toMatchObject({ code: 2, stderr: expect.stringContaining('name a file') });
  });

  test('S1.1: without a file it is every manifest in its usual place', async () => {
    await mkdir(join(fixture.folder, 'docs/reports/2026-01-31'), { recursive: true });
    await mkdir(join(fixture.folder, 'docs/reports/2026-02-01'), { recursive: true });
    await fixture.write(DATED, await fixture.read('manifest.json'));
    await fixture.manifest({ run_id: '43' });
    const text = await fixture.read('manifest.json');
    await fixture.write('docs/reports/2026-02-01/manifest.json', text);
    const { code, stdout } = await lint('--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout).files).toMatchObject([
      { path: DATED, findings: [] },
      { path: 'docs/reports/2026-02-01/manifest.json', findings: [{ rule: 'path-date' }] },
    ]);
  });
});

describe('provkit lint-manifest --base-file', () => {
  test('judges the change since another file', async () => {
    await fixture.write('before.json', await fixture.read('manifest.json'));
    await fixture.manifest({ sha: 'e'.repeat(40) });
    const { code, stdout } = await lint('manifest.json', '--base-file', 'before.json');
    expect(code).toBe(1);
    expect(stdout).toContain('error immutable-fields: v1.2.3 (run 42): sha was ');
    expect(stdout).toContain('manifest.json: 0 added, 1 changed, 0 removed since before.json\n');
  });

  test.each([
    [['manifest.json', '--base-file', 'manifest.json', '--base', 'HEAD'], 'exclude each other'],
    [['--base-file', 'manifest.json'], 'name that one FILE'],
    [['manifest.json', '--base-file', 'none.json'], 'none.json cannot be read'],
    [
      ['manifest.json', '--base-file', 'manifest.json', '--events', 'e.ndjson'],
      'it needs --base REF',
    ],
  ])('%j is exit code 2', async (argv, message) => {
    expect(await lint(...argv)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });

  test('a base that is no manifest cannot be judged against', async () => {
    await fixture.write('before.json', '{');
    expect(await lint('manifest.json', '--base-file', 'before.json')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('manifest.json at before.json: not JSON'),
    });
  });
});

describe('provkit lint-manifest --base (S6.3)', () => {
  let repository: GitRepository;
  beforeEach(async () => {
    repository = await initRepository(fixture.folder);
    await mkdir(join(fixture.folder, 'docs/reports/2026-01-31'), { recursive: true });
    await fixture.write(DATED, await fixture.read('manifest.json'));
    await repository.commit('Begun');
  });
  const change = async (changes: Record<string, unknown>) => {
    const manifest = JSON.parse(await fixture.read(DATED));
    Object.assign(manifest.entries[0], changes);
    await fixture.write(DATED, JSON.stringify(manifest));
  };

  test('judges what changed since a ref, and counts it for governance.manifest_diff_count', async () => {
    await change({ status: 'success', verified_at: '2026-01-31T12:00:00.000Z' });
    const { code, stdout } = await lint('--base', 'main');
    expect(code).toBe(0);
    expect(stdout).toBe(
      `${DATED}: 0 added, 1 changed, 0 removed since main\n0 errors, 0 warnings in 1 manifest\n`,
    );
  });

  test.each([
    ['an entry that is gone', { tag: 'v9' }, 'append-only'],
    ['a commit that changed', { sha: 'e'.repeat(40) }, 'immutable-fields'],
    ['a status that jumps', { status: 'pending', run_attempt: 0 }, 'valid'],
  ])('%s', async (_, changes, rule) => {
    await change(changes);
    const { code, stdout } = await lint('--base', 'main', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout).files[0].findings[0].rule).toBe(rule);
  });

  test('a manifest that is gone is a finding, also where no file is named', async () => {
    await rm(join(fixture.folder, DATED));
    const { code, stdout } = await lint('--base', 'main');
    expect(code).toBe(1);
    expect(stdout).toContain(
      `${DATED}:1:1: error append-only: the manifest is gone, and 1 entries with it\n`,
    );
    expect(stdout).toContain('0 added, 0 changed, 1 removed since main');
  });

  test('a new manifest has only new entries', async () => {
    const { stdout } = await lint('--base', 'main', '--format', 'json', 'manifest.json');
    expect(JSON.parse(stdout).files[0].change).toEqual({
      base: 'main',
      added: 0,
      modified: 0,
      removed: 0,
    });
    await fixture.write('new.json', await fixture.read('manifest.json'));
    const added = await lint('--base', 'main', '--format', 'json', 'new.json');
    expect(JSON.parse(added.stdout).files[0].change).toEqual({
      base: 'main',
      added: 1,
      modified: 0,
      removed: 0,
    });
  });

  test('what others did since on their branch is no change of ours', async () => {
    await repository.git('switch', '--quiet', '--create', 'ours');
    await repository.git('switch', '--quiet', 'main');
    const manifest = JSON.parse(await fixture.read(DATED));
    const [entry] = manifest.entries;
    await fixture.write(
      DATED,
      JSON.stringify({ ...manifest, entries: [entry, { ...entry, run_id: '43' }] }),
    );
    await repository.commit('Theirs');
    await repository.git('switch', '--quiet', 'ours');
    expect(await lint('--base', 'main')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('0 added, 0 changed, 0 removed'),
    });
  });

  test('in a pull request the base is that of the pull request', async () => {
    await repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    await change({ sha: 'e'.repeat(40) });
    const { code, stdout } = await fixture.runWith({ GITHUB_BASE_REF: 'main' }, 'lint-manifest');
    expect(code).toBe(1);
    expect(stdout).toContain('since origin/main');
    expect(await fixture.runWith({ GITHUB_BASE_REF: 'gone' }, 'lint-manifest')).toMatchObject({
      code: 2,
    });
  });

  test('--events appends an event for each manifest that changed', async () => {
    await fixture.manifest({ run_id: '43' });
    await repository.commit('Another release');
    const base = await repository.git('rev-parse', 'HEAD');
    await change({ notes: 'x' });
    const commit = await repository.commit('Noted');
    const argv = ['--base', base, '--events', 'events.ndjson', DATED, 'manifest.json'];
    expect((await lint(...argv)).code).toBe(0);
    const [event, ...rest] = (await fixture.read('events.ndjson')).trimEnd().split('\n');
    expect(rest).toEqual([]);
    expect(JSON.parse(event ?? '')).toMatchObject({
      type: 'manifest.changed',
      commit,
      base,
      path: DATED,
      added: 0,
      modified: 1,
      removed: 0,
      repository: 'https://github.com/acme/widgets',
      trigger: 'release',
    });
  });

  test.each([
    ['nowhere', 'there is no commit nowhere'],
    ['--upload-pack=x', 'needs a value'],
    ['HEAD^{tree}', 'there is no commit'],
  ])('the ref %s is exit code 2', async (ref, message) => {
    expect(await lint('--base', ref)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });

  test('a history that has nothing in common is refused', async () => {
    await repository.git('checkout', '--quiet', '--orphan', 'apart');
    await repository.commit('Apart');
    expect(await lint('--base', 'main')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('fetch-depth: 0'),
    });
  });
});
