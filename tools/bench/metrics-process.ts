// One round of the benchmark of metrics in a process of its own: metrics-process.ts MODE FILE. Prints what it took.
import { closeSync, openSync, readSync } from 'node:fs';
import { createMetricsCollector, type Event } from '@provkit/metrics';
import { cpuMs } from './cpu-time.ts';
import { AS_OF } from './metrics-events.ts';

/**
 * What a round does with each line once it is parsed. Reading and splitting the file is not counted.
 * - parse: nothing
 * - metrics: gives it to the collector, and lets it go; all 18 figures at the end
 * - kept: keeps it; then counts all by type, the least that a pass over them can do, and computes the 18 figures
 */
export type Mode = 'parse' | 'metrics' | 'kept';

/** What a round took; CPU time, garbage collection included. */
export interface MetricsTimes {
  readonly events: number;
  readonly megabytes: number;
  /** The lines, with what is done to each. */
  readonly passMs: number;
  /** Counting what was kept by type. */
  readonly countMs: number;
  /** The figures; where events are kept, adding them too. */
  readonly figuresMs: number;
  readonly peakMiB: number;
  /** Subjects that were judged; null where no figure was computed. */
  readonly validations: number | null;
}

const CHUNK_BYTES = 256 * 1024;

const [mode = '', file = ''] = process.argv.slice(2);
const kept: Event[] = [];
const collector = createMetricsCollector({ asOf: AS_OF });
let [events, bytes, passMs] = [0, 0, 0];
for (const lines of batches(file)) {
  passMs += cpuMs(() => {
    for (const line of lines) take(JSON.parse(line) as Event);
  });
  events += lines.length;
}
let countMs = 0;
let figuresMs = 0;
let validations: number | null = null;
if (mode === 'kept') countMs = cpuMs(() => countByType(kept));
if (mode !== 'parse') {
  figuresMs = cpuMs(() => {
    for (const event of kept) collector.add(event);
    const [rate] = collector.figures().figures;
    validations = rate?.kind === 'ratio' ? rate.total.denominator : null;
  });
}
const peakMiB = process.resourceUsage().maxRSS / 1024;
const megabytes = bytes / 1e6;
const found: MetricsTimes = {
  events,
  megabytes,
  passMs,
  countMs,
  figuresMs,
  peakMiB,
  validations,
};
console.log(JSON.stringify(found));

function take(event: Event): void {
  if (mode === 'metrics') collector.add(event);
  else if (mode === 'kept') kept.push(event);
}

function countByType(all: readonly Event[]): Map<string, number> {
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
