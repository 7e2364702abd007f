// Our verdict beside plain sigstore-js's, over every bundle of the corpus; each difference must be one that a rule explains:
//   node tools/conformance/differential.ts
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPredicateError, type VerifyBundleInput, verifyBundle } from '@provkit/predicate';
import { type IndexEntry, inputOf } from './bundle-index-entry.ts';
import { DIFFERENCES } from './differences.ts';
import { plainSigstore } from './plain-sigstore.ts';
import { readSigstoreCases } from './sigstore-case.ts';

interface Pair {
  readonly name: string;
  readonly ours: string;
  readonly theirs: string;
}

const corpus = process.env.PROVKIT_CORPUS;
if (corpus === undefined || !existsSync(corpus)) {
  console.log('SKIPPED: PROVKIT_CORPUS names no corpus');
} else {
  const pairs = [...(await ofBundles(join(corpus, 'bundles'))), ...(await ofSuite(corpus))];
  report(pairs);
}

async function ofBundles(folder: string): Promise<Pair[]> {
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as {
    bundles: IndexEntry[];
  };
  return Promise.all(
    index.bundles.map(async (entry) => compare(entry.id, await inputOf(entry, folder))),
  );
}

async function ofSuite(folder: string): Promise<Pair[]> {
  const cases = await readSigstoreCases(
    join(folder, 'sigstore-conformance', 'assets', 'bundle-verify'),
  );
  return Promise.all(
    cases.map(async ({ name, ask }) => {
      try {
        return compare(name, await ask('path'));
      } catch (error) {
        if (!isPredicateError(error)) throw error;
        // the root is refused: what sigstore-js makes of it is not comparable with a root that it never reads
        return { name, ours: `reject (${error.code})`, theirs: 'not asked' };
      }
    }),
  );
}

function compare(name: string, input: VerifyBundleInput): Pair {
  const ours = verifyBundle(input);
  const failed = ours.checks.find(({ status }) => status === 'fail');
  return {
    name,
    ours: failed ? `reject (${failed.id}: ${failed.message})` : 'accept',
    theirs: plainSigstore(input),
  };
}

function report(pairs: readonly Pair[]): void {
  const verdict = (text: string) => text.split(' ')[0];
  const differing = pairs.filter(
    ({ ours, theirs }) => theirs !== 'not asked' && verdict(ours) !== verdict(theirs),
  );
  for (const { name, ours, theirs } of differing) {
    console.log(
      `${name}\n  ours:        ${ours}\n  sigstore-js: ${theirs}\n  rule:        ${DIFFERENCES[name] ?? 'NONE'}`,
    );
  }
  const unexplained = differing.filter(({ name }) => !Object.hasOwn(DIFFERENCES, name));
  const gone = Object.keys(DIFFERENCES).filter(
    (name) => !differing.some((pair) => pair.name === name),
  );
  for (const name of gone) console.log(`${name}: listed as a difference, and there is none`);
  const failed = unexplained.length + gone.length;
  console.log(`${differing.length} differences in ${pairs.length} bundles`);
  console.log(`${pairs.length - unexplained.length} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
