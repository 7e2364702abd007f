import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rootOf } from '../../../src/signature/log/inclusion-proof.ts';

const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafHash = (leaf: Buffer) => sha256(Buffer.of(0), leaf);
const nodeHash = (left: Buffer, right: Buffer) => sha256(Buffer.of(1), left, right);

/** The largest power of two below n (RFC 6962 section 2.1). */
const split = (n: number) => 2 ** Math.ceil(Math.log2(n) - 1);

/** MTH of RFC 6962 section 2.1, as it is written there. */
function treeHash(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only && leaves.length === 1) return leafHash(only);
  const k = split(leaves.length);
  return nodeHash(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

/** PATH of RFC 6962 section 2.1.1, as it is written there. */
function path(index: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...path(index, leaves.slice(0, k)), treeHash(leaves.slice(k))]
    : [...path(index - k, leaves.slice(k)), treeHash(leaves.slice(0, k))];
}

const tree = fc
  .array(
    fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
    { minLength: 1, maxLength: 70 },
  )
  .chain((leaves) => fc.record({ leaves: fc.constant(leaves), index: fc.nat(leaves.length - 1) }));

describe('inclusion proof (RFC 6962 section 2.1.1)', () => {
  test('leads from every leaf of every tree to its root', () => {
    fc.assert(
      fc.property(tree, ({ leaves, index }) => {
        const root = rootOf(leaves[index] ?? Buffer.alloc(0), {
          leafIndex: BigInt(index),
          treeSize: BigInt(leaves.length),
          hashes: path(index, leaves),
        });
        expect(root?.toString('hex')).toBe(treeHash(leaves).toString('hex'));
      }),
    );
  });

  test('leads nowhere with a hash too many, one too few, or a leaf outside the tree', () => {
    fc.assert(
      fc.property(tree, ({ leaves, index }) => {
        const leaf = leaves[index] ?? Buffer.alloc(0);
        const place = { leafIndex: BigInt(index), treeSize: BigInt(leaves.length) };
        const hashes = path(index, leaves);
        expect(rootOf(leaf, { ...place, hashes: [...hashes, Buffer.alloc(32)] })).toBeUndefined();
        expect(rootOf(leaf, { ...place, leafIndex: place.treeSize, hashes })).toBeUndefined();
        expect(rootOf(leaf, { ...place, leafIndex: -1n, hashes })).toBeUndefined();
        if (hashes.length > 0) {
          expect(rootOf(leaf, { ...place, hashes: hashes.slice(1) })).toBeUndefined();
        }
      }),
    );
  });

  test('another leaf or another path leads to another root', () => {
    const leaves = ['a', 'b', 'c', 'd', 'e'].map((text) => Buffer.from(text));
    const place = { leafIndex: 2n, treeSize: 5n };
    const [first = Buffer.alloc(0), ...rest] = path(2, leaves);
    const root = treeHash(leaves);
    expect(rootOf(Buffer.from('x'), { ...place, hashes: [first, ...rest] })?.equals(root)).toBe(
      false,
    );
    const changed = Buffer.from(first);
    changed[0] = (changed[0] ?? 0) ^ 1;
    expect(rootOf(Buffer.from('c'), { ...place, hashes: [changed, ...rest] })?.equals(root)).toBe(
      false,
    );
  });
});
