import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createManifest, type Manifest, parseManifest, serializeManifest } from '@provkit/manifest';
import { contentsRoutes, createFakeContents, startGithub } from '@provkit/testkit/github';
import { type Counts, createTally, type Tally } from './counts.ts';
import { entryOf, PATH } from './manifest-stores.ts';
import { start } from './processes.ts';

const WRITERS = [1, 2];
/** Of a hundred writes, how many lose their answer, and how many are refused by a server in trouble. */
const LOST = 5;
const REFUSED = 5;

/** Two processes change one manifest at once, in a file and over the contents API; nothing may be lost or doubled. */
export async function run(args: readonly string[]): Promise<Counts> {
  const { values } = parseArgs({
    args: [...args],
    options: { updates: { type: 'string', default: '500' } },
  });
  const updates = Number(values.updates);
  const tally = createTally();
  await soakFile(updates, tally);
  await soakGithub(updates, tally, { isFaulty: false });
  await soakGithub(Math.ceil(updates / 5), tally, { isFaulty: true });
  return tally.counts();
}

const EMPTY = createManifest('acme/widgets', Date.parse('2026-01-31T12:00:00.000Z'));

async function soakFile(updates: number, tally: Tally): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'provkit-soak-'));
  try {
    const path = join(folder, 'manifest.json');
    await writeFile(path, serializeManifest(EMPTY));
    await write('file', updates, ['file', path], tally);
    assertEntries(parseManifest(await readFile(path), path), updates, tally);
    const left = await readdir(folder);
    tally.check(left.length === 1, `beside the manifest there are ${left.join(', ')}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function soakGithub(
  updates: number,
  tally: Tally,
  { isFaulty }: { readonly isFaulty: boolean },
): Promise<void> {
  const contents = createFakeContents({ now: () => Date.now() });
  contents.branches.get('main')?.set(PATH, Buffer.from(serializeManifest(EMPTY)));
  const github = await startGithub({ routes: () => contentsRoutes(contents) });
  let writes = 0;
  github.setFault(({ method }) => {
    github.requests.length = 0; // thousands of bodies would fill the memory
    if (!isFaulty || method !== 'PUT') return undefined;
    writes += 1;
    return writes % 100 < LOST ? { kind: 'reset' } : undefined;
  });
  if (isFaulty) {
    contents.refuse = () =>
      writes % 100 >= 100 - REFUSED ? unavailable(() => (writes += 1)) : undefined;
  }
  try {
    const name = isFaulty ? 'github that loses answers' : 'github';
    await write(name, updates, ['github', github.apiUrl, contents.token], tally);
    const content = contents.branches.get('main')?.get(PATH) ?? new Uint8Array();
    assertEntries(parseManifest(content, PATH), updates, tally);
    const commits = contents.commits.length;
    const expected = updates * WRITERS.length;
    tally.check(commits === expected, `${commits} commits for ${expected} updates`);
    tally.check(
      github.violations.length === 0,
      `GitHub's description: ${github.violations.join('; ')}`,
    );
  } finally {
    await github.close();
  }
}

function unavailable(count: () => void) {
  count();
  return { status: 503, json: { message: 'Service unavailable' } };
}

/** Runs the writers at once, and says what they had to wait. */
async function write(
  name: string,
  updates: number,
  where: readonly string[],
  tally: Tally,
): Promise<void> {
  const started = performance.now();
  const writers = WRITERS.map((writer) =>
    start('soak-writer.ts', [String(writer), String(updates), ...where]),
  );
  const ended = await Promise.all(writers.map((writer) => writer.ended));
  for (const { code, stdout } of ended)
    tally.check(code === 0, `a writer ended with ${code}: ${stdout}`);
  const waits = ended.flatMap(({ stdout }) => JSON.parse(stdout || '[]') as number[]);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${name}: ${waits.length} updates by ${WRITERS.length} processes in ${seconds.toFixed(1)} s; ${describe(waits)}`,
  );
}

function describe(waits: readonly number[]): string {
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  const waited = waits.filter((ms) => ms > 0).length;
  return `waited ${waited} times, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`;
}

/** Every update is there, once, and nothing else. */
function assertEntries({ entries }: Manifest, updates: number, tally: Tally): void {
  const found = new Map<string, number>();
  for (const { tag } of entries) found.set(tag, (found.get(tag) ?? 0) + 1);
  for (const writer of WRITERS) {
    for (let n = 0; n < updates; n += 1) {
      const { tag } = entryOf(writer, n);
      tally.check(found.get(tag) === 1, `${tag} is there ${found.get(tag) ?? 0} times`);
    }
  }
  const expected = updates * WRITERS.length;
  tally.check(entries.length === expected, `${entries.length} entries, not ${expected}`);
}
