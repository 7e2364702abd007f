import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { parseManifest, serializeManifest } from '@provkit/manifest';
import { type Counts, createTally, type Tally } from './counts.ts';
import { stateOf } from './crash-states.ts';
import { fileStore } from './manifest-stores.ts';
import { start } from './processes.ts';

/** Large enough that writing takes a while: some 1.5 MB. */
const ENTRIES = 4000;
/** A change takes some 60 ms; the moment is anywhere in the first few. */
const LONGEST_LIFE_MS = 250;

/** Writing and syncing that much takes some milliseconds. */
const LONGEST_WRITE_MS = 8;

/** What the dead left behind, in all. */
interface Found {
  halfWritten: number;
  locked: number;
  changes: number;
}

/** Kills a writer at random moments, half of them while it writes; the manifest must be the old one or the new one each time. */
export async function run(args: readonly string[]): Promise<Counts> {
  const { values } = parseArgs({
    args: [...args],
    options: { kills: { type: 'string', default: '50' } },
  });
  const kills = Number(values.kills);
  const folder = await mkdtemp(join(tmpdir(), 'provkit-crash-'));
  const path = join(folder, 'manifest.json');
  const tally = createTally();
  const found: Found = { halfWritten: 0, locked: 0, changes: 0 };
  try {
    await writeFile(path, serializeManifest(stateOf(1, ENTRIES)));
    for (let n = 0; n < kills; n += 1)
      await killOne(path, { isInWrite: n % 2 === 1 }, found, tally);
    await assertGoesOn(path, folder, tally);
  } finally {
    await rm(folder, { recursive: true });
  }
  console.log(
    `${kills} writers killed during ${found.changes} changes: ${found.locked} held the lock, ${found.halfWritten} left a half-written file`,
  );
  return tally.counts();
}

async function killOne(
  path: string,
  { isInWrite }: { readonly isInWrite: boolean },
  found: Found,
  tally: Tally,
): Promise<void> {
  const before = attemptOf(await readFile(path));
  const writer = start('crash-writer.ts', [path]);
  while (!writer.said().includes('ready') && writer.child.exitCode === null) await sleep(1);
  await sleep(Math.random() * LONGEST_LIFE_MS);
  if (isInWrite) await writeBegins(path);
  writer.child.kill('SIGKILL');
  const { signal, stdout } = await writer.ended;
  tally.check(signal === 'SIGKILL', `the writer ended by itself: ${stdout}`);

  const finished = stdout
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(' ').map(Number));
  const last = finished.at(-1)?.[0] ?? before;
  const bytes = await readFile(path);
  const state = attemptOf(bytes);
  tally.check(
    state === last || state === last + 1,
    `change ${last} was done, and the file is of ${state}`,
  );
  const isWhole = bytes.equals(Buffer.from(serializeManifest(stateOf(state, ENTRIES))));
  tally.check(isWhole, `the file is not what change ${state} wrote`);
  const [, firstWaitMs = 0] = finished[0] ?? [];
  tally.check(
    firstWaitMs < 1000,
    `the lock of the dead one before was waited for ${firstWaitMs} ms`,
  );

  const left = await readdir(dirname(path));
  found.changes += state - before;
  if (left.includes('manifest.json.lock')) found.locked += 1;
  if (left.some((name) => name.endsWith('.tmp'))) found.halfWritten += 1;
}

/** Waits for the new file to appear, and then up to a few milliseconds: somewhere in writing, syncing and renaming. */
async function writeBegins(path: string): Promise<void> {
  const isWriting = () => readdirSync(dirname(path)).some((name) => name.endsWith('.tmp'));
  while (isWriting()) await sleep(0); // what the one before left, or a write that is under way
  const givenUpAt = performance.now() + 10_000;
  while (!isWriting() && performance.now() < givenUpAt) await sleep(0);
  await sleep(Math.random() * LONGEST_WRITE_MS);
}

/** The change that a manifest is the outcome of; it must be one. */
function attemptOf(bytes: Uint8Array): number {
  return parseManifest(bytes, 'manifest.json').entries[0]?.run_attempt ?? 0;
}

/** The next writer needs nobody's help, and clears up. */
async function assertGoesOn(path: string, folder: string, tally: Tally): Promise<void> {
  const { waitedMs } = await fileStore(path).update(() => stateOf(1_000_000, ENTRIES));
  tally.check(waitedMs < 1000, `the last dead one’s lock was waited for ${waitedMs} ms`);
  const left = await readdir(folder);
  tally.check(left.length === 1, `beside the manifest there are ${left.join(', ')}`);
}
