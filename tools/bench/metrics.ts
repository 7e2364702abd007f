import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './cpu-time.ts';
import { writeEvents } from './metrics-events.ts';
import type { MetricsTimes, Mode } from './metrics-process.ts';

const EVENTS = 1_000_000;
const ROUNDS = 5;
/** What is read as the product reads is fewer: a tenth tells as much. */
const LOG_EVENTS = 100_000;
/** Goal 8: of parsing the same lines. Beyond it is said, beyond twice of it fails: times are noisy on a shared machine. */
const GOAL = 0.15;
const WIDE = 2;

/** The ways of one round, one after the other: a busy machine disturbs them alike. */
type Round = Readonly<Record<Mode, MetricsTimes>>;

/** All 18 metrics over a million events in one pass, beside loops that do less. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'provkit-bench-'));
  try {
    const [file, log] = [join(folder, 'events.ndjson'), join(folder, 'log.ndjson')];
    writeEvents(file, EVENTS);
    writeEvents(log, LOG_EVENTS);
    const rounds = Array.from({ length: ROUNDS }, () => ({
      parse: measure('parse', file),
      plain: measure('plain', file),
      metrics: measure('metrics', file),
      log: measure('log', log),
    }));
    report(rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(rounds: readonly Round[]): void {
  const of = (figure: (round: Round) => number) => median(rounds.map(figure));
  const { events = 0, megabytes = 0, subjects = 0 } = rounds[0]?.metrics ?? {};
  console.log(
    `${events.toLocaleString('en')} events, ${megabytes.toFixed(0)} MB, ${subjects} subjects judged; medians of ${ROUNDS}, CPU time of all threads, per event`,
  );
  const line = (name: string, microseconds: number, more = '') =>
    console.log(`  ${name.padEnd(46)} ${microseconds.toFixed(2).padStart(6)} us${more}`);
  line(
    'JSON.parse of its line',
    of(({ parse }) => perEvent(parse)),
    memory(of(({ parse }) => parse.peakMiB)),
  );
  line(
    'more: each id once in a Set, counted by type',
    of((round) => perEvent(round.plain) - perEvent(round.parse)),
    memory(of(({ plain }) => plain.peakMiB)),
  );
  line('more: all 18 metrics', of(ofMetrics), memory(of(({ metrics }) => metrics.peakMiB)));
  line(
    'reading it from a log, checked',
    of(({ log }) => perEvent(log)),
  );
  const isWhole = rounds.every(
    ({ metrics, log }) => metrics.subjects === EVENTS / 10 && log.events === LOG_EVENTS,
  );
  const passed = [
    judge(
      'JSON.parse',
      of((round) => ofMetrics(round) / perEvent(round.parse)),
    ),
    judge(
      'reading them from a log',
      of((round) => ofMetrics(round) / perEvent(round.log)),
    ),
    isWhole,
  ].filter(Boolean).length;
  console.log(`${passed} passed, ${3 - passed} failed`);
  if (passed < 3) process.exitCode = 1;
}

function judge(beside: string, share: number): boolean {
  const isGood = share <= GOAL * WIDE;
  const word = share <= GOAL ? 'ok' : isGood ? 'over' : 'WRONG';
  console.log(`  ${word.padEnd(5)} all 18 metrics to ${beside}: ${share.toFixed(2)}, goal ${GOAL}`);
  return isGood;
}

/** What metrics add to a pass that only parses. */
function ofMetrics({ parse, metrics }: Round): number {
  return perEvent(metrics) - perEvent(parse);
}

function perEvent({ events, passMs, figuresMs }: MetricsTimes): number {
  return ((passMs + figuresMs) * 1000) / events;
}

function memory(peakMiB: number): string {
  return `, peak ${peakMiB.toFixed(0)} MiB`;
}

function measure(mode: Mode, file: string): MetricsTimes {
  const script = join(import.meta.dirname, 'metrics-process.ts');
  const argv = ['--max-old-space-size=6000', script, mode, file];
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8' })) as MetricsTimes;
}
