import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { median } from './cpu-time.ts';
import type { DiffFigures } from './manifest-diff-process.ts';
import { SCENARIOS, type ScenarioName } from './manifest-scenarios.ts';
import { TOOLS, type ToolName } from './manifest-tools.ts';
import type { ValidateFigures } from './manifest-validate-process.ts';

const SIZES = [10_000, 100_000] as const;
/** Ours is measured more often: its figures are what is promised. */
const ROUNDS = { 10000: 21, 100000: 9 } as const;
const PEER_ROUNDS = 5;
/** What a peer may take before it is given up. */
const MOST_HEAP_MB = 3000;
const MOST_MS = 120_000;

/** Goals 7 and 8. Times are noisy on a shared machine: beyond a goal is said, beyond twice of it fails. */
const GOALS = { diff: 0.35, patch: 1.2, growth: 12, validate: 0.5, startUp: 1.2 } as const;
const WIDE = 2;

const START_UP_ROUNDS = 15;
const REPORT = 'const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)';
const VALIDATOR = join(import.meta.dirname, '../../packages/manifest/dist/manifest.generated.js');

interface Score {
  passed: number;
  failed: number;
}

/** Compares manifests of 10,000 and 100,000 entries, and validates them, beside what others do. */
export async function run(): Promise<void> {
  const score: Score = { passed: 0, failed: 0 };
  for (const scenario of Object.keys(SCENARIOS) as ScenarioName[]) await benchDiff(scenario, score);
  await benchValidation(score);
  await benchStartUp(score);
  console.log(`${score.passed} passed, ${score.failed} failed`);
  if (score.failed > 0) process.exitCode = 1;
}

async function benchDiff(scenario: ScenarioName, score: Score): Promise<void> {
  const ours: Partial<Record<(typeof SIZES)[number], DiffFigures>> = {};
  for (const size of SIZES) {
    console.log(`\n${scenario}, ${size.toLocaleString('en')} entries, 1 % changed`);
    for (const tool of Object.keys(TOOLS) as ToolName[]) {
      const rounds = tool === 'provkit' ? ROUNDS[size] : PEER_ROUNDS;
      const args = [tool, scenario, String(size), String(rounds)];
      const found = await measure<DiffFigures>('manifest-diff-process.ts', args);
      console.log(`  ${tool.padEnd(22)} ${found ? describe(found) : 'gave up'}`);
      if (tool === 'provkit' && found) ours[size] = found;
    }
    const found = ours[size];
    judge('the patch gives the later manifest', found?.isIdentity ? 0 : 2, 1, score);
    judge(
      'patch to the smallest',
      ratio(found?.bytes, found?.smallestBytes),
      GOALS.patch,
      score,
      1,
    );
    judge('diff to parsing both', ratio(found?.diffMs, found?.parseMs), GOALS.diff, score);
  }
  const growth = (of: 'diffMs' | 'parseMs') => ratio(ours[100_000]?.[of], ours[10_000]?.[of]);
  console.log('\n  what ten times as many entries cost');
  judge('100,000 entries to 10,000', growth('diffMs'), GOALS.growth, score);
  console.log(`        of parsing alone: ${growth('parseMs').toFixed(2)}`);
}

function describe({ parseMs, diffMs, bytes, megabytes, peakMiB }: DiffFigures): string {
  const size = bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e3).toFixed(0)} kB`;
  return [
    `${(diffMs / parseMs).toFixed(2)}x`,
    `${diffMs.toFixed(1).padStart(8)} ms of ${parseMs.toFixed(1)} ms for ${megabytes.toFixed(1)} MB`,
    `patch ${size}`,
    `peak ${peakMiB.toFixed(0)} MiB`,
  ].join('  ');
}

async function benchValidation(score: Score): Promise<void> {
  console.log('\nvalidation, 100,000 entries');
  for (const name of ['provkit', 'ajv at run time', 'zod']) {
    const found = await measure<ValidateFigures>('manifest-validate-process.ts', [
      name,
      '100000',
      '9',
    ]);
    const share = ratio(found?.validateMs, found?.parseMs);
    console.log(
      `  ${name.padEnd(22)} ${share.toFixed(2)}x  ${found?.validateMs.toFixed(1)} ms of ${found?.parseMs.toFixed(1)} ms`,
    );
    if (name === 'provkit') judge('validation to parsing', share, GOALS.validate, score);
  }
}

/** CPU time of a process that loads something and does nothing with it, beside one that does nothing at all. */
async function benchStartUp(score: Score): Promise<void> {
  const load = {
    'bare Node': '',
    'the validator': `await import(${JSON.stringify(VALIDATOR)});`,
    'all of the package': "await import('@provkit/manifest');",
    'ajv at run time': "await import('ajv/dist/2020.js');",
    zod: "await import('@provkit/manifest/schema');",
  } as const;
  const names = Object.keys(load) as (keyof typeof load)[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < START_UP_ROUNDS; round += 1) {
    for (const name of names) {
      const stdout = await node(['--input-type=module', '--eval', `${load[name]} ${REPORT}`]);
      times.get(name)?.push(Number(stdout));
    }
  }
  console.log('\nstart-up');
  const of = (name: keyof typeof load) => median(times.get(name) ?? []);
  for (const name of names) {
    const share = ratio(of(name), of('bare Node')).toFixed(2);
    console.log(`  ${name.padEnd(22)} ${share}x  ${of(name).toFixed(1)} ms`);
  }
  judge(
    'validator to bare Node',
    ratio(of('the validator'), of('bare Node')),
    GOALS.startUp,
    score,
  );
}

function judge(what: string, found: number, goal: number, score: Score, wide: number = WIDE): void {
  const state = found > goal * wide ? 'WRONG' : found > goal ? 'over' : 'ok';
  if (state === 'WRONG') score.failed += 1;
  else score.passed += 1;
  console.log(`  ${state.padEnd(5)} ${what}: ${found.toFixed(2)}, goal ${goal}`);
}

function ratio(found = Number.NaN, base = Number.NaN): number {
  const share = found / base;
  return Number.isNaN(share) ? Number.POSITIVE_INFINITY : share;
}

/** What a process of its own prints, or nothing where it ran out of memory or time. */
async function measure<T>(file: string, args: readonly string[]): Promise<T | undefined> {
  const script = join(import.meta.dirname, file);
  const stdout = await node([`--max-old-space-size=${MOST_HEAP_MB}`, script, ...args]);
  return stdout === '' ? undefined : (JSON.parse(stdout) as T);
}

function node(args: readonly string[]): Promise<string> {
  const options = { cwd: import.meta.dirname, timeout: MOST_MS, maxBuffer: 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(process.execPath, [...args], options, (error, stdout) => resolve(error ? '' : stdout));
  });
}
