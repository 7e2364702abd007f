// One round of the benchmark of metrics in a process of its own: metrics-process.ts MODE FILE. Prints what it took.
import { closeSync, openSync, readSync } from 'node:fs';
import { createMetricsCollector, type Event } from '@provkit/metrics';
import { createNdjsonLog } from '@provkit/metrics/ndjson';
import { cpuMs } from './cpu-time.ts';
import { AS_OF } from './metrics-events.ts';

/**
 * What a round does with each line.
 * - parse: JSON.parse, and no more
 * - plain: also the least that counting facts by their type takes: each id once, in a Set
 * - metrics: gives the event to the collector, and lets it go; all 18 figures at the end
 * - log: reads the log as the product does, with the limits, the schema and the id of each event checked
 */
export type Mode = 'parse' | 'plain' | 'metrics' | 'log';

/** What a round took; CPU time of all threads, garbage collection included. */
export interface MetricsTimes {
  readonly events: number;
  readonly megabytes: number;
  /** The lines, with what is done to each; of mode `log` the reading of the file too. */
  readonly passMs: number;
  /** The figures. */
  readonly figuresMs: number;
  readonly peakMiB: number;
  /** Subjects that were judged; null where no figure was computed. */
  readonly subjects: number | null;
}

/** A text of more is kept apart by V8, and takes four times as long to make. */
const CHUNK_BYTES = 64 * 1024;

const [mode = '', file = ''] = process.argv.slice(2);
const collector = createMetricsCollector({ asOf: AS_OF });
const ids = new Set<string>();
const types = new Map<string, number>();
let [events, bytes, passMs] = [0, 0, 0];
if (mode === 'log') {
  const start = process.cpuUsage();
  for await (const _ of createNdjsonLog({ path: file }).read()) events += 1;
  const { user, system } = process.cpuUsage(start);
  passMs = (user + system) / 1000;
} else {
  for (const lines of batches(file)) {
    passMs += cpuMs(() => {
      for (const line of lines) take(JSON.parse(line) as Event);
    });
    events += lines.length;
  }
}
let figuresMs = 0;
let subjects: number | null = null;
if (mode === 'metrics') {
  figuresMs = cpuMs(() => {
    const [rate] = collector.figures().figures;
    subjects = rate?.kind === 'ratio' ? rate.total.denominator : null;
  });
}
const peakMiB = process.resourceUsage().maxRSS / 1024;
const found: MetricsTimes = {
  events,
  megabytes: bytes / 1e6,
  passMs,
  figuresMs,
  peakMiB,
  subjects,
};
console.log(JSON.stringify(found));

function take(event: Event): void {
  if (mode === 'metrics') collector.add(event);
  if (mode !== 'plain' || ids.has(event.id)) return;
  ids.add(event.id);
  types.set(event.type, (types.get(event.type) ?? 0) + 1);
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
