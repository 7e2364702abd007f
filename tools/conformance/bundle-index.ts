// Verifies every bundle of an index through verifyBundle and compares the verdicts with the right ones, where the index
// states them: node tools/conformance/bundle-index.ts --index FILE [--root DIR] [--out RESULTS.jsonl]
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BundleIndex, IndexEntry } from './bundle-index-entry.ts';
import { judgeEntry, type Outcome } from './judge-entry.ts';

type Result = Outcome & { readonly entry: IndexEntry };

const corpus = process.env.PROVKIT_CORPUS;
try {
  const { values } = parseArgs({
    options: { index: { type: 'string' }, root: { type: 'string' }, out: { type: 'string' } },
  });
  const place = values.index === undefined ? corpusPlace() : placeOf(values.index);
  if (place) await run(place.index, values.root ?? place.root, values.out);
  else console.log('SKIPPED: PROVKIT_CORPUS names no corpus, and no --index is given');
} catch (error) {
  console.error(`bundle-index: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

function corpusPlace(): { index: string; root: string } | undefined {
  return corpus ? placeOf(join(corpus, 'bundles', 'index.json')) : undefined;
}

function placeOf(index: string): { index: string; root: string } {
  return { index, root: dirname(index) };
}

async function run(indexFile: string, folder: string, out: string | undefined): Promise<void> {
  const index = JSON.parse(await readFile(indexFile, 'utf8')) as BundleIndex;
  const results: Result[] = [];
  for (const entry of index.bundles) {
    results.push({ entry, ...(await judgeEntry(entry, index, folder)) });
  }
  if (out !== undefined) {
    const lines = results.map(({ entry, verdict }) => JSON.stringify({ id: entry.id, verdict }));
    await writeFile(out, lines.map((line) => `${line}\n`).join(''));
  }
  for (const line of results.map(describe)) console.log(line);
  const failed = results.filter(isWrong).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Whether the verdict is another than the index says is right. */
function isWrong({ entry, verdict }: Result): boolean {
  return entry.expect !== undefined && entry.expect !== verdict;
}

function describe(result: Result): string {
  const { entry, verdict, why } = result;
  const state = isWrong(result) ? 'WRONG' : 'ok';
  const reason = why === undefined ? '' : ` (${why})`;
  return `${state.padEnd(6)} ${entry.id}: ${verdict}, expected ${entry.expect ?? 'nothing'}${reason}`;
}
