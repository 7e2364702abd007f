import {
  createTimestampAuthority,
  generateKeyPair,
  type RootJson,
  rootAuthority,
} from '@provkit/testkit';
import { RFC3161Timestamp, X509Certificate } from '@sigstore/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/bundle/limits.ts';
import { parseTrustedRoot } from '../../src/index.ts';
import { validityAt, verifyChain, verifyTimestamp } from '../../src/signature/sigstore.ts';
import { usableRoots } from '../../src/signature/usable-root.ts';
import { by, LOGGED, NOW, sigstore, stranger } from './ask.ts';

// What our rules take for granted of sigstore-js, which is asked about one piece of evidence at a time: were it to change,
// these would say so before a bundle does (T20).

function materialOf(change: (root: RootJson) => void = () => {}) {
  const root = JSON.parse(sigstore.trustedRoot) as RootJson;
  change(root);
  const [usable] = usableRoots(parseTrustedRoot(JSON.stringify(root), 'root'));
  if (!usable) throw new Error('no root');
  return usable.material;
}

const material = materialOf();
const parse = (der: Buffer) => X509Certificate.parse(Buffer.from(der));
const leaf = parse(sigstore.certify(generateKeyPair().spki));
const inside = new Date(NOW + 60_000);
const outside = new Date(NOW + 601_000);

describe('T20: verifyChain', () => {
  test('holds at one time and at several, equal ones too', () => {
    expect(verifyChain(leaf, [inside], material)).toMatchObject({ ok: true });
    expect(verifyChain(leaf, [inside, inside, new Date(NOW)], material)).toMatchObject({
      ok: true,
    });
    expect(
      verifyChain(
        leaf,
        [
          inside,
          ...Array.from({ length: LIMITS.tlogEntries + LIMITS.timestamps - 1 }, () => inside),
        ],
        material,
      ),
    ).toMatchObject({
      ok: true,
    });
  });

  test('fails when one of the times is outside, whichever it is', () => {
    for (const times of [[outside], [outside, inside], [inside, outside]] as [Date, ...Date[]][]) {
      expect(verifyChain(leaf, times, material)).toMatchObject({ ok: false });
    }
  });

  test('fails for a stranger’s leaf, for one that is changed, and without authorities', () => {
    const foreign = parse(stranger.certify(generateKeyPair().spki));
    expect(verifyChain(foreign, [inside], material)).toMatchObject({ ok: false });
    const changed = Buffer.from(leaf.root.toDER());
    changed.write('self-hosted  ', changed.indexOf('github-hosted'));
    expect(verifyChain(parse(changed), [inside], material)).toMatchObject({ ok: false });
    expect(verifyChain(leaf, [inside], { ...material, certificateAuthorities: [] })).toMatchObject({
      ok: false,
    });
  });

  test('has no opinion about SCTs: they are counted by a rule of ours', () => {
    const bare = parse(sigstore.certify(generateKeyPair().spki, { scts: 'none' }));
    const foreign = parse(sigstore.certify(generateKeyPair().spki, { scts: 'unknown-log' }));
    for (const certificate of [bare, foreign]) {
      expect(verifyChain(certificate, [inside], material)).toMatchObject({ ok: true });
    }
  });

  test('malformed: a time that is none is outside, and no exception', () => {
    expect(verifyChain(leaf, [new Date(Number.NaN)], material)).toMatchObject({ ok: false });
  });
});

describe('T20: validityAt', () => {
  const at = (ms: number) => new Date(NOW + ms);
  /** Ends of validities, of authorities, certificates and the leaf, with a second and less before and after each. */
  const times = fc
    .tuple(
      fc.constantFrom(-3_600_000, -60_000, 0, 60_000, 300_000, 600_000, 3_600_000),
      fc.constantFrom(-1_000, -1, 0, 1, 999, 1_000),
    )
    .map(([end, beside]) => at(end + beside));
  const bounded = materialOf((root) => {
    const [authority] = root.certificateAuthorities;
    const validFor = { start: at(-60_000).toISOString(), end: at(300_000).toISOString() };
    root.certificateAuthorities.push({
      ...authority,
      validFor,
    } as (typeof root.certificateAuthorities)[number]);
  });

  test.each([
    ['of one authority', material],
    ['of an authority named twice, once for a shorter time', bounded],
    [
      'of the shorter of them',
      { ...bounded, certificateAuthorities: bounded.certificateAuthorities.slice(1) },
    ],
  ])(
    'at times at which it is the same the chain holds at all of them or at none: %s',
    (_, trusted) => {
      fc.assert(
        fc.property(times, times, (one, other) => {
          const isSame = validityAt(leaf, one, trusted) === validityAt(leaf, other, trusted);
          const [first, second] = [one, other].map((time) => verifyChain(leaf, [time], trusted).ok);
          expect(isSame && first !== second).toBe(false);
        }),
        { numRuns: 60 },
      );
    },
  );

  test('differs as soon as one of them is no longer valid', () => {
    const during = validityAt(leaf, inside, bounded);
    expect(validityAt(leaf, new Date(NOW), bounded)).toBe(during);
    for (const time of [outside, at(301_000), at(-61_000), new Date(Number.NaN)]) {
      expect(validityAt(leaf, time, bounded)).not.toBe(during);
    }
  });
});

describe('T20: verifyTimestamp', () => {
  const signature = Buffer.from('signature');
  const [authority] = material.timestampAuthorities;
  if (!authority) throw new Error('no timestamp authority');
  const read = (der: Buffer) => RFC3161Timestamp.parse(Buffer.from(der));
  const timestamp = read(by(sigstore)(signature));

  test('holds for the signature by its authority', () => {
    expect(verifyTimestamp(timestamp, signature, authority)).toEqual({ ok: true });
  });

  test('fails for another signature, by another authority, and outside the validity', () => {
    const other = Buffer.from('other');
    expect(verifyTimestamp(timestamp, other, authority)).toMatchObject({ ok: false });
    const second = createTimestampAuthority('second.example', new Date(NOW));
    const { timestampAuthorities } = materialOf((root) => {
      root.timestampAuthorities = [rootAuthority(second.chain, 'second', '2026-01-01T00:00:00Z')];
    });
    for (const stranded of timestampAuthorities) {
      expect(verifyTimestamp(timestamp, signature, stranded)).toMatchObject({ ok: false });
    }
    const ended = {
      ...authority,
      validFor: { start: new Date(0), end: new Date(LOGGED.getTime() - 1) },
    };
    expect(verifyTimestamp(timestamp, signature, ended)).toMatchObject({ ok: false });
  });

  test('malformed: an authority without certificates verifies nothing', () => {
    expect(verifyTimestamp(timestamp, signature, { ...authority, certChain: [] })).toMatchObject({
      ok: false,
    });
  });
});
