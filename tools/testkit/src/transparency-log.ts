import { json } from '@sigstore/core';
import { generateKeyPair, type KeyPair, sha256, signSha256 } from './keys.ts';

/** An entry as it stands in a bundle, every field text or base64. */
export interface SerializedEntry {
  readonly logIndex: string;
  readonly logId: { readonly keyId: string };
  readonly kindVersion: { readonly kind: string; readonly version: string };
  readonly integratedTime: string;
  readonly inclusionPromise: { readonly signedEntryTimestamp: string };
  readonly inclusionProof: {
    readonly logIndex: string;
    readonly rootHash: string;
    readonly treeSize: string;
    readonly hashes: readonly string[];
    readonly checkpoint: { readonly envelope: string };
  };
  readonly canonicalizedBody: string;
}

/** What is logged: the body of an entry of Rekor v1. */
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
}

const TREE_ID = '1193050959916656506';
/** Rekor counts over all its trees; the entries of the present one begin here. */
const FIRST_INDEX = 1000;

/** Makes a log that holds a few entries already, so that no proof is trivial. */
export function createTransparencyLog(name: string): TransparencyLog {
  const keys = generateKeyPair();
  const leaves: Buffer[] = ['a', 'b', 'c', 'd', 'e'].map((text) => leafHash(Buffer.from(text)));
  return {
    keys,
    name,
    add: ({ kind, apiVersion, spec }, time) => {
      const body = Buffer.from(json.canonicalize({ apiVersion, kind, spec }));
      const index = leaves.push(leafHash(body)) - 1;
      const root = treeHash(leaves);
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
          rootHash: root.toString('base64'),
          treeSize: String(leaves.length),
          hashes: path(index, leaves).map((hash) => hash.toString('base64')),
          checkpoint: { envelope: checkpoint(name, leaves.length, root, keys) },
        },
        canonicalizedBody: body.toString('base64'),
      };
    },
  };
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

/** A signed note over size and root of the tree. @see c2sp.org/tlog-checkpoint */
function checkpoint(name: string, size: number, root: Buffer, keys: KeyPair): string {
  const text = `${name} - ${TREE_ID}\n${size}\n${root.toString('base64')}\n`;
  const signature = Buffer.concat([keys.keyId.subarray(0, 4), signSha256(Buffer.from(text), keys)]);
  return `${text}\n\u2014 ${name} ${signature.toString('base64')}\n`;
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

function leafHash(leaf: Buffer): Buffer {
  return sha256(Buffer.of(0), leaf);
}

/** The largest power of two below n (RFC 6962 section 2.1). */
function split(n: number): number {
  return 2 ** Math.ceil(Math.log2(n) - 1);
}

/** MTH of RFC 6962 section 2.1, over hashed leaves. */
function treeHash(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only && leaves.length === 1) return only;
  const k = split(leaves.length);
  return sha256(Buffer.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

/** PATH of RFC 6962 section 2.1.1. */
function path(index: number, leaves: readonly Buffer[]): readonly Buffer[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...path(index, leaves.slice(0, k)), treeHash(leaves.slice(k))]
    : [...path(index - k, leaves.slice(k)), treeHash(leaves.slice(0, k))];
}
