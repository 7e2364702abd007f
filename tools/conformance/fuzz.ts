// Mutates bundles, trusted roots and signed statements at random and demands that the verifier keeps its word: a typed result
// whatever the bytes, and never a pass that proves something else:
//   node tools/conformance/fuzz.ts [--seconds 60] [--seed N]
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from './fuzz-random.ts';
import { createSampleSigstore, readSamples } from './fuzz-samples.ts';
import { type Attempt, bundles, envelopes, roots, type Target } from './fuzz-targets.ts';

/** After as many problems the rest would tell nothing new. */
const MOST_PROBLEMS = 10;

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});
const random = createRandom(Number(values.seed));
const sigstore = createSampleSigstore();
const samples = await readSamples(sigstore, process.env.PROVKIT_CORPUS);
/** How the time is shared. */
const targets = [
  { target: bundles(samples), share: 0.5 },
  { target: roots(samples), share: 0.25 },
  { target: envelopes(sigstore), share: 0.25 },
];
const failed = targets
  .map(({ target, share }) => fuzz(target, share * Number(values.seconds)))
  .filter((problems) => problems > 0).length;
console.log(`${targets.length - failed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

/** @returns how many problems were found */
function fuzz(target: Target, seconds: number): number {
  const end = performance.now() + seconds * 1000;
  const counts = { pass: 0, fail: 0, inconclusive: 0, refused: 0 };
  let mutations = 0;
  let problems = 0;
  while (performance.now() < end && problems < MOST_PROBLEMS) {
    const attempt = target.attempt(random);
    mutations += 1;
    try {
      const { kind, problem } = attempt.run();
      counts[kind] += 1;
      if (problem !== undefined) problems += complain(target, attempt, problem);
    } catch (error) {
      problems += complain(target, attempt, `threw ${String(error)}`);
    }
  }
  console.log(
    `${target.name}: ${mutations} mutations in ${seconds} s, seed ${values.seed}: ` +
      `${counts.pass} harmless, ${counts.fail + counts.inconclusive} failed a check, ${counts.refused} refused as input, ${problems} problems`,
  );
  return problems;
}

/** Keeps what was tried: our own samples are signed with new keys each time, so the seed alone does not bring it back. */
function complain({ name }: Target, { description, text }: Attempt, problem: string): 1 {
  const file = join(tmpdir(), `fuzz-${name}-${values.seed}-${Date.now()}.txt`);
  writeFileSync(file, text);
  console.log(`${description}: ${problem}; kept in ${file}`);
  return 1;
}
