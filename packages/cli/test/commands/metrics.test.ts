import { createEvent, type Event } from '@provkit/metrics';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture, NOW } from '../fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
  await fixture.write('events.ndjson', lines(waited(1, 120_000), waited(2, 1000)));
});
afterEach(() => fixture.remove());

const metrics = (...argv: string[]) => fixture.run('metrics', ...argv);
const lines = (...events: Event[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('');

function waited(seq: number, wait_ms: number, at = '2026-01-30T12:00:00.000Z') {
  return createEvent({
    type: 'lock.waited',
    lock: 'manifest',
    backend: 'file',
    wait_ms,
    outcome: 'acquired',
    holder: null,
    at,
    recorded_at: at,
    producer: { name: 'provkit', version: '1', instance: 'i' },
    seq,
    repository: 'https://github.com/acme/widgets',
    repository_id: null,
    tag: null,
    run_id: null,
    run_attempt: null,
    actor: { kind: 'automated', id: 'job' },
    trigger: 'release',
  });
}

interface Document {
  readonly from: string;
  readonly to: string;
  readonly as_of: string;
  readonly figures: readonly {
    readonly name: string;
    readonly total: { readonly count?: number };
  }[];
  readonly targets: readonly {
    readonly status: string;
    readonly target: { readonly owner: string };
  }[];
}

async function exported(...argv: string[]): Promise<Document> {
  const { code, stdout, stderr } = await metrics('export', '--format', 'json', ...argv);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Document;
}

const waits = ({ figures }: Document) =>
  figures.find(({ name }) => name === 'metrics.lock_wait_seconds')?.total.count;

describe('provkit metrics (S1.8, S2.10, S3.7, S4.8, S5.3, S6.6)', () => {
  test('exports the 28 days up to now, with the targets they are held against', async () => {
    const document = await exported('events.ndjson');
    expect(document).toMatchObject({ from: '2026-01-03T12:00:00.000Z', to: NOW, as_of: NOW });
    expect(document.figures).toHaveLength(18);
    expect(waits(document)).toBe(2);
    expect(document.targets.map(({ status }) => status)).toContain('missed');
  });

  test('--days, --from, --to and --as-of choose the window', async () => {
    expect((await exported('events.ndjson', '--days', '1')).from).toBe('2026-01-30T12:00:00.000Z');
    const month = await exported(
      'events.ndjson',
      '--from',
      '2026-01-01',
      '--to',
      '2026-01-30T12:00Z',
    );
    expect([month.from, month.to, waits(month)]).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-01-30T12:00:00.000Z',
      0,
    ]);
    const past = await exported('events.ndjson', '--as-of', '2026-01-29');
    expect([past.to, waits(past)]).toEqual(['2026-01-29T00:00:00.000Z', 0]);
  });

  test('logs may overlap, and a folder is all logs in it', async () => {
    await fixture.folderAt('logs');
    await fixture.write('logs/a.ndjson', lines(waited(1, 120_000), waited(3, 5)));
    await fixture.write('logs/b.ndjson', lines(waited(3, 5)));
    await fixture.write('logs/readme.txt', 'no log');
    expect(waits(await exported('events.ndjson', 'logs'))).toBe(3);
  });

  test('export writes OpenMetrics, report HTML or Markdown', async () => {
    const openMetrics = await metrics('export', 'events.ndjson');
    expect(openMetrics.stdout).toContain('metrics_lock_wait_seconds_gcount{lock="manifest"');
    expect(openMetrics.stdout).toMatch(/# EOF\n$/);
    const page = await metrics('report', 'events.ndjson', '--title', 'acme/<widgets>');
    expect(page.stdout).toMatch(/^<!doctype html>/);
    expect(page.stdout).toContain('Release metrics of acme/&lt;widgets&gt;');
    const table = await metrics('report', 'events.ndjson', '--format', 'markdown');
    expect(table.stdout).toContain('| ❌ | [`metrics.lock_wait_seconds`]');
  });

  test('--output writes a file, and nothing else', async () => {
    const { code, stdout } = await metrics('report', 'events.ndjson', '--output', 'metrics.html');
    expect([code, stdout]).toEqual([0, '']);
    expect(await fixture.read('metrics.html')).toMatch(/<\/html>\n$/);
    const failed = await metrics('report', 'events.ndjson', '--output', 'none/metrics.html');
    expect([failed.code, failed.stderr]).toEqual([
      2,
      expect.stringContaining('none/metrics.html cannot be written'),
    ]);
  });

  test('--output never replaces a log or a file of targets by what was made of it', async () => {
    await fixture.folderAt('logs');
    await fixture.write('logs/a.ndjson', lines(waited(1, 5)));
    const targets = '{"version":1,"targets":[]}';
    await fixture.write('targets.json', targets);
    for (const output of ['events.ndjson', './events.ndjson', 'logs/a.ndjson', 'targets.json']) {
      const { code, stderr } = await metrics(
        'report',
        'events.ndjson',
        'logs',
        '--targets',
        'targets.json',
        '--output',
        output,
      );
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining('which is something else: name another file with --output'),
      ]);
    }
    expect(await fixture.read('events.ndjson')).toBe(lines(waited(1, 120_000), waited(2, 1000)));
    expect(await fixture.read('logs/a.ndjson')).toBe(lines(waited(1, 5)));
    expect(await fixture.read('targets.json')).toBe(targets);
  });

  test('S6.1: --fail-on makes a missed target exit code 1, after the figures were written', async () => {
    const missed = await metrics('export', 'events.ndjson', '--fail-on', 'missed');
    expect([missed.code, missed.stdout.length > 0]).toEqual([1, true]);
    await fixture.write('events.ndjson', lines(waited(1, 10)));
    expect((await metrics('export', 'events.ndjson', '--fail-on', 'missed')).code).toBe(0);
    expect((await metrics('export', 'events.ndjson', '--fail-on', 'no-data')).code).toBe(1);
  });

  test('S6.1: --targets replaces the targets of the metrics that it names', async () => {
    const target = {
      metric: 'metrics.lock_wait_seconds',
      owner: 'Ada',
      statistic: 'max',
      at_most: 300,
    };
    await fixture.write('targets.json', JSON.stringify({ version: 1, targets: [target] }));
    const { code, stdout } = await metrics(
      'export',
      'events.ndjson',
      '--format',
      'json',
      '--targets',
      'targets.json',
      '--fail-on',
      'missed',
    );
    expect(code).toBe(0);
    expect(
      (JSON.parse(stdout) as Document).targets.find(({ target: { owner } }) => owner === 'Ada'),
    ).toMatchObject({ status: 'met' });
    await fixture.write(
      'targets.json',
      '{"version":1,"targets":[{"metric":"metrics.lock_wait_seconds"}]}',
    );
    const bad = await metrics('export', 'events.ndjson', '--targets', 'targets.json');
    expect([bad.code, bad.stderr]).toEqual([
      2,
      expect.stringContaining('targets.json at /targets/0: needs exactly one of'),
    ]);
  });

  test('a line that a crash cut off is told of and left out; any other bad line is refused', async () => {
    await fixture.write('events.ndjson', `${lines(waited(1, 10))}{"type":"lo`);
    const torn = await metrics('export', 'events.ndjson');
    expect([torn.code, torn.stderr]).toEqual([
      0,
      expect.stringContaining('events.ndjson: line 2: ends too early'),
    ]);
    await fixture.write('events.ndjson', '{"type":"lock.waited"}\n');
    const bad = await metrics('export', 'events.ndjson');
    expect([bad.code, bad.stderr, bad.stdout]).toEqual([2, expect.stringContaining('line 1:'), '']);
  });

  test.each([
    [[], 'say what to do: metrics report, export'],
    [['reprot'], 'report'],
    [['report'], 'name an event log'],
    [['report', 'none.ndjson'], 'none.ndjson cannot be read: there is no such file'],
    [
      ['report', 'events.ndjson', '--format', 'json'],
      'metrics report writes html or markdown, not json',
    ],
    [['export', 'events.ndjson', '--days', '0'], '--days 0 is no number of days'],
    [['export', 'events.ndjson', '--from', '2026-02-31'], '--from 2026-02-31 is no time'],
    [['export', 'events.ndjson', '--to', '2026-01-01'], '--to needs --from'],
    [['export', 'events.ndjson', '--from', '2026-01-01', '--days', '3'], 'exclude each other'],
    [
      ['export', 'events.ndjson', '--from', '2026-01-01', '--to', '2027-01-01'],
      'must not end after',
    ],
  ])('refuses %j', async (argv, message) => {
    const { code, stderr } = await metrics(...argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
