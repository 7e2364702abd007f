import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './cpu-time.ts';
import { writeEvents } from './metrics-events.ts';
import type { MetricsTimes } from './metrics-process.ts';

const EVENTS = 1_000_000;
const ROUNDS = 3;
/** Goal 8: of parsing the same lines. Beyond it is said, beyond twice of it fails: times are noisy on a shared machine. */
const GOAL = 0.15;
const WIDE = 2;

/** All 18 metrics over a million events in one pass, beside a loop that only parses them. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'provkit-bench-'));
  try {
    const file = join(folder, 'events.ndjson');
    writeEvents(file, EVENTS);
    const rounds = Array.from({ length: ROUNDS }, () => measure(file));
    report(rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(rounds: readonly MetricsTimes[]): void {
  const of = (key: 'parseMs' | 'plainMs' | 'foldMs' | 'peakMiB') =>
    median(rounds.map((round) => round[key]));
  const { events = 0, megabytes = 0, validations = 0 } = rounds[0] ?? {};
  const share = of('foldMs') / of('parseMs');
  console.log(
    `${events.toLocaleString('en')} events, ${megabytes.toFixed(0)} MB, ${validations} subjects judged; median CPU time of ${ROUNDS}`,
  );
  console.log(`  parsing              ${of('parseMs').toFixed(0)} ms`);
  console.log(
    `  counting by type     ${of('plainMs').toFixed(0)} ms, ${(of('plainMs') / of('parseMs')).toFixed(3)}x of parsing`,
  );
  console.log(
    `  all 18 metrics       ${of('foldMs').toFixed(0)} ms, ${share.toFixed(3)}x of parsing`,
  );
  console.log(`  peak                 ${of('peakMiB').toFixed(0)} MiB, the parsed events included`);
  const isGood = share <= GOAL * WIDE && validations === EVENTS / 10;
  console.log(`  ${share <= GOAL ? 'ok' : isGood ? 'over' : 'WRONG'}: goal ${GOAL}x`);
  console.log(isGood ? '1 passed, 0 failed' : '0 passed, 1 failed');
  if (!isGood) process.exitCode = 1;
}

function measure(file: string): MetricsTimes {
  const script = join(import.meta.dirname, 'metrics-process.ts');
  const argv = ['--max-old-space-size=6000', script, file];
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8' })) as MetricsTimes;
}
