import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createNdjsonLog } from '@provkit/metrics/ndjson';
import { type Counts, createTally, type Tally } from './counts.ts';
import { BATCH } from './metrics-log.ts';
import { type Running, start } from './processes.ts';

/** An append takes some milliseconds; the moment is anywhere in the first many. */
const LONGEST_LIFE_MS = 120;

/**
 * Kills one of two writers of a log at random moments; every event that was acknowledged must be in the log, once, and the
 * numbers of each writer without a gap. The killed one goes on where it was; the other is never disturbed.
 */
export async function run(args: readonly string[]): Promise<Counts> {
  const { values } = parseArgs({
    args: [...args],
    options: { kills: { type: 'string', default: '50' } },
  });
  const kills = Number(values.kills);
  const folder = await mkdtemp(join(tmpdir(), 'provkit-crash-'));
  const path = join(folder, 'events.ndjson');
  const tally = createTally();
  const other = start('crash-metrics-writer.ts', [path, 'undisturbed', '20']);
  let stored: Stored = { count: 0, torn: 0 };
  let acknowledged = 0;
  try {
    for (let n = 0; n < kills; n += 1) {
      acknowledged = Math.max(acknowledged, await killOne(path, tally));
      // of the last append it may not have heard; one that heard of none may follow one that did not hear of its last
      const most = Math.max(acknowledged, stored.count) + BATCH;
      stored = await judge(path, 'killed', acknowledged, most, tally);
    }
    tally.check(acknowledged > 0, 'nothing was ever acknowledged');
    other.child.kill('SIGKILL');
    const { stdout } = await other.ended;
    await judge(path, 'undisturbed', lastOf(stdout), lastOf(stdout) + BATCH, tally);
    const files = (await readdir(folder)).length;
    tally.check(files > 1, 'the log was never set aside');
    console.log(
      `${kills} writers killed beside another: ${acknowledged} events acknowledged to them and ${lastOf(stdout)} to the other, ${stored.torn} lines cut off, ${files} files`,
    );
  } finally {
    other.child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  }
  return tally.counts();
}

/** The last number that was acknowledged to a writer before it was killed; 0 where none was. */
async function killOne(path: string, tally: Tally): Promise<number> {
  const writer: Running = start('crash-metrics-writer.ts', [path, 'killed', '1']);
  while (!writer.said().includes('ready') && writer.child.exitCode === null) await sleep(1);
  await sleep(Math.random() * LONGEST_LIFE_MS);
  writer.child.kill('SIGKILL');
  const { signal, stdout } = await writer.ended;
  tally.check(signal === 'SIGKILL', `the writer ended by itself: ${stdout}`);
  return lastOf(stdout);
}

/** A number counts once its line is whole: the rest of it may have been cut off. */
function lastOf(stdout: string): number {
  return Number(/(\d+)\n[^\n]*$/.exec(stdout)?.[1] ?? 0);
}

/** What is in a log: events of one writer, and lines of any that were cut off. */
interface Stored {
  readonly count: number;
  readonly torn: number;
}

/** Holds the log against what a writer was told. */
async function judge(
  path: string,
  instance: string,
  least: number,
  most: number,
  tally: Tally,
): Promise<Stored> {
  const seqs: number[] = [];
  const problems: string[] = [];
  const log = createNdjsonLog({ path });
  for await (const event of log.read({ onProblem: ({ code }) => problems.push(code) })) {
    if (event.producer.instance === instance) seqs.push(event.seq);
  }
  tally.check(
    seqs.length >= least && seqs.length <= most,
    `${seqs.length} events of ${instance}, of which ${least} were acknowledged`,
  );
  tally.check(
    seqs.every((seq, index) => seq === index + 1),
    `the numbers of ${instance} have a gap, are doubled or out of order`,
  );
  const other = problems.filter((code) => code !== 'LINE_TORN');
  tally.check(other.length === 0, `lines that are no events: ${other.join(', ')}`);
  return { count: seqs.length, torn: problems.length };
}
