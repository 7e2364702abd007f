// Verifies so many different bundles in one batch, and prints the bytes that the batch holds on to at its end: what the process
// has more of then, less what signing as many bundles alone leaves behind, since the log of the testkit forgets no entry.
import { createVerifier, definePolicy, parseTrustedRoot, type Verifier } from '@provkit/predicate';
import { createSigstore } from '@provkit/testkit';
import { digestOf, inputsOf, NOW, sign, WORKFLOW } from './batch-releases.ts';

/** So that neither code that is compiled nor what is made once is taken for evidence. */
const WARM_UP = 300;

const count = Number(process.argv[2]);
const sigstore = createSigstore({ now: () => NOW.getTime() });
const verifier = createVerifier({
  trust: parseTrustedRoot(sigstore.trustedRoot, 'root'),
  policy: definePolicy({ source: 'github:acme/widgets', workflow: WORKFLOW }),
});
times(WARM_UP, (at) => verify(verifier.forBatch(), at));
const signing = growth(() => times(count, (at) => sign(sigstore, [digestOf(at)])));
const batch = verifier.forBatch();
const both = growth(() => times(count, (at) => verify(batch, at)));
verify(batch, count); // whoever is asked again is still there when it is measured
console.log(both - signing);

function times(most: number, work: (at: number) => unknown): void {
  for (let at = 0; at < most; at += 1) work(at);
}

function verify(asked: Verifier, at: number): void {
  const digests = [digestOf(at)];
  for (const input of inputsOf({ digests, bundles: [sign(sigstore, digests)] })) {
    if (asked.verify(input).verdict !== 'pass') throw new Error('there is nothing to measure');
  }
}

function growth(work: () => void): number {
  const before = held();
  work();
  return held() - before;
}

function held(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
