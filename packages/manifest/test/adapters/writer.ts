// One of several processes that change the same manifest: writer.ts MANIFEST ID
import { setTimeout as sleep } from 'node:timers/promises';
import { createFileStore } from '../../src/adapters/file.ts';
import { setEntry } from '../../src/index.ts';

const [, , path = '', id = ''] = process.argv;
const clock = {
  now: () => Date.now(),
  sleep: (ms: number, signal?: AbortSignal) => sleep(ms, undefined, signal && { signal }),
};
const store = createFileStore({ path, clock });
for (let n = 0; n < 10; n += 1) {
  await store.update((manifest) => {
    const previous = manifest.entries[0]?.previous_run_ids ?? [];
    return setEntry(
      manifest,
      { tag: 'v1.2.3', run_id: '42' },
      { previous_run_ids: [...previous, `${id}${n}`] },
    );
  });
}
