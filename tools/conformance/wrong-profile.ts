// Every good bundle of the corpus under the root of the other profile, which must refuse it, and under both roots at once, which
// must accept it (T8): node tools/conformance/wrong-profile.ts
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTrustedRoot, type Trust, verifyBundle } from '@provkit/predicate';
import { type IndexEntry, inputOf } from './bundle-index-entry.ts';

const PUBLIC_GOOD = 'trusted-roots/public-good.json';
const GITHUB = 'trusted-roots/github.json';

const corpus = process.env.PROVKIT_CORPUS;
if (corpus === undefined) {
  console.log('SKIPPED: PROVKIT_CORPUS names no corpus');
} else {
  await run(join(corpus, 'bundles'));
}

async function run(folder: string): Promise<void> {
  const { bundles } = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as {
    bundles: IndexEntry[];
  };
  const read = async (file: string) => parseTrustedRoot(await readFile(join(folder, file)), file);
  const roots: Record<string, Trust> = {
    [PUBLIC_GOOD]: await read(PUBLIC_GOOD),
    [GITHUB]: await read(GITHUB),
  };
  const both: Trust = {
    roots: [...(await read(PUBLIC_GOOD)).roots, ...(await read(GITHUB)).roots],
  };
  let passed = 0;
  let failed = 0;
  const good = bundles.filter(
    ({ expect, key, trustedRoot = '' }) =>
      expect === 'accept' && key === undefined && Object.hasOwn(roots, trustedRoot),
  );
  for (const entry of good) {
    const input = await inputOf(entry, folder);
    const wrong = roots[entry.trustedRoot === GITHUB ? PUBLIC_GOOD : GITHUB];
    const underWrong = wrong && verifyBundle({ ...input, trust: wrong }).verdict;
    const underBoth = verifyBundle({ ...input, trust: both }).verdict;
    if (underWrong === 'fail' && underBoth === 'pass') {
      passed += 1;
    } else {
      failed += 1;
      console.log(`WRONG ${entry.id}: ${underWrong} under the wrong root, ${underBoth} under both`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
