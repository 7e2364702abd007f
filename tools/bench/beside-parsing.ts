import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cpuMs, median } from './cpu-time.ts';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as NodeJS.GCFunction;

/** What is done with parsed values of one kind. */
interface Task<T> {
  readonly parse: () => T;
  /** A small value, of the same shapes of object. */
  readonly small: T;
  readonly work: (parsed: T) => void;
}

/** How long parsing took, and then the work; medians of CPU time in ms. */
export interface BesideParsing {
  readonly parseMs: number;
  readonly workMs: number;
}

/** How often the work is done on the small value before. */
const WARM_UP = 20;
/** Long enough that a busy machine lets each thread run. */
const LOOK_MS = 20;
const AT_REST_MS = 0.5;
const MOST_LOOKS = 100;

/**
 * Measures work beside the parsing of what it works on. Both are billed for every thread of the process, since V8 has
 * threads of its own for garbage and for compiling; and so that neither pays for what it has not caused, both begin alike:
 * with an empty young generation, so that the work does not move what parsing has made; with those threads at rest; with
 * what former rounds left collected, which would make parsing dearer and the work look small; and with code compiled, by
 * work on a small value, so that every size finds the same. That value stays: with the last object of a shape V8 forgets
 * the code made for it.
 */
export async function besideParsing<T>(rounds: number, task: Task<T>): Promise<BesideParsing> {
  const found: BesideParsing[] = [];
  for (let round = 0; round < rounds; round += 1) {
    gc({ type: 'major' });
    found.push(await measureRound(task));
  }
  return {
    parseMs: median(found.map(({ parseMs }) => parseMs)),
    workMs: median(found.map(({ workMs }) => workMs)),
  };
}

async function measureRound<T>(task: Task<T>): Promise<BesideParsing> {
  await prepare(task);
  let parsed: T | undefined;
  const parseMs = cpuMs(() => {
    parsed = task.parse();
  });
  await prepare(task);
  const workMs = cpuMs(() => task.work(parsed as T));
  return { parseMs, workMs };
}

async function prepare<T>({ work, small }: Task<T>): Promise<void> {
  for (let n = 0; n < WARM_UP; n += 1) work(small);
  gc({ type: 'minor' });
  await allAtRest();
}

/** Waits until no thread of this process does anything for a while. */
async function allAtRest(): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const start = process.cpuUsage();
    await sleep(LOOK_MS);
    const { user, system } = process.cpuUsage(start);
    if ((user + system) / 1000 < AT_REST_MS) return;
  }
  throw new Error('V8 does not come to rest');
}
