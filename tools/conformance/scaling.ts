// How time and memory grow with the input: each kind of large input at one size and at twice that, in a process of its own, over
// the cost of a small one. Twice the input should cost 2.5 times as much at most, and fails beyond 3.2:
//   node tools/conformance/scaling.ts
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { parseTrustedRoot, verifyBundle } from '@provkit/predicate';
import { type LargeInput, largeInputs } from './large-inputs.ts';

interface Cost {
  readonly cpuMs: number;
  readonly peakMiB: number;
}

/** What doubling may cost. Beyond it is said. */
const MOST = 2.5;
/** Beyond this it fails: no noise reaches it, and whatever is quadratic costs 4. */
const WRONG = 3.2;
/** Other work on the machine only ever adds, so the cheapest of a few runs counts; of more, where those seem too dear. */
const ROUNDS = [3, 9];
/** Less is noise, and counts as this much: V8 keeps up to 32 MiB of young objects before it looks at them. */
const LEAST_MS = 10;
const LEAST_MIB = 32;
const KINDS = {
  subjects: 40_000,
  payload: 6_000_000,
  members: 200_000,
  depth: 5_000_000,
  lines: 500,
  'empty lines': 10_000_000,
  authorities: 2000,
};
const { values } = parseArgs({ options: { kind: { type: 'string' }, size: { type: 'string' } } });

if (values.kind === undefined) {
  compareAll();
} else {
  console.log(JSON.stringify(measure(largeInputs(values.kind, Number(values.size)))));
}

function compareAll(): void {
  let failed = 0;
  for (const [kind, size] of Object.entries(KINDS)) {
    const { worst, text } = compare(kind, size);
    if (worst > WRONG) failed += 1;
    const word = worst > WRONG ? 'WRONG' : worst > MOST ? 'DEAR ' : 'ok   ';
    console.log(`${word} ${kind} ${size} → ${size * 2}: ${text}`);
  }
  console.log(`${Object.keys(KINDS).length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/** What a kind costs at its size and at twice that, over the cost of a small one. */
function compare(kind: string, size: number): { worst: number; text: string } {
  const costs: [Cost[], Cost[], Cost[]] = [[], [], []];
  let result = { worst: Infinity, text: '' };
  for (const rounds of ROUNDS) {
    while (costs[0].length < rounds) {
      for (const [index, at] of [1, size, size * 2].entries()) costs[index]?.push(run(kind, at));
    }
    const [small, one, two] = costs.map(cheapest) as [Cost, Cost, Cost]; // as many as there were
    const time = (two.cpuMs - small.cpuMs) / Math.max(one.cpuMs - small.cpuMs, LEAST_MS);
    const memory = (two.peakMiB - small.peakMiB) / Math.max(one.peakMiB - small.peakMiB, LEAST_MIB);
    const text =
      `${one.cpuMs.toFixed(0)} → ${two.cpuMs.toFixed(0)} ms (${time.toFixed(2)}x), ` +
      `${one.peakMiB.toFixed(0)} → ${two.peakMiB.toFixed(0)} MiB (${memory.toFixed(2)}x)`;
    result = { worst: Math.max(time, memory), text };
    if (result.worst <= MOST) break;
  }
  return result;
}

function cheapest(costs: readonly Cost[]): Cost {
  return {
    cpuMs: Math.min(...costs.map(({ cpuMs }) => cpuMs)),
    peakMiB: Math.min(...costs.map(({ peakMiB }) => peakMiB)),
  };
}

/** In a process of its own, whose peak memory is of this alone. */
function run(kind: string, size: number): Cost {
  const args = [import.meta.filename, '--kind', kind, '--size', String(size)];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return JSON.parse(stdout) as Cost;
}

function measure({ bundle, artifact, trustedRoot }: LargeInput): Cost {
  const start = process.cpuUsage();
  const trust = parseTrustedRoot(trustedRoot, 'test root');
  verifyBundle({
    bundle: { name: 'large', content: bundle },
    artifact,
    trust,
    signer: { anyoneUnsafe: true },
  });
  const { user, system } = process.cpuUsage(start);
  return { cpuMs: (user + system) / 1000, peakMiB: process.resourceUsage().maxRSS / 1024 };
}
