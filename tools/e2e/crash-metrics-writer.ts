// Appends events without end, until it is killed: crash-metrics-writer.ts PATH INSTANCE PAUSE_MS. Prints each
// acknowledged seq.
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createNdjsonLog } from '@provkit/metrics/ndjson';
import { BATCH, eventOf, ROTATE_AT_BYTES } from './metrics-log.ts';

const [path = '', instance = '', pauseMs = '0'] = process.argv.slice(2);
const log = createNdjsonLog({ path, rotateAtBytes: ROTATE_AT_BYTES });
let seq = await log.nextSeq(instance);
writeSync(1, 'ready\n');
for (;;) {
  const events = Array.from({ length: BATCH }, (_, index) => eventOf(instance, seq + index));
  await log.append(events);
  seq += BATCH;
  writeSync(1, `${seq - 1}\n`);
  await sleep(Number(pauseMs));
}
