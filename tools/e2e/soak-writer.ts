// One of several writers of a manifest: soak-writer.ts WRITER UPDATES (file PATH | github URL TOKEN).
// Prints how long each update had to wait for others, in ms, as JSON.
import { addEntry } from '@provkit/manifest';
import { clock, entryOf, fileStore, githubStore } from './manifest-stores.ts';

const MOST_THOUGHT_MS = 20;

const [writer = '', updates = '', backend = '', where = '', token = ''] = process.argv.slice(2);
const store = backend === 'file' ? fileStore(where) : githubStore(where, token);
const waits: number[] = [];
for (let n = 0; n < Number(updates); n += 1) {
  const { waitedMs } = await store.update((manifest) =>
    addEntry(manifest, entryOf(Number(writer), n)),
  );
  waits.push(waitedMs);
  await clock.sleep(Math.random() * MOST_THOUGHT_MS); // else the first one to get in has it all to itself
}
console.log(JSON.stringify(waits));
