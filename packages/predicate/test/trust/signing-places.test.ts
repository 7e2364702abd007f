import { authorityOf, createSigstore, type RootJson } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { embeddedTrust, parseTrustedRoot } from '../../src/index.ts';
import { signingPlaces } from '../../src/trust/signing-places.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const { trustedRoot } = createSigstore({ now: () => NOW.getTime() });

function places(change: (root: RootJson) => void, now = NOW) {
  const root = JSON.parse(trustedRoot) as RootJson; // of our own making
  change(root);
  return signingPlaces(parseTrustedRoot(JSON.stringify(root), 'root'), now);
}

describe('where a signature is had that ends in the root', () => {
  test('of the embedded root: its authority, and its log of version 1', () => {
    expect(signingPlaces(embeddedTrust('public-good'), NOW)).toEqual({
      authority: 'https://fulcio.sigstore.dev',
      log: { url: 'https://rekor.sigstore.dev', version: 1 },
    });
  });

  test('without a log of version 1: that of version 2, with timestamps', () => {
    expect(places((root) => root.tlogs.shift())).toEqual({
      authority: 'https://fulcio.example',
      log: { url: 'https://log2026-1.rekor.sigstore.example', version: 2 },
      timestamps: 'https://tsa.example',
    });
  });

  test('the newest authority in office, not one that is to come or has left', () => {
    const [old, next] = ['https://old.example/', 'https://next.example'];
    const found = places((root) => {
      const one = authorityOf(root);
      root.certificateAuthorities = [
        {
          ...one,
          uri: old,
          validFor: { start: '2020-01-01T00:00:00Z', end: '2026-01-01T00:00:00Z' },
        },
        { ...one, uri: next, validFor: { start: '2026-02-01T00:00:00Z' } },
        one,
      ];
    });
    expect(found).toMatchObject({ authority: 'https://fulcio.example' });
    expect(
      places((root) => {
        authorityOf(root).uri = old;
      }),
    ).toMatchObject({ authority: 'https://old.example' });
  });

  test.each<[string, (root: RootJson) => void]>([
    ['no log', (root) => (root.tlogs = [])],
    ['no authority in office', (root) => (authorityOf(root).validFor.end = '2026-01-30T00:00:00Z')],
    ['an authority that is at no URL', (root) => (authorityOf(root).uri = 'fulcio')],
    [
      'a log of version 2 and no timestamps',
      (root) => {
        root.tlogs.shift();
        root.timestampAuthorities = [];
      },
    ],
  ])('none in a root with %s', (_, change) => {
    expect(places(change)).toEqual({
      problem: 'the trusted root (root) has no authority and log in office',
    });
  });
});
