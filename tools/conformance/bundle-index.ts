// Verifies every bundle of an index through verifyBundle and compares the verdicts with the right ones, where the index
// states them: node tools/conformance/bundle-index.ts --index FILE --root DIR [--out RESULTS.jsonl]
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Artifact,
  type BundleReport,
  parseTrustedRoot,
  verifyBundle,
} from '@provkit/predicate';
import { digestFile } from '@provkit/predicate/files';
import { fromDigest, type IndexEntry, signerOf, subjectOf } from './bundle-index-entry.ts';

/** What a bundle without anything to compare is held against: no file has this digest, so the verdict is reject. */
const NO_ARTIFACT: Artifact = { name: 'no artifact', sha256: '0'.repeat(64) };

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
  const content = await readFile(join(folder, entry.file), 'utf8');
  const trust = parseTrustedRoot(
    await readFile(join(folder, entry.trustedRoot)),
    entry.trustedRoot,
  );
  const bytes = entry.artifact && (await readFile(join(folder, entry.artifact.file)));
  const report = verifyBundle({
    bundle: { name: entry.id, content },
    artifact: await artifactOf(entry, folder, content),
    ...(bytes && { bytes }),
    trust,
    signer: await signerOf(entry, folder),
  });
  return { entry, report, verdict: report.verdict === 'pass' ? 'accept' : 'reject' };
}

async function artifactOf(entry: IndexEntry, folder: string, content: string): Promise<Artifact> {
  const { artifactDigest, artifact, messageDigest } = entry;
  if (artifactDigest === undefined && artifact) return digestFile(join(folder, artifact.file));
  return fromDigest(entry.id, artifactDigest ?? messageDigest) ?? subjectOf(content) ?? NO_ARTIFACT;
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
