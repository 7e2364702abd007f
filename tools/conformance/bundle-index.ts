// Verifies every bundle of an index through verifyBundle and compares the verdicts with the right ones, where the index
// states them: node tools/conformance/bundle-index.ts --index FILE --root DIR [--out RESULTS.jsonl]
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BundleReport, verifyBundle } from '@provkit/predicate';
import { type IndexEntry, inputOf } from './bundle-index-entry.ts';

type Result = {
  readonly entry: IndexEntry;
  readonly report: BundleReport;
  readonly verdict: 'accept' | 'reject';
};

const corpus = process.env.PROVKIT_CORPUS;
const { values } = parseArgs({
  options: { index: { type: 'string' }, root: { type: 'string' }, out: { type: 'string' } },
});
const root = values.root ?? (corpus && join(corpus, 'bundles'));
const index = values.index ?? (root && join(root, 'index.json'));
if (index === undefined || root === undefined) {
  console.log('SKIPPED: PROVKIT_CORPUS names no corpus, and neither --index nor --root is given');
} else {
  await run(index, root, values.out);
}

async function run(indexFile: string, folder: string, out: string | undefined): Promise<void> {
  const { bundles } = JSON.parse(await readFile(indexFile, 'utf8')) as { bundles: IndexEntry[] };
  const results: Result[] = [];
  for (const entry of bundles) results.push(await verify(entry, folder));
  if (out !== undefined) {
    const lines = results.map(({ entry, verdict }) => JSON.stringify({ id: entry.id, verdict }));
    await writeFile(out, `${lines.join('\n')}\n`);
  }
  for (const line of results.map(describe)) console.log(line);
  const failed = results.filter(isWrong).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function verify(entry: IndexEntry, folder: string): Promise<Result> {
  const report = verifyBundle(await inputOf(entry, folder));
  return { entry, report, verdict: report.verdict === 'pass' ? 'accept' : 'reject' };
}

/** Whether the verdict is another than the index says is right. */
function isWrong({ entry, verdict }: Result): boolean {
  return entry.expect !== undefined && entry.expect !== verdict;
}

function describe(result: Result): string {
  const { entry, report, verdict } = result;
  const failed = report.checks.find(({ status }) => status === 'fail');
  const why = failed ? ` (${failed.id}: ${failed.message})` : '';
  const state = isWrong(result) ? 'WRONG' : 'ok';
  return `${state.padEnd(6)} ${entry.id}: ${verdict}, expected ${entry.expect ?? 'nothing'}${why}`;
}
