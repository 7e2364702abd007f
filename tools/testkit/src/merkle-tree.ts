import { sha256 } from './keys.ts';

/** The hash of a leaf (RFC 6962 section 2.1). */
export function leafHash(leaf: Buffer): Buffer {
  return sha256(Buffer.of(0), leaf);
}

/** MTH of RFC 6962 section 2.1, over hashed leaves. */
export function treeHash(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only && leaves.length === 1) return only;
  const k = split(leaves.length);
  return sha256(Buffer.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

/** PATH of RFC 6962 section 2.1.1. */
export function inclusionPath(index: number, leaves: readonly Buffer[]): readonly Buffer[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...inclusionPath(index, leaves.slice(0, k)), treeHash(leaves.slice(k))]
    : [...inclusionPath(index - k, leaves.slice(k)), treeHash(leaves.slice(0, k))];
}

/** The largest power of two below n (RFC 6962 section 2.1). */
function split(n: number): number {
  return 2 ** Math.ceil(Math.log2(n) - 1);
}
