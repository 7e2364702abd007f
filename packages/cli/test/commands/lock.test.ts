import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { claimsForRef, DEFAULT_CLAIMS, statementFor } from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture, NOW } from '../fixture.ts';

const ARTIFACT = 'widgets-1.2.3.tgz';

let fixture: Fixture;
/** Who waits for another's disk really waits, so that time has to pass for real. */
const aMoment = () => setTimeout(20);
let onSleep: () => Promise<unknown> = aMoment;
beforeEach(async () => {
  onSleep = aMoment;
  fixture = await createFixture({
    clock: { now: () => Date.parse(NOW), sleep: async () => void (await onSleep()) },
  });
});
afterEach(() => fixture.remove());

/** A history of three commits and one beside it, so that Git can say how two stand to one another. */
function history(): { readonly first: string; readonly second: string; readonly side: string } {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd: fixture.folder,
      encoding: 'utf8',
    }).trim();
  const commit = (message: string) => {
    git('commit', '--quiet', '--allow-empty', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch=main');
  const first = commit('first');
  const second = commit('second');
  git('checkout', '--quiet', '-b', 'side', first);
  const side = commit('side');
  return { first, second, side };
}

async function release(tag: string, sha: string, change: object = {}): Promise<void> {
  const claims = {
    ...claimsForRef(`refs/tags/${tag}`),
    sha,
    workflow_sha: sha,
    job_workflow_sha: sha,
    ...change,
  };
  await fixture.sign({ claims, statement: statementFor({ claims }) });
}

const verify = (tag: string, sha: string, ...more: string[]) =>
  fixture.run(
    'verify',
    ARTIFACT,
    '--policy',
    'provkit.policy.json',
    '--trusted-root',
    'root.json',
    '--source-tag',
    tag,
    '--source-digest',
    sha,
    '--lock',
    'provenance.lock.json',
    ...more,
  );

const locked = async () =>
  JSON.parse(await readFile(join(fixture.folder, 'provenance.lock.json'), 'utf8')) as {
    lines: Record<string, { tag: string }>;
  };

describe('verify --lock (T12)', () => {
  test('the first release of a line is accepted on purpose only', async () => {
    const { first } = history();
    await release('v1.0.0', first);
    const unseen = await verify('v1.0.0', first);
    expect([unseen.code, unseen.stdout]).toEqual([2, '']);
    expect(unseen.stderr).toContain('provenance.lock.json cannot be read: there is no such file');
    const accepted = await verify('v1.0.0', first, '--update-lock');
    expect(accepted.code).toBe(0);
    expect(accepted.stderr).toContain(
      'v1.0.0 is the release accepted last of https://github.com/acme/widgets',
    );
    expect((await locked()).lines['https://github.com/acme/widgets']?.tag).toBe('v1.0.0');
    expect((await verify('v1.0.0', first)).code).toBe(0);
    const other = await verify('v1.0.0', first, '--lock-line', 'nightly');
    expect(other.stderr).toContain(
      'has no line "nightly": review the release, then accept it with --update-lock',
    );
  });

  test('two that update it at once lose neither line', async () => {
    const { first } = history();
    await release('v1.0.0', first);
    const lines = ['a', 'b', 'c', 'd'];
    const ended = await Promise.all(
      lines.map((line) => verify('v1.0.0', first, '--update-lock', '--lock-line', line)),
    );
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(Object.keys((await locked()).lines)).toEqual(lines);
  });

  test('a line that was changed while the release was judged against it is left as it is', async () => {
    const path = join(fixture.folder, 'provenance.lock.json');
    const { first, second } = history();
    await release('v1.0.0', first);
    await verify('v1.0.0', first, '--update-lock');
    await release('v1.1.0', second);
    const theirs = (await readFile(path, 'utf8')).replaceAll('v1.0.0', 'v1.0.1');
    const holder = { token: 't', pid: process.pid, host: hostname(), since: NOW };
    await writeFile(`${path}.lock`, JSON.stringify(holder));
    onSleep = async () => {
      await writeFile(path, theirs);
      await rm(`${path}.lock`);
    };
    const { code, stderr } = await verify('v1.1.0', second, '--update-lock');
    expect([code, await readFile(path, 'utf8')]).toEqual([2, theirs]);
    expect(stderr).toContain('was changed while this release was judged');
  });

  test('a later release passes, an older one and one of a side branch fail', async () => {
    const { first, second, side } = history();
    await release('v1.0.0', first);
    await verify('v1.0.0', first, '--update-lock');
    await release('v1.1.0', second);
    expect((await verify('v1.1.0', second, '--update-lock')).code).toBe(0);
    await release('v1.0.0', first);
    const older = await verify('v1.0.0', first, '--format', 'json');
    expect([older.code, JSON.parse(older.stdout)]).toMatchObject([
      1,
      { reports: [{ failureReason: 'lineage_violation' }] },
    ]);
    await release('v1.2.0', side);
    const aside = await verify('v1.2.0', side);
    expect(aside.code).toBe(1);
    expect(aside.stdout).toContain(
      'built from a commit that does not follow the one accepted last',
    );
  });

  test('a release that was built in another way fails until it is accepted on purpose', async () => {
    const { first, second } = history();
    await release('v1.0.0', first);
    await verify('v1.0.0', first, '--update-lock');
    await release('v1.1.0', second, { event_name: 'workflow_dispatch' });
    const drifted = await verify('v1.1.0', second);
    expect(drifted.code).toBe(1);
    expect(drifted.stdout).toContain(
      'built in another way than the release accepted last: trigger changed',
    );
    expect((await verify('v1.1.0', second, '--update-lock')).code).toBe(0);
    expect((await verify('v1.1.0', second)).code).toBe(0);
  });

  test('a release that fails is never written', async () => {
    const { first, second } = history();
    await release('v1.0.0', first);
    await verify('v1.0.0', first, '--update-lock');
    const before = await locked();
    const failed = await verify('v9.9.9', second, '--update-lock');
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('not updated, for not every file passed');
    expect(await locked()).toEqual(before);
  });

  test('without the history it cannot be decided: exit code 3', async () => {
    await release('v1.0.0', DEFAULT_CLAIMS.sha);
    await verify('v1.0.0', DEFAULT_CLAIMS.sha, '--update-lock');
    await release('v1.1.0', 'd'.repeat(40));
    const { code, stdout } = await verify('v1.1.0', 'd'.repeat(40));
    expect(code).toBe(3);
    expect(stdout).toContain('fetch-depth: 0');
  });

  test.each([
    [['--update-lock'], { CI: 'true' }, 'is refused in CI'],
    [[], {}, undefined],
  ])('%j with %j', async (more, env, refused) => {
    const { first } = history();
    await release('v1.0.0', first);
    await verify('v1.0.0', first, '--update-lock');
    const { code, stderr } = await fixture.runWith(
      env,
      'verify',
      ARTIFACT,
      '--policy',
      'provkit.policy.json',
      '--trusted-root',
      'root.json',
      '--source-tag',
      'v1.0.0',
      '--source-digest',
      first,
      '--lock',
      'provenance.lock.json',
      ...more,
    );
    expect(code).toBe(refused === undefined ? 0 : 2);
    expect(stderr).toContain(refused ?? '');
  });

  test.each([
    [['--update-lock'], '--update-lock without --lock FILE'],
    [['--lock-line', 'x'], '--lock-line without --lock FILE'],
    [['--lock', 'provenance.lock.json'], '--lock needs --source-digest COMMIT'],
  ])('bad usage: %j is exit code 2', async (more, text) => {
    const { code, stderr } = await fixture.run(
      'verify',
      ARTIFACT,
      '--policy',
      'provkit.policy.json',
      '--source-tag',
      'v1.2.3',
      ...more,
    );
    expect(code).toBe(2);
    expect(stderr).toContain(text);
  });

  test('malformed: a lockfile that is none is exit code 2, and stays as it is', async () => {
    await fixture.write('provenance.lock.json', '{"version":1}');
    const { code, stderr } = await verify('v1.2.3', DEFAULT_CLAIMS.sha, '--update-lock');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('provenance.lock.json#/lines: the member "lines" is missing'),
    ]);
    expect(await readFile(join(fixture.folder, 'provenance.lock.json'), 'utf8')).toBe(
      '{"version":1}',
    );
  });
});
