import { crypto } from '@sigstore/core';

/** Domain separation of leaves and nodes (RFC 6962 section 2.1). */
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** A leaf's place in a tree, and the hashes that lead from it to the root. */
export interface InclusionPath {
  readonly leafIndex: bigint;
  readonly treeSize: bigint;
  readonly hashes: readonly Buffer[];
}

/**
 * The root that follows from a leaf and its path, or `undefined` when the path does not fit the place: too few or too
 * many hashes, or a leaf outside the tree.
 * @see RFC 9162 section 2.1.3.2, the same algorithm as in RFC 6962
 */
export function rootOf(
  leaf: Buffer,
  { leafIndex, treeSize, hashes }: InclusionPath,
): Buffer | undefined {
  if (leafIndex < 0n || leafIndex >= treeSize) return undefined;
  let node = crypto.digest('sha256', LEAF, leaf);
  let place = leafIndex;
  let last = treeSize - 1n;
  for (const hash of hashes) {
    if (last === 0n) return undefined;
    if (isOdd(place) || place === last) {
      node = crypto.digest('sha256', NODE, hash, node);
      while (!isOdd(place) && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
    } else {
      node = crypto.digest('sha256', NODE, node, hash);
    }
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n ? node : undefined;
}

function isOdd(value: bigint): boolean {
  return (value & 1n) === 1n;
}
