// Verifies so many different bundles in one batch, and prints the bytes that are held at its end beside those at its start.
import { createVerifier, definePolicy, parseTrustedRoot } from '@provkit/predicate';
import { createSigstore } from '@provkit/testkit';
import { digestOf, inputsOf, NOW, sign, WORKFLOW } from './batch-releases.ts';

const count = Number(process.argv[2]);
const sigstore = createSigstore({ now: () => NOW.getTime() });
const batch = createVerifier({
  trust: parseTrustedRoot(sigstore.trustedRoot, 'root'),
  policy: definePolicy({ source: 'github:acme/widgets', workflow: WORKFLOW }),
}).forBatch();
const before = held();
for (let at = 0; at < count; at += 1) verify(at);
const after = held();
verify(count); // whoever is asked again is still there when it is measured
console.log(after - before);

function verify(at: number): void {
  const digests = [digestOf(at)];
  for (const input of inputsOf({ digests, bundles: [sign(sigstore, digests)] })) {
    if (batch.verify(input).verdict !== 'pass') throw new Error('there is nothing to measure');
  }
}

function held(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
