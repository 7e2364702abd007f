import type { NotifyRecord } from './record.ts';

/** Port to what was done before. Append-only; a record counts once it is stored. */
export interface NotifyLog {
  /** What is recorded of the alerts of a fingerprint, in the order in which it was recorded. */
  read(fingerprint: string): Promise<readonly NotifyRecord[]>;
  /** Resolves once the record would survive a crash. Storing the same fact again is harmless. */
  append(record: NotifyRecord): Promise<void>;
}

/** A log in memory, for one process and for tests. */
export function createMemoryLog(
  records: NotifyRecord[] = [],
): NotifyLog & { readonly records: readonly NotifyRecord[] } {
  return {
    records,
    append: async (record) => {
      records.push(record);
    },
    read: async (fingerprint) => recordsOf(records, fingerprint),
  };
}

/** The records of the alerts of a fingerprint, for logs that keep those of all. Pure. */
export function recordsOf(
  records: readonly NotifyRecord[],
  fingerprint: string,
): readonly NotifyRecord[] {
  const ids = new Set(
    records.flatMap((record) =>
      record.type === 'alert.raised' && record.fingerprint === fingerprint ? [record.alert_id] : [],
    ),
  );
  return records.filter(({ alert_id: id }) => ids.has(id));
}
