import { Worker } from 'node:worker_threads';
import type { Release } from './batch-releases.ts';

/** Threads that verify, each with a verifier of its own, and that run already. */
export interface Pool {
  /** Halves of a release, thirds of it, and so on, at once. @throws unless all of them pass */
  verify(release: Release): Promise<void>;
  close(): Promise<void>;
}

/** What a thread is sent, and answers: how many have passed; once with -1, when it is ready. */
export type PoolRequest = Pick<Release, 'bundles' | 'digests'>;

/** Starts threads, and waits until each can verify. */
export async function startPool(size: number, trustedRoot: string): Promise<Pool> {
  const file = new URL('./batch-worker.ts', import.meta.url);
  const workers = Array.from({ length: size }, () => new Worker(file, { workerData: trustedRoot }));
  await Promise.all(workers.map(answerOf));
  return {
    verify: async ({ bundles, digests }) => {
      const part = Math.ceil(digests.length / size);
      const answers = workers.map((worker, at) => {
        const range = [at * part, (at + 1) * part] as const;
        const answer = answerOf(worker);
        worker.postMessage({ bundles: bundles.slice(...range), digests: digests.slice(...range) });
        return answer;
      });
      const passed = (await Promise.all(answers)).reduce((sum, count) => sum + count, 0);
      if (passed !== digests.length) throw new Error(`${passed} of ${digests.length} passed`);
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function answerOf(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('message', (count: number) => {
      worker.off('error', reject);
      resolve(count);
    });
    worker.once('error', reject);
  });
}
