// Changes a manifest without end, until it is killed: crash-writer.ts PATH. Prints the number of each finished change.
import { writeSync } from 'node:fs';
import { stateOf } from './crash-states.ts';
import { fileStore } from './manifest-stores.ts';

const [path = ''] = process.argv.slice(2);
const store = fileStore(path);
const { manifest } = await store.read();
writeSync(1, 'ready\n');
for (let n = (manifest.entries[0]?.run_attempt ?? 0) + 1; ; n += 1) {
  const { waitedMs } = await store.update((current) => stateOf(n, current.entries.length));
  writeSync(1, `${n} ${waitedMs}\n`);
}
