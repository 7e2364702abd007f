// One of several processes that change the same file: writer.ts FILE ID
import { setTimeout as sleep } from 'node:timers/promises';
import { updateFile } from '../../src/adapters/update-file.ts';

const [, , path = '', id = ''] = process.argv;
const clock = {
  now: () => Date.now(),
  sleep: (ms: number, signal?: AbortSignal) => sleep(ms, undefined, signal && { signal }),
};
for (let n = 0; n < 10; n += 1) {
  const options = { clock, timeoutMs: 60_000, maxBytes: 10_000 };
  await updateFile(path, (bytes) => `${bytes ?? ''}${id}${n}\n`, options);
}
