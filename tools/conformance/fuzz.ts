// Mutates signed bundles at random and demands that the verifier keeps its word: a typed result whatever the bytes, and never
// a pass in which what was proven differs from the unmutated bundle:
//   node tools/conformance/fuzz.ts [--seconds 60] [--seed N]
import { parseArgs } from 'node:util';
import { isPredicateError, verifyBundle } from '@provkit/predicate';
import { mutate } from './fuzz-mutations.ts';
import { createRandom } from './fuzz-random.ts';
import { readSamples, type Sample } from './fuzz-samples.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});
const random = createRandom(Number(values.seed));
const samples = await readSamples(process.env.PROVKIT_CORPUS);
const end = performance.now() + Number(values.seconds) * 1000;
const counts = { pass: 0, fail: 0, inconclusive: 0, refused: 0 };
const problems: string[] = [];

for (let round = 0; performance.now() < end && problems.length < 10; round += 1) {
  const sample = samples[round % samples.length];
  if (!sample) break;
  const { bundle, description } = mutate(sample.bundle, random);
  try {
    judge(sample, bundle, description);
  } catch (error) {
    problems.push(`${sample.name}, ${description}: threw ${String(error)}`);
  }
}

for (const problem of problems) console.log(problem);
console.log(
  `fuzz: ${counts.pass + counts.fail + counts.refused} mutations of ${samples.length} bundles in ${values.seconds} s, seed ${values.seed}: ` +
    `${counts.pass} harmless, ${counts.fail} failed a check, ${counts.refused} refused as input`,
);
console.log(`${samples.length - problems.length} passed, ${problems.length} failed`);
if (problems.length > 0) process.exitCode = 1;

function judge(sample: Sample, bundle: unknown, description: string): void {
  const content = typeof bundle === 'string' ? bundle : JSON.stringify(bundle);
  try {
    const report = verifyBundle({ ...sample.input, bundle: { name: sample.name, content } });
    counts[report.verdict] += 1;
    if (report.verdict === 'pass' && sample.proven(report) !== sample.expected) {
      problems.push(`${sample.name}, ${description}: passes, and proves something else`);
    }
  } catch (error) {
    if (!isPredicateError(error)) throw error;
    counts.refused += 1;
  }
}
