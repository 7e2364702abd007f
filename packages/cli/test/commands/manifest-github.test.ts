import { setTimeout as sleep } from 'node:timers/promises';
import { createNodeTransport } from '@provkit/http/node';
import {
  contentsRoutes,
  createFakeContents,
  type FakeContents,
  type GithubServer,
  startGithub,
} from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture } from '../fixture.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const PATH = 'docs/reports/2026-01-31/manifest.json';
const LOCATION = `github:acme/widgets/${PATH}@main`;

let contents: FakeContents;
let github: GithubServer;
let fixture: Fixture;
beforeEach(async () => {
  contents = createFakeContents({ now: () => NOW });
  github = await startGithub({ routes: () => contentsRoutes(contents) });
  fixture = await createFixture({
    env: { GITHUB_TOKEN: contents.token, GITHUB_API_URL: github.apiUrl },
    network: { transport: createNodeTransport(), random: () => 0, loopbackUnsafe: true },
    // real, since a request has a deadline
    clock: { now: () => NOW, sleep: (ms, signal) => sleep(ms, undefined, signal && { signal }) },
  });
  contents.branches.get('main')?.set(PATH, Buffer.from(await fixture.read('manifest.json')));
});
afterEach(async () => {
  await fixture.remove();
  await github.close();
  expect(github.violations).toEqual([]);
});

const manifest = (action: string, ...argv: string[]) =>
  fixture.run('manifest', action, '--manifest', LOCATION, ...argv);

describe('provkit manifest with a manifest on GitHub (S3.4)', () => {
  test('set commits the change, show reads it', async () => {
    const { code, stdout } = await manifest(
      'set',
      '--tag',
      'v1.2.3',
      'notes=x',
      '--events',
      'events.ndjson',
    );
    expect(code).toBe(0);
    expect(stdout).toContain(`notes: → x\n0 added, 1 changed, 0 removed\nwritten to ${LOCATION}\n`);
    expect(contents.commits).toMatchObject([
      {
        branch: 'main',
        path: PATH,
        message: expect.stringMatching(/^Release manifest: 0 added, 1 changed\n/),
      },
    ]);
    expect((await manifest('show', '--tag', 'v1.2.3')).stdout).toMatch(/^notes +x$/m);
    expect(JSON.parse(await fixture.read('events.ndjson'))).toMatchObject({
      type: 'lock.waited',
      backend: 'github',
      outcome: 'acquired',
      wait_ms: 0,
    });
  });

  test('add begins a manifest with a commit', async () => {
    const argv = ['--tag', 'v2', '--run-id', '7', `sha=${'d'.repeat(40)}`, 'artifact_url=w.tgz'];
    const location = 'github:acme/widgets/new/manifest.json@main';
    const add = (...more: string[]) =>
      fixture.run('manifest', 'add', '--manifest', location, ...argv, ...more);
    expect(await add()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('has no new/manifest.json on main'),
    });
    expect((await add('--repository', 'acme/widgets')).code).toBe(0);
    expect(contents.branches.get('main')?.has('new/manifest.json')).toBe(true);
  });

  test('S1.7, T18: without a token nothing is asked; a token for another server stays at home', async () => {
    for (const env of [{ GITHUB_TOKEN: '' }, { GITHUB_SERVER_URL: 'not a server' }]) {
      expect(await fixture.runWith(env, 'manifest', 'show', '--manifest', LOCATION)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('contents: write'),
      });
    }
    expect(github.requests).toEqual([]);
  });

  test('a token that may not write is exit code 2, a server in trouble 3; neither shows the token', async () => {
    contents.mayWrite = false;
    const refused = await manifest('set', '--tag', 'v1.2.3', 'notes=x');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    github.setFault(() => ({ kind: 'answer', status: 429, headers: { 'retry-after': '3600' } }));
    const limited = await manifest('show');
    expect(limited).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/^provkit manifest: rate_limited: /),
    });
    expect(refused.stderr + limited.stderr).not.toContain(contents.token);
  });

  test('the history is read from a clone', async () => {
    expect(await manifest('history')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('from a clone'),
    });
    expect(await manifest('show', 'x')).toMatchObject({ code: 2 });
  });
});
