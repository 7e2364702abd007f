import { isMetricsError } from '@provkit/metrics';
import { createMemoryLog } from '@provkit/notify';
import type { EventNotifyLog } from './event-notify-log.ts';

/**
 * A log that goes on in memory where the file cannot be read or written: people must hear of a failure even on a disk that
 * is full. The Issue's marker and the idempotency key still keep it from being told twice.
 * @param onProblem told once, with why.
 */
export function logOrMemory(
  log: EventNotifyLog,
  onProblem: (problem: string) => void,
): EventNotifyLog {
  let memory: ReturnType<typeof createMemoryLog> | undefined;
  const fallBack = (error: unknown): ReturnType<typeof createMemoryLog> => {
    if (!isMetricsError(error) || error.code !== 'LOG_UNAVAILABLE') throw error;
    if (!memory) onProblem(error.message);
    memory ??= createMemoryLog();
    return memory;
  };
  return {
    read: async (fingerprint) => {
      if (memory) return memory.read(fingerprint);
      return log.read(fingerprint).catch((error: unknown) => fallBack(error).read(fingerprint));
    },
    readAll: async () => {
      if (memory) return memory.records;
      return log.readAll().catch((error: unknown) => fallBack(error).records);
    },
    append: async (record) => {
      if (memory) return memory.append(record);
      try {
        await log.append(record);
      } catch (error) {
        const known = fallBack(error);
        const before = await log.readAll().catch(() => []); // what can still be read keeps its weight
        for (const one of before) await known.append(one);
        await known.append(record);
      }
    },
  };
}
