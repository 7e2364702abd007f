import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Malformed } from '../../src/bundle/malformed.ts';
import { readIndex, readManifest } from '../../src/oci/manifest.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const descriptor = { mediaType: 'x', digest: DIGEST, size: 1 };
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

describe('manifests and indexes', () => {
  test('are read with what matters of them', () => {
    const annotations = { a: 'b' };
    expect(
      readManifest(
        bytes({
          artifactType: 't',
          subject: { digest: DIGEST },
          layers: [{ ...descriptor, annotations }],
        }),
      ),
    ).toEqual({
      artifactType: 't',
      subject: DIGEST,
      layers: [{ ...descriptor, annotations }],
    });
    expect(readManifest(bytes({ layers: [] }))).toEqual({ layers: [] });
    expect(readIndex(bytes({ manifests: [{ ...descriptor, artifactType: 't' }] }))).toEqual([
      { ...descriptor, artifactType: 't', annotations: {} },
    ]);
  });

  test.each([
    ['another algorithm', { digest: `sha512:${'a'.repeat(128)}` }, '/digest'],
    ['a path for a digest', { digest: 'sha256:../../etc/passwd' }, '/digest'],
    ['no digest', { digest: undefined }, '/digest'],
    ['a negative size', { size: -1 }, '/size'],
    ['half a byte', { size: 0.5 }, '/size'],
    ['no media type', { mediaType: 7 }, '/mediaType'],
    ['annotations that are none', { annotations: [] }, '/annotations'],
  ])('T15: %s is malformed, with its place', (_, change, pointer) => {
    const entry = { ...descriptor, ...change };
    expect(() => readIndex(bytes({ manifests: [entry] }))).toThrow(
      expect.objectContaining({ name: 'Malformed', pointer: `/manifests/0${pointer}` }),
    );
    expect(() => readManifest(bytes({ layers: [entry] }))).toThrow(
      expect.objectContaining({ pointer: `/layers/0${pointer}` }),
    );
  });

  test('T15: whatever the document, it is read or malformed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.json().map((json) => `{"layers":[${json}],"manifests":[${json}]}`),
        ),
        (text) => {
          for (const read of [readManifest, readIndex]) {
            try {
              read(Buffer.from(text));
            } catch (error) {
              expect(error).toBeInstanceOf(Malformed);
            }
          }
        },
      ),
    );
  });
});
