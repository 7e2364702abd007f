// How time and memory grow with the input: each kind of large input at one size and at twice that, in a process of its own, over
// the cost of a small one. Twice the input may cost 2.5 times as much at most:
//   node tools/conformance/scaling.ts
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { parseTrustedRoot, verifyBundle } from '@provkit/predicate';
import { type LargeInput, largeInputs } from './large-inputs.ts';

interface Cost {
  readonly cpuMs: number;
  readonly peakMiB: number;
}

/** What doubling may cost; beyond it is said, and beyond `WIDE` it fails, since other work on the machine moves figures. */
const MOST = 2.5;
const WIDE = 4;
const ROUNDS = 3;
const { values } = parseArgs({ options: { kind: { type: 'string' }, size: { type: 'string' } } });

if (values.kind === undefined) {
  compareAll();
} else {
  console.log(JSON.stringify(measure(largeInputs(values.kind, Number(values.size)))));
}

function compareAll(): void {
  let failed = 0;
  const kinds = {
    subjects: 40_000,
    payload: 3_000_000,
    members: 150_000,
    depth: 200_000,
    lines: 500,
  };
  for (const [kind, size] of Object.entries(kinds)) {
    const [small, one, two] = [1, size, size * 2].map((at) => best(kind, at));
    if (!small || !one || !two) continue;
    const time = ratio(two.cpuMs - small.cpuMs, one.cpuMs - small.cpuMs);
    const memory = ratio(two.peakMiB - small.peakMiB, one.peakMiB - small.peakMiB);
    const worst = Math.max(time, memory);
    if (worst > WIDE) failed += 1;
    const state = worst > WIDE ? 'WRONG' : worst > MOST ? 'over' : 'ok';
    console.log(
      `${state.padEnd(5)} ${kind} ${size} → ${size * 2}: ${one.cpuMs.toFixed(0)} → ${two.cpuMs.toFixed(0)} ms (${time.toFixed(2)}x), ` +
        `${one.peakMiB.toFixed(0)} → ${two.peakMiB.toFixed(0)} MiB (${memory.toFixed(2)}x)`,
    );
  }
  console.log(`${Object.keys(kinds).length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/** What is too little to measure does not grow. */
function ratio(two: number, one: number): number {
  return one < 5 ? Math.min(1, two / 5) : two / one;
}

/** The cheapest of a few runs: other work on the machine only ever adds. */
function best(kind: string, size: number): Cost {
  const costs = Array.from({ length: ROUNDS }, () => {
    const args = [import.meta.filename, '--kind', kind, '--size', String(size)];
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return JSON.parse(stdout) as Cost;
  });
  return {
    cpuMs: Math.min(...costs.map(({ cpuMs }) => cpuMs)),
    peakMiB: Math.min(...costs.map(({ peakMiB }) => peakMiB)),
  };
}

function measure({ bundle, artifact, trustedRoot }: LargeInput): Cost {
  const trust = parseTrustedRoot(trustedRoot, 'test root');
  const start = process.cpuUsage();
  verifyBundle({
    bundle: { name: 'large', content: bundle },
    artifact,
    trust,
    signer: { anyoneUnsafe: true },
  });
  const { user, system } = process.cpuUsage(start);
  return { cpuMs: (user + system) / 1000, peakMiB: process.resourceUsage().maxRSS / 1024 };
}
