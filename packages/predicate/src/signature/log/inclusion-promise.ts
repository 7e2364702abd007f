import { json } from '@sigstore/core';
import type { LogEntry } from '../evidence.ts';
import { verifyWithKey } from '../verify-with-key.ts';
import type { Log } from './checkpoint.ts';

/**
 * The time that a log of the version 1 has promised an entry for (its signed entry timestamp), or `undefined` when the
 * promise is not the log's, or was made when its key was not valid. Only such a time counts (T7).
 * @see sigstore/rekor, "Signed Entry Timestamp": the canonical JSON of the four fields
 */
export function promisedTime(entry: LogEntry, log: Log): Date | undefined {
  const { inclusionPromise, canonicalizedBody, logId } = entry;
  const seconds = Number(entry.integratedTime);
  const logIndex = Number(entry.logIndex);
  if (!inclusionPromise || !Number.isSafeInteger(seconds) || !Number.isSafeInteger(logIndex)) {
    return undefined;
  }
  const time = new Date(seconds * 1000);
  if (seconds <= 0 || !isValidAt(log, time)) return undefined;
  const promise = json.canonicalize({
    body: Buffer.from(canonicalizedBody).toString('base64'),
    integratedTime: seconds,
    logID: Buffer.from(logId.keyId).toString('hex'),
    logIndex,
  });
  const signature = Buffer.from(inclusionPromise.signedEntryTimestamp);
  return verifyWithKey(Buffer.from(promise), log.publicKey, signature) ? time : undefined;
}

/** Whether the log's key was valid; both ends count (protobuf-specs, TimeRange is a closed interval). */
export function isValidAt({ validFor }: Log, time: Date): boolean {
  return validFor.start <= time && time <= validFor.end;
}
