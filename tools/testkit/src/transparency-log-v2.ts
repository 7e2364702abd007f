import { json } from '@sigstore/core';
import { generateKeyPair, type KeyPair, sha256, signWith } from './keys.ts';
import { inclusionPath, leafHash, treeHash } from './merkle-tree.ts';
import { type EntryBody, type SerializedEntry, signatureLine } from './transparency-log.ts';

/** A transparency log of Rekor's version 2: proofs only, and no time. @see sigstore/architecture-docs rekor-v2-spec.md */
export interface TransparencyLogV2 {
  readonly keys: KeyPair;
  /** Host name: the origin of its checkpoints, whole. */
  readonly name: string;
  /** The id under which the log is known: the hash of its name and key. */
  readonly logId: Buffer;
  /** Adds an entry and proves it. */
  add(body: EntryBody): Omit<SerializedEntry, 'inclusionPromise'>;
  /** A checkpoint that the log has signed, of whatever it is told. */
  checkpoint(origin: string, treeSize: string, rootHash: string): string;
}

/** The algorithm of a key in a signed note. @see c2sp.org/signed-note */
const ED25519 = 1;
const RAW_KEY_BYTES = 32;

/** Makes a log that holds a few entries already, so that no proof is trivial. */
export function createTransparencyLogV2(name: string): TransparencyLogV2 {
  const keys = generateKeyPair('Ed25519');
  const logId = sha256(
    Buffer.from(`${name}\n`),
    Buffer.of(ED25519),
    keys.spki.subarray(-RAW_KEY_BYTES),
  );
  const leaves: Buffer[] = ['a', 'b', 'c'].map((text) => leafHash(Buffer.from(text)));
  const checkpoint = (origin: string, treeSize: string, rootHash: string): string => {
    const text = `${origin}\n${treeSize}\n${rootHash}\n`;
    return `${text}\n${signatureLine(name, logId, signWith(Buffer.from(text), keys))}`;
  };
  return {
    keys,
    name,
    logId,
    checkpoint,
    add: ({ kind, apiVersion, spec }) => {
      const body = Buffer.from(json.canonicalize({ apiVersion, kind, spec }));
      const index = leaves.push(leafHash(body)) - 1;
      const rootHash = treeHash(leaves).toString('base64');
      const treeSize = String(leaves.length);
      return {
        logIndex: String(index),
        logId: { keyId: logId.toString('base64') },
        kindVersion: { kind, version: apiVersion },
        integratedTime: '0',
        inclusionProof: {
          logIndex: String(index),
          rootHash,
          treeSize,
          hashes: inclusionPath(index, leaves).map((hash) => hash.toString('base64')),
          checkpoint: { envelope: checkpoint(name, treeSize, rootHash) },
        },
        canonicalizedBody: body.toString('base64'),
      };
    },
  };
}
