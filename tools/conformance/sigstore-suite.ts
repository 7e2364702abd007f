// The Sigstore client conformance suite's verification cases, in this process, with the file and with its digest:
//   node tools/conformance/sigstore-suite.ts [--assets DIR]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isPredicateError, verifyBundle } from '@provkit/predicate';
import { readSigstoreCases, type SigstoreCase } from './sigstore-case.ts';

const corpus = process.env.PROVKIT_CORPUS;
const { values } = parseArgs({ options: { assets: { type: 'string' } } });
const assets = values.assets ?? (corpus && join(corpus, 'sigstore-conformance', 'assets'));
if (assets === undefined) {
  console.log('SKIPPED: PROVKIT_CORPUS names no corpus, and --assets is not given');
} else {
  await run(join(assets, 'bundle-verify'));
}

async function run(folder: string): Promise<void> {
  let passed = 0;
  let failed = 0;
  for (const suiteCase of await readSigstoreCases(folder)) {
    for (const input of ['path', 'digest'] as const) {
      const { verdict, why } = await judge(suiteCase, input);
      if (verdict === suiteCase.expect) {
        passed += 1;
      } else {
        failed += 1;
        console.log(`WRONG ${suiteCase.name} (${input}): ${verdict}${why}`);
      }
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

async function judge(
  { ask }: SigstoreCase,
  input: 'path' | 'digest',
): Promise<{ verdict: 'accept' | 'reject'; why: string }> {
  try {
    const report = verifyBundle(await ask(input));
    const failure = report.checks.find(({ status }) => status === 'fail');
    const why = failure ? ` (${failure.id}: ${failure.message})` : '';
    return { verdict: report.verdict === 'pass' ? 'accept' : 'reject', why };
  } catch (error) {
    if (!isPredicateError(error)) throw error;
    return { verdict: 'reject', why: ` (${error.code}: ${error.message})` };
  }
}
