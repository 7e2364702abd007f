import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture } from '../fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.remove());

const SHA = 'd'.repeat(40);
const entries = async () => JSON.parse(await fixture.read('manifest.json')).entries;
const manifest = (action: string, ...argv: string[]) =>
  fixture.run('manifest', action, '--manifest', 'manifest.json', ...argv);
const set = (...argv: string[]) => manifest('set', '--tag', 'v1.2.3', ...argv);

describe('provkit manifest add (S1.1)', () => {
  test('puts a pending release at the end, and shows it', async () => {
    const { code, stdout } = await manifest(
      'add',
      '--tag',
      'v1.3.0',
      '--run-id',
      '43',
      `sha=${SHA}`,
      'artifact_url=w.tgz',
    );
    expect(code).toBe(0);
    expect(stdout).toBe(
      '+ v1.3.0 (run 43)  pending\n1 added, 0 changed, 0 removed\nwritten to manifest.json\n',
    );
    expect((await entries())[1]).toEqual({
      tag: 'v1.3.0',
      run_id: '43',
      run_attempt: 1,
      sha: SHA,
      artifact_url: 'w.tgz',
      status: 'pending',
    });
  });

  test('begins a manifest where there is none, with its folders', async () => {
    const path = 'docs/reports/2026-01-31/manifest.json';
    const argv = [
      'manifest',
      'add',
      '--manifest',
      path,
      '--tag',
      'v1',
      '--run-id',
      '1',
      `sha=${SHA}`,
      'artifact_url=w.tgz',
    ];
    expect(await fixture.run(...argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no such file'),
    });
    expect((await fixture.run(...argv, '--repository', 'acme/widgets')).code).toBe(0);
    expect(JSON.parse(await fixture.read(path))).toMatchObject({
      version: 1,
      repository: 'acme/widgets',
      generated_at: '2026-01-31T12:00:00.000Z',
      entries: [{ tag: 'v1' }],
    });
    expect((await fixture.run('lint-manifest')).code).toBe(0);
  });

  test.each([
    [['--tag', 'v1.2.3', '--run-id', '42', `sha=${SHA}`, 'artifact_url=w'], 'already'],
    [['--tag', 'v2', `sha=${SHA}`, 'artifact_url=w'], '"run_id" is missing'],
    [['--tag', 'v2', '--run-id', '7', 'sha=abc', 'artifact_url=w'], '40 or 64 lowercase hex'],
    [
      ['--tag', 'v2', '--run-id', '7', `sha=${SHA}`, 'artifact_url=w', 'status=failure'],
      'failure_reason is missing',
    ],
    [
      ['--tag', 'v2', '--run-id', '7', `sha=${SHA}`, 'artifact_url=w', 'stat=x'],
      'stat is no field',
    ],
  ])('%j is refused, and the manifest untouched', async (argv, message) => {
    const before = await fixture.read('manifest.json');
    expect(await manifest('add', ...argv)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
    expect(await fixture.read('manifest.json')).toBe(before);
  });
});

describe('provkit manifest set (S2.5, S4.5)', () => {
  test('S2.5: a failure with its reason, Slack and Issue', async () => {
    const { code, stdout } = await set(
      'status=failure',
      'failure_reason=run_mismatch',
      'notify_slack=true',
      'issue_number=17',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('    status: pending → failure\n');
    expect((await entries())[0]).toMatchObject({
      status: 'failure',
      failure_reason: 'run_mismatch',
      notify_slack: true,
      issue_number: 17,
    });
  });

  test('a field is removed by an empty value; JSON says what changed', async () => {
    await set('notes=x');
    const { stdout } = await set('notes=', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      isChanged: true,
      waitedMs: 0,
      version: expect.stringMatching(/^[0-9a-f]{64}$/),
      patch: [{ op: 'remove', path: '/entries/0/notes' }],
    });
    expect((await entries())[0]).not.toHaveProperty('notes');
  });

  test('says when there is nothing to write', async () => {
    expect((await set('run_attempt=1')).stdout).toBe('nothing changed\nnothing to write\n');
  });

  test.each([
    ['T2: another commit', [`sha=${SHA}`], 'immutable-fields'],
    [
      'spec 2.5: a step that the table has not',
      [
        'status=rollback',
        'governance_flag=rollback',
        'verified_at=2026-01-31T12:00:00.000Z',
        'run_attempt=0',
      ],
      'run_attempt',
    ],
    ['S3.1: a requeue without a reason', ['requeue=true'], 'requeue'],
  ])('%s is refused', async (_, argv, message) => {
    const before = await fixture.read('manifest.json');
    expect(await set(...argv)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
    expect(await fixture.read('manifest.json')).toBe(before);
  });

  test('spec 2.5: what only a person may do is refused to a program', async () => {
    await fixture.manifest({ status: 'blocked', notes: 'wait' });
    const argv = [
      'manifest',
      'set',
      '--manifest',
      'manifest.json',
      '--tag',
      'v1.2.3',
      'status=pending',
    ];
    expect(await fixture.runWith({ GITHUB_ACTIONS: 'true' }, ...argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'status-transition: blocked became pending, but blocked is final',
      ),
    });
    expect((await fixture.run(...argv)).code).toBe(0);
  });

  test('what was wrong before stands in nobody’s way', async () => {
    await fixture.manifest({ status: 'failure' });
    expect((await set('notes=x')).code).toBe(0);
  });

  test.each([
    [['set', '--manifest', 'manifest.json', 'notes=x'], '--tag is missing'],
    [['set', '--manifest', 'manifest.json', '--tag', 'v1.2.3'], 'say what to set'],
    [['set', '--manifest', 'manifest.json', '--tag', 'v9', 'notes=x'], 'no entry of v9'],
    [['set', '--tag', 'v1', 'notes=x'], '--manifest is missing'],
    [['sett', '--manifest', 'manifest.json'], 'Did you mean set?'],
    [[], 'say what to do: manifest add, set, show, history'],
  ])('%j is exit code 2 with a hint', async (argv, message) => {
    expect(await fixture.run('manifest', ...argv)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });

  test('S5.3: a manifest that others hold for 5 minutes is lock_timeout, exit code 3, and an event', async () => {
    const holder = {
      token: 't',
      pid: process.pid,
      host: hostname(),
      since: '2026-01-31T11:59:00.000Z',
    };
    await fixture.write('manifest.json.lock', JSON.stringify(holder));
    const { code, stdout, stderr } = await set('notes=x', '--events', 'events.ndjson');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(
      new RegExp(`^provkit manifest: lock_timeout: .*process ${process.pid} on `),
    );
    expect(JSON.parse(await fixture.read('events.ndjson'))).toMatchObject({
      type: 'lock.waited',
      lock: 'manifest',
      backend: 'file',
      outcome: 'timed_out',
      wait_ms: 300_000,
      tag: 'v1.2.3',
      repository: 'https://github.com/acme/widgets',
    });
  });

  test('S5.3: a lock that was to be had is an event too', async () => {
    await set('notes=x', '--events', 'events.ndjson');
    expect(JSON.parse(await fixture.read('events.ndjson'))).toMatchObject({
      type: 'lock.waited',
      outcome: 'acquired',
      wait_ms: 0,
      holder: null,
    });
    expect(await set('notes=y', '--events', 'manifest.json')).toMatchObject({ code: 2 });
  });
});

describe('provkit manifest show', () => {
  beforeEach(async () => {
    await manifest(
      'add',
      '--tag',
      'v1.3.0',
      '--run-id',
      '43',
      `sha=${SHA}`,
      'artifact_url=w|x.tgz',
    );
    await set('status=failure', 'failure_reason=run_mismatch');
  });

  test('all entries as a table, one with every field', async () => {
    const { stdout } = await manifest('show');
    expect(stdout.split('\n')).toEqual([
      'tag     run  attempt  status   reason        verified at',
      'v1.2.3  42   1        failure  run_mismatch',
      'v1.3.0  43   1        pending',
      '2 entries',
      '',
    ]);
    expect((await manifest('show', '--tag', 'v1.3.0')).stdout).toContain('artifact_url  w|x.tgz\n');
  });

  test('those of a tag, run or status; as JSON and Markdown', async () => {
    const json = async (...argv: string[]) => {
      const { stdout } = await manifest('show', '--format', 'json', ...argv);
      return JSON.parse(stdout).map(({ run_id }: { run_id: string }) => run_id);
    };
    expect(await json()).toEqual(['42', '43']);
    expect(await json('--run-id', '43')).toEqual(['43']);
    expect(await json('--status', 'failure')).toEqual(['42']);
    expect(await json('--status', 'failure', '--status', 'pending')).toEqual(['42', '43']);
    expect(await json('--tag', 'v9')).toEqual([]);
    const { stdout } = await manifest('show', '--format', 'markdown', '--tag', 'v1.2.3');
    expect(stdout).toContain('| `v1.2.3` | `42` | `1` | `failure` | `run_mismatch` | – |\n');
  });

  test('S5.3: does not wait for whoever writes', async () => {
    await fixture.write('manifest.json.lock', '{}');
    expect((await manifest('show')).code).toBe(0);
  });
});
