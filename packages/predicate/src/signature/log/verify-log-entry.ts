import { createHash } from 'node:crypto';
import type { Evidence, LogEntry } from '../evidence.ts';
import type { KnownLog } from '../usable-root.ts';
import { type Log, readCheckpoint } from './checkpoint.ts';
import { bodyProblem, isOfVersion2 } from './entry-body.ts';
import { promisedTime } from './inclusion-promise.ts';
import { rootOf } from './inclusion-proof.ts';

/** What an entry is worth. */
export type EntryOutcome =
  /** Of a log that the root does not know: it says nothing. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'known';
      readonly log: KnownLog;
      /** SHA-256 of the body, hex: two entries of one log with the same body are one. */
      readonly bodyHash: string;
      /** When the log promised it; absent when it has no promise, which proves that it is included but not when. */
      readonly promised?: Date;
      /** There is a promise, and the log has not signed it. */
      readonly isPromiseBroken: boolean;
      /** Why the entry does not hold; absent when it does. */
      readonly problem?: string;
    };

/**
 * Verifies one log entry: the log's promise and its proof of inclusion, each where there is one and one at least, and
 * that the entry is of this very signature.
 * @see client-spec 4.4; the bundle's own rules (proof needed from v0.2 on) were checked when it was read
 */
export function verifyLogEntry(
  entry: LogEntry,
  evidence: Evidence,
  logs: readonly KnownLog[],
): EntryOutcome {
  const log = logs.find(({ logID }) => logID.equals(Buffer.from(entry.logId.keyId)));
  if (!log) return { kind: 'unknown' };
  const promised = isOfVersion2(entry) ? undefined : promisedTime(entry, log);
  const isPromiseBroken = entry.inclusionPromise !== undefined && promised === undefined;
  const problem = isPromiseBroken
    ? brokenPromise(entry)
    : (inclusionProblem(entry, log) ?? bodyProblem(entry, evidence));
  return {
    kind: 'known',
    log,
    bodyHash: createHash('sha256').update(entry.canonicalizedBody).digest('hex'),
    isPromiseBroken,
    ...(promised && { promised }),
    ...(problem !== undefined && { problem }),
  };
}

/** Logs of version 2 are no clocks: what looks like a promise of one is none (rekor-v2-spec 4.2). */
function brokenPromise(entry: LogEntry): string {
  return isOfVersion2(entry)
    ? 'entries of version 2 have no promise'
    : 'the log has not signed its promise';
}

function inclusionProblem(entry: LogEntry, log: Log): string | undefined {
  if (!isIndex(entry.logIndex)) return 'its index is negative, or beyond 64 bits';
  const { isProven, problem } = proofOutcome(entry, log);
  if (problem !== undefined) return problem;
  return isProven || entry.inclusionPromise ? undefined : 'it has neither a promise nor a proof';
}

/** Early bundles (v0.1) have proofs without a checkpoint; nobody signed those, so they prove nothing and harm nothing. */
function proofOutcome(entry: LogEntry, log: Log): { isProven: boolean; problem?: string } {
  const { inclusionProof: proof } = entry;
  if (!proof?.checkpoint) return { isProven: false };
  const read = readCheckpoint(proof.checkpoint.envelope, log);
  if ('problem' in read) return { isProven: false, problem: read.problem };
  const { treeSize, rootHash } = read.checkpoint;
  const problem = (what: string) => ({ isProven: false, problem: what });
  if (proof.treeSize !== String(treeSize))
    return problem('proof and checkpoint differ in tree size');
  if (!rootHash.equals(Buffer.from(proof.rootHash)))
    return problem('proof and checkpoint differ in root hash');
  if (!isIndex(proof.logIndex)) {
    return problem('the index of its proof is negative, or beyond 64 bits');
  }
  if (!isIndexPossible(entry, log)) return problem('entry and proof differ in index');
  const path = {
    leafIndex: BigInt(proof.logIndex),
    treeSize,
    hashes: proof.hashes.map((hash) => Buffer.from(hash)),
  };
  const root = rootOf(Buffer.from(entry.canonicalizedBody), path);
  return root?.equals(rootHash)
    ? { isProven: true }
    : problem('its proof does not lead to the root hash of the checkpoint');
}

/** Rekor v2 has one index. Rekor v1 counts over all its trees in the entry, and within one tree in the proof. */
function isIndexPossible(entry: LogEntry, { publicKey }: Log): boolean {
  const inTree = BigInt(entry.inclusionProof?.logIndex ?? '0');
  const overall = BigInt(entry.logIndex);
  return publicKey.asymmetricKeyType === 'ed25519' ? inTree === overall : inTree <= overall;
}

/** Protobuf's JSON has 64-bit integers as decimal text. */
function isIndex(text: string): boolean {
  return /^[0-9]{1,19}$/.test(text);
}
