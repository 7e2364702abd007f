import type { NotifyRecord } from './record.ts';

/** Port to what was done before. Append-only; a record counts once it is stored. */
export interface NotifyLog {
  /** What is recorded of the alerts of a fingerprint, in the order in which it was recorded. */
  read(fingerprint: string): Promise<readonly NotifyRecord[]>;
  /** Resolves once the record would survive a crash. Storing the same fact again is harmless. */
  append(record: NotifyRecord): Promise<void>;
}

/** A log in memory, for one process and for tests. Reading takes as long as there are records of the fingerprint. */
export function createMemoryLog(
  stored: readonly NotifyRecord[] = [],
): NotifyLog & { readonly records: readonly NotifyRecord[] } {
  const records: NotifyRecord[] = [];
  const fingerprints = new Map<string, string>();
  const byFingerprint = new Map<string, NotifyRecord[]>();
  const add = (record: NotifyRecord): void => {
    records.push(record);
    if (record.type === 'alert.raised') fingerprints.set(record.alert_id, record.fingerprint);
    const fingerprint = fingerprints.get(record.alert_id);
    if (fingerprint === undefined) return;
    const known = byFingerprint.get(fingerprint) ?? [];
    byFingerprint.set(fingerprint, known);
    known.push(record);
  };
  for (const record of stored) add(record);
  return {
    records,
    append: async (record) => add(record),
    read: async (fingerprint) => [...(byFingerprint.get(fingerprint) ?? [])],
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
