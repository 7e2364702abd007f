// One round of the benchmark of metrics in a process of its own: metrics-process.ts FILE. Prints what it took.
import { closeSync, openSync, readSync } from 'node:fs';
import { computeMetrics, type Event } from '@provkit/metrics';
import { cpuMs } from './cpu-time.ts';
import { AS_OF } from './metrics-events.ts';

/** What a round found; CPU time, garbage collection included. */
export interface MetricsTimes {
  readonly events: number;
  readonly megabytes: number;
  /** Parsing every line, and keeping what it holds. */
  readonly parseMs: number;
  /** Counting them by type, which is the least that a pass can do. */
  readonly plainMs: number;
  /** All metrics. */
  readonly foldMs: number;
  readonly peakMiB: number;
  readonly validations: number | null;
}

const CHUNK_BYTES = 4 * 1024 * 1024;

const [file = ''] = process.argv.slice(2);
const parsed: Event[] = [];
let parseMs = 0;
let bytes = 0;
for (const lines of batches(file)) {
  parseMs += cpuMs(() => {
    for (const line of lines) parsed.push(JSON.parse(line) as Event);
  });
}
const events = parsed.length;
let figures = computeMetrics([], { asOf: AS_OF });
const plainMs = cpuMs(() => plainLoop(parsed));
const foldMs = cpuMs(() => {
  figures = computeMetrics(parsed, { asOf: AS_OF });
});
const [rate] = figures.figures;
const validations = rate?.kind === 'ratio' ? rate.total.denominator : null;
const peakMiB = process.resourceUsage().maxRSS / 1024;
const found: MetricsTimes = {
  events,
  megabytes: bytes / 1e6,
  parseMs,
  plainMs,
  foldMs,
  peakMiB,
  validations,
};
console.log(JSON.stringify(found));

function plainLoop(all: readonly Event[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of all) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}

/** The lines of a file, some thousands at a time: what is parsed is not kept by the one who reads. */
function* batches(path: string): Generator<string[]> {
  const handle = openSync(path, 'r');
  const buffer = Buffer.alloc(CHUNK_BYTES);
  let rest = '';
  for (;;) {
    const read = readSync(handle, buffer);
    if (read === 0) break;
    bytes += read;
    const lines = (rest + buffer.toString('latin1', 0, read)).split('\n'); // the events are ASCII
    rest = lines.pop() ?? '';
    yield lines;
  }
  closeSync(handle);
}
