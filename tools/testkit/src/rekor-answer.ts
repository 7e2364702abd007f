import { randomUUID } from 'node:crypto';
import type { SerializedEntry } from './transparency-log.ts';

/** An entry as Rekor's API answers with it, under a new id. @see sigstore/rekor openapi.yaml, LogEntry */
export function rekorAnswerOf(entry: SerializedEntry): Record<string, unknown> {
  const { inclusionProof } = entry;
  const answer = {
    body: entry.canonicalizedBody,
    integratedTime: Number(entry.integratedTime),
    logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
    logIndex: Number(entry.logIndex),
    verification: {
      signedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp,
      inclusionProof: {
        checkpoint: inclusionProof.checkpoint.envelope,
        hashes: inclusionProof.hashes.map(toHex),
        logIndex: Number(inclusionProof.logIndex),
        rootHash: toHex(inclusionProof.rootHash),
        treeSize: Number(inclusionProof.treeSize),
      },
    },
  };
  return { [randomUUID().replaceAll('-', '')]: answer };
}

function toHex(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}
