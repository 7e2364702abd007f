import type { TrustMaterial } from '@sigstore/verify';
import { excerpt } from '../../bundle/excerpt.ts';
import { verifyWithKey } from '../verify-with-key.ts';
import { parseSignedNote, type SignedNote } from './signed-note.ts';

/** A transparency log as the trusted root knows it. */
export type Log = TrustMaterial['tlogs'][number];

/** The state of a log, as it has signed it. @see c2sp.org/tlog-checkpoint */
export interface Checkpoint {
  readonly treeSize: bigint;
  readonly rootHash: Buffer;
}

/** A checkpoint, or why it is none of this log. */
export type CheckpointOutcome = { readonly checkpoint: Checkpoint } | { readonly problem: string };

/** What Rekor v1 adds to its name in the origin: the id of the tree. */
const TREE_ID = /^(\S+) - [0-9]+$/;
const DECIMAL = /^(?:0|[1-9][0-9]{0,18})$/;

/**
 * Reads a checkpoint that the log has signed. Signatures of others, witnesses mostly, are passed over: their keys are
 * not known.
 */
export function readCheckpoint(note: string, log: Log): CheckpointOutcome {
  const signed = parseSignedNote(note);
  if (!signed) return { problem: 'the checkpoint is no signed note' };
  const [origin = '', size = '', root = ''] = signed.text.split('\n');
  if (!DECIMAL.test(size)) return { problem: 'the checkpoint states no tree size' };
  const rootHash = Buffer.from(root, 'base64');
  if (rootHash.length === 0 || rootHash.toString('base64') !== root) {
    return { problem: 'the checkpoint states no root hash' };
  }
  const name = nameOf(origin, log);
  if (name === undefined)
    return { problem: `the checkpoint is of another log: ${excerpt(origin)}` };
  return isSignedBy(log, name, signed)
    ? { checkpoint: { treeSize: BigInt(size), rootHash } }
    : { problem: 'the log has not signed the checkpoint' };
}

/**
 * The name under which the log signs a checkpoint of this origin. Rekor v2 (Ed25519) signs under its host name, the
 * whole of it, and nothing else; Rekor v1 (ECDSA) under whatever it is called inside its cluster, which the signature
 * covers, and its tree's id after it.
 */
function nameOf(origin: string, log: Log): string | undefined {
  if (log.publicKey.asymmetricKeyType === 'ed25519') {
    const host = log.baseURL.replace(/^https?:\/\//, '').replace(/\/$/, '');
    return origin === host ? origin : undefined;
  }
  return TREE_ID.exec(origin)?.[1];
}

/** The key hint alone would do to find the key; the name must be the origin's too, so that no line lends another its. */
function isSignedBy(log: Log, name: string, { text, signatures }: SignedNote): boolean {
  const hint = log.logID.subarray(0, 4);
  return signatures.some(
    (candidate) =>
      candidate.name === name &&
      candidate.keyHint.equals(hint) &&
      verifyWithKey(Buffer.from(text), log.publicKey, candidate.signature),
  );
}
