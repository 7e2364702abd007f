import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { boundedStore } from '../../../src/adapters/oci/bounded-store.ts';
import {
  type ContentStore,
  collectReferrers,
} from '../../../src/adapters/oci/collect-attestations.ts';

const TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const SUBJECT = `sha256:${'a'.repeat(64)}`;
const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** A store with `count` referrers of ten layers of a hundred bytes, and how many blobs were read of it. */
function heap(count: number) {
  const layer = { mediaType: TYPE, digest: digestOf('layer'), size: 100, annotations: {} };
  const manifest = JSON.stringify({ subject: { digest: SUBJECT }, layers: Array(10).fill(layer) });
  const reads = { blobs: 0 };
  const store: ContentStore = {
    name: 'registry.example/acme/widgets',
    manifest: async () => Buffer.from(manifest),
    blob: async () => {
      reads.blobs += 1;
      return Buffer.alloc(100);
    },
  };
  const referrers = Array.from({ length: count }, () => ({
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: digestOf(manifest),
    size: manifest.length,
    artifactType: TYPE,
    annotations: {},
  }));
  return { store, referrers, reads, manifestBytes: manifest.length };
}

describe('boundedStore', () => {
  test('T15: a heap of layers is read as far as the bytes go, and the rest is not taken for nothing', async () => {
    const { store, referrers, reads, manifestBytes } = heap(3);
    const bounded = boundedStore(store, manifestBytes + 1_000 + manifestBytes + 250);
    const { bundles, problems } = await collectReferrers(bounded, SUBJECT, referrers);
    expect([bundles.length, reads.blobs]).toEqual([12, 12]);
    expect(problems.length).toBeGreaterThan(0);
    expect(new Set(problems.map(({ reason }) => reason))).toEqual(new Set(['truncated']));
    expect(new Set(problems.map(({ message }) => message)).size).toBe(problems.length);
  });

  test('what is within the bytes is given as it is', async () => {
    const { store, referrers } = heap(2);
    const { bundles, problems } = await collectReferrers(boundedStore(store), SUBJECT, referrers);
    expect([bundles.length, problems]).toEqual([20, []]);
  });
});
