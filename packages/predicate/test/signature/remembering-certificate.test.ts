import nodeCrypto from 'node:crypto';
import { createSigstore } from '@provkit/testkit';
import { ASN1Obj, X509Certificate } from '@sigstore/core';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createVerifier, definePolicy, parseTrustedRoot } from '../../src/index.ts';
import { RememberingCertificate } from '../../src/signature/remembering-certificate.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW.getTime() });
const [intermediate, root] = sigstore.ca.chain;
const leaf = sigstore.certify(sigstore.ca.keys.spki);

const remembering = (der: Uint8Array) =>
  new RememberingCertificate(ASN1Obj.parseBuffer(Buffer.from(der)));
const plain = (der: Uint8Array) => X509Certificate.parse(Buffer.from(der));

/** What a certificate says, or that it throws, whatever it throws. */
function answers(certificate: X509Certificate, issuer: X509Certificate): readonly unknown[] {
  const ask = (question: () => unknown) => {
    try {
      return question();
    } catch {
      return 'throws';
    }
  };
  return [
    ask(() => certificate.publicKey.toString('hex')),
    ask(() => certificate.verify(issuer)),
    ask(() => certificate.verify(issuer)),
    ask(() => certificate.verify()),
    ask(() => certificate.equals(issuer)),
    ask(() => certificate.equals(certificate)),
    ask(() => certificate.isCA),
    ask(() => certificate.extSubjectKeyID?.keyIdentifier.toString('hex')),
    ask(() => certificate.extAuthorityKeyID?.keyIdentifier?.toString('hex')),
    ask(() => certificate.extBasicConstraints?.pathLenConstraint),
    ask(() => certificate.extKeyUsage?.digitalSignature),
    ask(() => certificate.extension('2.5.29.37')?.value.toString('hex')),
    ask(() => certificate.extension('1.2.3')),
  ];
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a certificate that remembers', () => {
  test.each([
    ['the leaf and its issuer', leaf, intermediate],
    ['the leaf and a stranger', leaf, root],
    ['the intermediate and the root', intermediate, root],
    ['the root and itself', root, root],
    ['the root and the leaf', root, leaf],
  ])('answers as sigstore-js’s own: %s', (_, certificate, issuer) => {
    expect(answers(remembering(certificate), remembering(issuer))).toEqual(
      answers(plain(certificate), plain(issuer)),
    );
    expect(answers(remembering(certificate), plain(issuer))).toEqual(
      answers(plain(certificate), plain(issuer)),
    );
  });

  test('answers as sigstore-js’s own of certificates with one bit changed', () => {
    const changed = fc.tuple(fc.constantFrom(leaf, intermediate, root), fc.nat(), fc.nat(7));
    fc.assert(
      fc.property(changed, ([der, at, bit]) => {
        const bytes = Buffer.from(der);
        bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << bit);
        const parse = (make: (der: Uint8Array) => X509Certificate) => {
          try {
            return make(bytes);
          } catch {
            return undefined;
          }
        };
        const [ours, theirs] = [parse(remembering), parse(plain)];
        expect(ours === undefined).toBe(theirs === undefined);
        if (!ours || !theirs) return;
        expect(answers(ours, remembering(intermediate))).toEqual(
          answers(theirs, plain(intermediate)),
        );
        expect(answers(remembering(leaf), ours)).toEqual(answers(plain(leaf), theirs));
      }),
      { numRuns: 300 },
    );
  });

  test('remembers whose signature it has, and never that it has not', () => {
    const verify = vi.spyOn(nodeCrypto, 'verify');
    const [one, issuer, stranger] = [
      remembering(leaf),
      remembering(intermediate),
      remembering(root),
    ];
    expect([one.verify(issuer), one.verify(issuer)]).toEqual([true, true]);
    expect(verify).toHaveBeenCalledTimes(1);
    expect([one.verify(stranger), one.verify(stranger)]).toEqual([false, false]);
    expect(verify).toHaveBeenCalledTimes(3);
  });

  test('T8: an issuer of the same name with another key has not signed what its namesake has', () => {
    const namesake = createSigstore({ now: () => NOW.getTime() });
    const [other] = namesake.ca.chain;
    const [one, issuer, stranger] = [
      remembering(leaf),
      remembering(intermediate),
      remembering(other ?? Buffer.alloc(0)),
    ];
    expect(stranger.subject.equals(issuer.subject)).toBe(true);
    expect([one.verify(issuer), one.verify(stranger), one.verify(issuer)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('what one has learnt, another of the same bytes has not', () => {
    const issuer = remembering(intermediate);
    const verify = vi.spyOn(nodeCrypto, 'verify');
    remembering(leaf).verify(issuer);
    remembering(leaf).verify(issuer);
    expect(verify).toHaveBeenCalledTimes(2);
  });
});

describe('goal 1: how often a key is used for a bundle that is new', () => {
  test('one P-384, four P-256, and one key read', () => {
    const verifier = createVerifier({
      trust: parseTrustedRoot(sigstore.trustedRoot, 'root'),
      policy: definePolicy({
        source: 'github:acme/widgets',
        workflow: '.github/workflows/release.yml',
      }),
    });
    const ask = () => {
      const bundles = [{ name: 'b', content: JSON.stringify(sigstore.sign()) }];
      const artifacts = [{ name: 'a', sha256: 'a'.repeat(64) }];
      return verifier.verify({ artifacts, bundles, release: { tag: 'v1.2.3' }, now: NOW });
    };
    ask(); // the root's own chain is verified with the first
    const verify = vi.spyOn(nodeCrypto, 'verify');
    const createPublicKey = vi.spyOn(nodeCrypto, 'createPublicKey');
    const report = ask();
    expect(report).toMatchObject({ failureReason: 'subject_mismatch' }); // the signature holds
    expect(createPublicKey).toHaveBeenCalledTimes(1);
    const curves = verify.mock.calls.map(([, , key]) => curveOf(key));
    expect(curves.toSorted()).toEqual(['P-256', 'P-256', 'P-256', 'P-256', 'P-384']);
  });
});

function curveOf(key: unknown): string {
  if (!(key instanceof nodeCrypto.KeyObject)) return 'no KeyObject';
  const { namedCurve } = key.asymmetricKeyDetails ?? {};
  return namedCurve === 'secp384r1' ? 'P-384' : namedCurve === 'prime256v1' ? 'P-256' : 'another';
}
