// A process that appends events of one instance, one at a time: writer.ts <path> <instance> <count>
import { createNdjsonLog } from '@provkit/metrics/ndjson';
import { lockWaited } from '../samples.ts';

const [path = '', instance = '', count = '0'] = process.argv.slice(2);
const log = createNdjsonLog({ path });
for (let seq = 1; seq <= Number(count); seq += 1) await log.append([lockWaited(seq, instance)]);
