import { json } from '@sigstore/core';
import { generateKeyPair, type KeyPair, signSha256 } from './keys.ts';
import { inclusionPath, leafHash, treeHash } from './merkle-tree.ts';

/** An entry as it stands in a bundle, every field text or base64. */
export interface SerializedEntry {
  readonly logIndex: string;
  readonly logId: { readonly keyId: string };
  readonly kindVersion: { readonly kind: string; readonly version: string };
  readonly integratedTime: string;
  readonly inclusionPromise: { readonly signedEntryTimestamp: string };
  readonly inclusionProof: SerializedProof;
  readonly canonicalizedBody: string;
}

/** The proof of an entry. */
export interface SerializedProof {
  readonly logIndex: string;
  readonly rootHash: string;
  readonly treeSize: string;
  readonly hashes: readonly string[];
  readonly checkpoint: { readonly envelope: string };
}

/** What is logged: the body of an entry. */
export interface EntryBody {
  readonly kind: string;
  readonly apiVersion: string;
  readonly spec: unknown;
}

/** A transparency log of Rekor's version 1: a Merkle tree, checkpoints and promises. */
export interface TransparencyLog {
  readonly keys: KeyPair;
  /** Host name, as in checkpoints. */
  readonly name: string;
  /** Adds an entry and proves it. */
  add(body: EntryBody, time: Date): SerializedEntry;
  /** A checkpoint that the log has signed, of whatever it is told. */
  checkpoint(origin: string, treeSize: string, rootHash: string): string;
}

const TREE_ID = '1193050959916656506';
/** Rekor counts over all its trees; the entries of the present one begin here. */
const FIRST_INDEX = 1000;

/** Makes a log that holds a few entries already, so that no proof is trivial. */
export function createTransparencyLog(name: string): TransparencyLog {
  const keys = generateKeyPair();
  const leaves: Buffer[] = ['a', 'b', 'c', 'd', 'e'].map((text) => leafHash(Buffer.from(text)));
  const checkpoint = (origin: string, treeSize: string, rootHash: string): string => {
    const text = `${origin}\n${treeSize}\n${rootHash}\n`;
    const signature = signSha256(Buffer.from(text), keys);
    return `${text}\n${signatureLine(name, keys.keyId, signature)}`;
  };
  return {
    keys,
    name,
    checkpoint,
    add: ({ kind, apiVersion, spec }, time) => {
      const body = Buffer.from(json.canonicalize({ apiVersion, kind, spec }));
      const index = leaves.push(leafHash(body)) - 1;
      const rootHash = treeHash(leaves).toString('base64');
      const treeSize = String(leaves.length);
      return {
        logIndex: String(FIRST_INDEX + index),
        logId: { keyId: keys.keyId.toString('base64') },
        kindVersion: { kind, version: apiVersion },
        integratedTime: String(seconds(time)),
        inclusionPromise: {
          signedEntryTimestamp: promise(body, FIRST_INDEX + index, time, keys).toString('base64'),
        },
        inclusionProof: {
          logIndex: String(index),
          rootHash,
          treeSize,
          hashes: inclusionPath(index, leaves).map((hash) => hash.toString('base64')),
          checkpoint: { envelope: checkpoint(`${name} - ${TREE_ID}`, treeSize, rootHash) },
        },
        canonicalizedBody: body.toString('base64'),
      };
    },
  };
}

/** A line of signature under a note. @see c2sp.org/signed-note */
export function signatureLine(name: string, keyId: Buffer, signature: Buffer): string {
  const bytes = Buffer.concat([keyId.subarray(0, 4), signature]);
  return `\u2014 ${name} ${bytes.toString('base64')}\n`;
}

/** The signed entry timestamp: the log promises to include the entry. @see sigstore/rekor pkg/api/entries.go */
function promise(body: Buffer, logIndex: number, time: Date, keys: KeyPair): Buffer {
  const text = json.canonicalize({
    body: body.toString('base64'),
    integratedTime: seconds(time),
    logIndex,
    logID: keys.keyId.toString('hex'),
  });
  return signSha256(Buffer.from(text), keys);
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
