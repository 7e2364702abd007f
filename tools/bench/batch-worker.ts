import { parentPort, workerData } from 'node:worker_threads';
import { createVerifier, definePolicy, parseTrustedRoot } from '@provkit/predicate';
import type { PoolRequest } from './batch-pool.ts';
import { inputsOf, WORKFLOW } from './batch-releases.ts';

const verifier = createVerifier({
  trust: parseTrustedRoot(String(workerData), 'root'),
  policy: definePolicy({ source: 'github:acme/widgets', workflow: WORKFLOW }),
});
parentPort?.on('message', (request: PoolRequest) => {
  let passed = 0;
  for (const { verdict } of verifier.verifyMany(inputsOf(request))) {
    passed += verdict === 'pass' ? 1 : 0;
  }
  parentPort?.postMessage(passed);
});
parentPort?.postMessage(-1);
