import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type NotifyWorld, startNotifyWorld } from '../notify-world.ts';

let world: NotifyWorld;
beforeEach(async () => {
  world = await startNotifyWorld();
});
afterEach(async () => {
  expect([world.github.violations, world.slack.violations]).toEqual([[], []]);
  await world.close();
});

const failure = (changes: Record<string, unknown> = {}) =>
  world.fixture.manifest({ status: 'failure', failure_reason: 'artifact_missing', ...changes });

describe('provkit notify, of a manifest entry (S2)', () => {
  test('S2.2: Slack is told of exactly this run, by the edge function', async () => {
    const { code, stdout } = await world.notify();
    expect(code).toBe(0);
    expect(stdout).toBe(
      'v1.2.3, run 42, attempt 1: artifact_missing, warning\n  edge: delivered, status 200, 0 ms: Slack has the message\npeople were told\n',
    );
    expect(world.slack.messages).toMatchObject([
      { channel: 'ops-alert', of: { run_id: '42', run_attempt: 1, tag: 'v1.2.3' } },
    ]);
  });

  test('S2.5: with --write the entry says that Slack was told, and which Issue there is', async () => {
    await failure({ failure_reason: 'subject_mismatch' });
    expect((await world.notify('--write')).code).toBe(0);
    expect(await world.entry()).toMatchObject({
      status: 'failure',
      failure_reason: 'subject_mismatch',
      notify_slack: true,
      issue_number: 1,
    });
    const { code } = await world.fixture.run('lint-manifest', 'manifest.json');
    expect(code).toBe(0);
  });

  test('without --write the entry is as it was', async () => {
    await world.notify();
    expect(await world.entry()).not.toHaveProperty('notify_slack');
  });

  test('S2.3: slack_retry is written where Slack had to be tried again', async () => {
    world.slack.setOutage((_, count) =>
      count === 1 ? { kind: 'answer', status: 503 } : undefined,
    );
    await world.notify('--write');
    expect(await world.entry()).toMatchObject({ notify_slack: true, slack_retry: 1 });
    expect(world.slack.requests.map(({ url }) => url.searchParams.get('slack_retry'))).toEqual([
      null,
      '1',
    ]);
  });

  test('S2.8: where no Issue can be opened ops-team is told, and the manifest has a note', async () => {
    world.tracker.isEnabled = false;
    world.slack.setOutage(({ url }) =>
      url.pathname.endsWith('notify') ? { kind: 'answer', status: 404 } : undefined,
    );
    const { code } = await world.notify('--write');
    expect(code).toBe(0);
    expect(world.slack.messages).toMatchObject([{ channel: 'ops-team' }]);
    const notes = 'No Issue could be opened (status 410); ops-slack-summary told ops-team.';
    expect(await world.entry()).toMatchObject({ notes, notify_slack: true });
    await world.notify('--write');
    expect(await world.entry()).toMatchObject({ notes });
  });

  test('each try is an event before it is made, and again with what came of it', async () => {
    await failure({ failure_reason: 'subject_mismatch' });
    await world.notify();
    const events = await world.events();
    expect(
      events.map(({ type, rung, outcome, corrects }) => [
        type,
        rung,
        outcome,
        corrects !== undefined,
      ]),
    ).toEqual([
      ['alert.raised', undefined, undefined, false],
      ['notification.attempted', 'edge', 'unknown', false],
      ['notification.attempted', 'edge', 'delivered', true],
      ['notification.attempted', 'issue', 'unknown', false],
      ['issue.opened', undefined, undefined, false],
      ['notification.attempted', 'issue', 'delivered', true],
    ]);
    expect(events[4]).toMatchObject({ issue_number: 1, cause: 'policy', run_id: '42' });
  });

  test('the alert names the validation that found the failure', async () => {
    await world.fixture.manifest({ artifact_url: 'gone.tgz' });
    const validated = await world.fixture.run(
      ...['validate', '--manifest', 'manifest.json', '--tag', 'v1.2.3', '--allow-file'],
      ...['--trusted-root', 'root.json', '--offline', '--write'],
    );
    expect(validated.code).toBe(1);
    await world.notify();
    const events = await world.events();
    const validation = events.find(({ type }) => type === 'validation.completed');
    const raised = events.find(({ type }) => type === 'alert.raised');
    expect(validation).toBeDefined();
    expect(raised?.validation_id).toBe(validation?.id);
  });

  test('is told once, however often it is run', async () => {
    await world.notify();
    const { code, stdout } = await world.notify();
    expect([code, world.slack.messages.length]).toEqual([0, 1]);
    expect(stdout).not.toContain('edge');
  });

  test('T18: a secret in the tag shows nowhere', async () => {
    const tag = 'v1-ghp_0123456789abcdefghijklmnopqrstuvwxyz';
    await failure({ tag });
    const argv = ['notify', '--from', 'manifest.json', '--tag', tag];
    const shown = [await world.fixture.run(...argv), await world.fixture.run(...argv, '--plan')];
    const kept = [world.slack.messages, world.tracker.issues, await world.events()];
    expect(JSON.stringify([shown, kept])).not.toContain('0123456789abcdefghijklmnopqrstuvwxyz');
    expect(world.slack.messages).toHaveLength(1);
  });

  test('receipts come as JSON, too', async () => {
    const { stdout } = await world.notify('--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      results: [
        {
          purpose: 'alert',
          because: 'delivered',
          notify_slack: true,
          slack_retry: false,
          receipts: [{ rung: 'edge', try: 1, outcome: 'delivered', status: 200 }],
        },
      ],
    });
  });

  test('nobody who can be told is exit code 3, and the spool file keeps the alert for --replay', async () => {
    const nothing = { SUPABASE_URL: '', GITHUB_TOKEN: '' };
    const argv = ['notify', '--from', 'manifest.json', '--tag', 'v1.2.3'];
    const { code, stdout } = await world.run(nothing, ...argv);
    expect(code).toBe(3);
    expect(stdout).toContain('provkit notify --replay');
    const left = await world.run(nothing, 'notify', '--replay');
    expect(left).toMatchObject({ code: 3, stderr: expect.stringContaining('1 left in ') });
    expect(await world.fixture.run('notify', '--replay')).toMatchObject({ code: 0 });
    expect(world.slack.messages).toHaveLength(1);
    expect(await world.fixture.read('notify-spool.ndjson')).toBe('');
  });

  test('--events and --spool name other files, but not one that is something else', async () => {
    const nothing = { SUPABASE_URL: '', GITHUB_TOKEN: '' };
    const argv = ['notify', '--from', 'manifest.json', '--tag', 'v1.2.3'];
    await world.run(nothing, ...argv, '--events', 'e.ndjson', '--spool', 's.ndjson');
    expect(await world.fixture.read('e.ndjson')).toContain('alert.raised');
    expect(await world.fixture.read('s.ndjson')).toContain('"purpose":"alert"');
    expect(await world.notify('--events', 'manifest.json')).toMatchObject({ code: 2 });
    expect(await world.notify('--spool', 'manifest.json')).toMatchObject({ code: 2 });
    expect(world.slack.messages).toEqual([]);
  });

  test('the summary page of the run shows what nobody could be told', async () => {
    const page = `${world.fixture.folder}/summary.md`;
    const nothing = { SUPABASE_URL: '', GITHUB_TOKEN: '', GITHUB_STEP_SUMMARY: page };
    await world.run(nothing, 'notify', '--from', 'manifest.json', '--tag', 'v1.2.3');
    expect(await world.fixture.read('summary.md')).toContain('v1.2.3');
  });
});

describe('provkit notify --plan', () => {
  test('shows which rungs there are and what would be said, and sends nothing', async () => {
    const { code, stdout } = await world.notify('--plan');
    expect(code).toBe(0);
    expect(stdout).toContain('edge          yes  function ops-slack-notify');
    expect(stdout).toContain('webhook       no   SLACK_WEBHOOK_URL is not set');
    expect(stdout).toContain('Next: attempt edge, try 1');
    expect(stdout).toContain('Labels: ops-alert, provenance-failure');
    expect([world.slack.requests, world.github.requests]).toEqual([[], []]);
  });

  test('as JSON has the message and the Issue whole', async () => {
    const { stdout } = await world.notify('--plan', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      rungs: expect.arrayContaining([expect.objectContaining({ rung: 'spool', isThere: true })]),
      planned: [
        {
          next: { kind: 'attempt', rung: 'edge', try: 1 },
          slack: { blocks: expect.any(Array) },
          issue: { labels: ['ops-alert', 'provenance-failure'] },
        },
      ],
    });
  });

  test('of a release that passed shows the closing words', async () => {
    await world.notify();
    await world.fixture.manifest({ status: 'success', run_attempt: 2 });
    const { stdout } = await world.notify('--plan');
    expect(stdout).toContain('**Resolved: recovered.**');
  });
});
