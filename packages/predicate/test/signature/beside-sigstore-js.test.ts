import { ARTIFACT, createSigstore, der, type TestBundle } from '@provkit/testkit';
import { bundleFromJSON } from '@sigstore/bundle';
import { X509Certificate } from '@sigstore/core';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createVerifier,
  definePolicy,
  type Verifier as OurVerifier,
  parseTrustedRoot,
  type Report,
  type Trust,
} from '../../src/index.ts';
import { artifactOf } from './ask.ts';

// What a verifier remembers must never make it say yes where sigstore-js, which remembers nothing, says no (T20), nor answer
// otherwise than one that has seen nothing before.

const NOW = new Date('2026-01-31T12:00:00.000Z');
const clock = { now: () => NOW.getTime() };
const sigstore = createSigstore(clock);
/** Every name and every key identifier but the keys themselves are the same: only a signature tells them apart. */
const namesake = createSigstore(clock);

const policy = definePolicy({
  source: 'github:acme/widgets',
  workflow: '.github/workflows/release.yml',
});
const verifierOf = (trust: Trust): OurVerifier => createVerifier({ trust, policy });
const rootOf = ({ trustedRoot }: { trustedRoot: string }) => parseTrustedRoot(trustedRoot, 'root');

function ask(verifier: OurVerifier, bundle: TestBundle): Report {
  return verifier.verify({
    bundles: [{ name: 'b', content: JSON.stringify(bundle) }],
    artifacts: [artifactOf(ARTIFACT.bytes)],
    release: { tag: 'v1.2.3' },
    now: NOW,
  });
}

/** Whether sigstore-js, as its documentation shows it, accepts signature, certificate, log and time. */
function isAcceptedBySigstore(bundle: TestBundle, trustedRoot: string): boolean {
  const material = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(trustedRoot)));
  try {
    new Verifier(material).verify(toSignedEntity(bundleFromJSON(bundle)));
    return true;
  } catch {
    return false;
  }
}

/** Whether the certificate of a bundle is one that the trusted authority has signed, by sigstore-js. */
function isSignedByAuthority({ verificationMaterial }: TestBundle): boolean {
  const der = Buffer.from(verificationMaterial.certificate?.rawBytes ?? '', 'base64');
  const [issuer] = sigstore.ca.chain;
  try {
    return X509Certificate.parse(der).verify(X509Certificate.parse(Buffer.from(issuer ?? [])));
  } catch {
    return false;
  }
}

type Part = 'certificate' | 'body' | 'promise' | 'hash' | 'payload' | 'signature' | 'timestamp';

/** Changes one bit of one part of a bundle, in its bytes. */
function spoil(bundle: TestBundle, part: Part, at: number, bit: number): TestBundle {
  const spoilt = structuredClone(bundle);
  const flip = <K extends string>(holder: { [key in K]?: string } | undefined, key: K): void => {
    const bytes = Buffer.from(holder?.[key] ?? '', 'base64');
    if (!holder || bytes.length === 0) throw new Error(`no ${part} to spoil`);
    const place = at % bytes.length;
    bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
    Object.assign(holder, { [key]: bytes.toString('base64') });
  };
  const { certificate, tlogEntries, timestampVerificationData } = spoilt.verificationMaterial;
  const [entry] = tlogEntries;
  switch (part) {
    case 'certificate':
      flip(certificate, 'rawBytes');
      break;
    case 'body':
      flip(entry, 'canonicalizedBody');
      break;
    case 'promise':
      flip(entry?.inclusionPromise, 'signedEntryTimestamp');
      break;
    case 'hash':
      flip(entry?.inclusionProof, 'rootHash');
      break;
    case 'payload':
      flip(spoilt.dsseEnvelope, 'payload');
      break;
    case 'signature':
      flip(spoilt.dsseEnvelope?.signatures[0], 'sig');
      break;
    case 'timestamp':
      flip(timestampVerificationData?.rfc3161Timestamps[0], 'signedTimestamp');
  }
  return spoilt;
}

describe('T20: a verifier that has seen the genuine bundle', () => {
  const genuine = sigstore.sign();
  /** Its timestamp is the only witness: beside another, one by an authority that nobody knows is passed over (client-spec 4.2). */
  const timestamped = sigstore.sign({ entry: 'dsse/0.0.2', timestamp: true });
  const trust = rootOf(sigstore);
  const warm = verifierOf(trust);
  const batch = warm.forBatch();

  test('accepts it, as sigstore-js does', () => {
    for (const bundle of [genuine, timestamped]) {
      for (const verifier of [warm, batch, warm]) {
        expect(ask(verifier, bundle)).toMatchObject({ verdict: 'pass' });
      }
      expect(isAcceptedBySigstore(bundle, sigstore.trustedRoot)).toBe(true);
    }
  });

  test.each<Part>(['certificate', 'body', 'promise', 'hash', 'payload', 'signature', 'timestamp'])(
    'says of one with a bit of its %s changed what one that has seen nothing says, and never yes where sigstore-js says no',
    (part) => {
      fc.assert(
        fc.property(fc.nat(), fc.nat(7), (at, bit) => {
          const spoilt = spoil(part === 'timestamp' ? timestamped : genuine, part, at, bit);
          const report = ask(warm, spoilt);
          expect(ask(batch, spoilt)).toEqual(report);
          expect(ask(verifierOf(trust), spoilt)).toEqual(report);
          const isAccepted = isAcceptedBySigstore(spoilt, sigstore.trustedRoot);
          expect(report.verdict === 'pass' && !isAccepted).toBe(false);
          if (!isSignedByAuthority(spoilt)) {
            // the log, which has another certificate, must not be the first to notice
            expect(['predicate_malformed', 'certificate_untrusted']).toContain(
              'failureReason' in report ? report.failureReason : report.verdict,
            );
          }
        }),
        { numRuns: part === 'certificate' ? 120 : 25 },
      );
    },
    60_000,
  );
});

describe('T20: what the promise of a certificate log covers (RFC 6962 section 3.2)', () => {
  const verifier = verifierOf(rootOf(sigstore));

  test.each([0, 1, 100, 127, 128, 250, 256, 4_000])(
    'is found as sigstore-js finds it beside an extension of %i bytes, wherever that stands',
    (bytes) => {
      const extension = { oid: '1.2.3.4', value: der.octets(Buffer.alloc(bytes)) };
      for (const where of ['first', 'last', 'both'] as const) {
        const bundle = sigstore.sign({
          leaf: (leaf) => ({
            ...leaf,
            extensions: [
              ...(where === 'last' ? [] : [extension]),
              ...leaf.extensions,
              ...(where === 'first' ? [] : [{ ...extension, oid: '1.2.3.5' }]),
            ],
          }),
        });
        expect(ask(verifier, bundle)).toMatchObject({ verdict: 'pass' });
        expect(isAcceptedBySigstore(bundle, sigstore.trustedRoot)).toBe(true);
      }
    },
  );
});

describe('T8: authorities of the same name with other keys', () => {
  test('the certificate of one is none of the other, whichever was asked about first', () => {
    const [ours, theirs] = [sigstore.sign(), namesake.sign()];
    for (const bundles of [
      [ours, theirs, ours],
      [theirs, ours, theirs],
    ]) {
      const verifier = verifierOf(rootOf(sigstore)).forBatch();
      for (const bundle of bundles) {
        const isOurs = bundle === ours;
        expect(ask(verifier, bundle)).toMatchObject(
          isOurs ? { verdict: 'pass' } : { failureReason: 'certificate_untrusted' },
        );
        expect(isAcceptedBySigstore(bundle, sigstore.trustedRoot)).toBe(isOurs);
      }
    }
  });

  test('each is verified under its own root when both are given, and its logs are not the other’s', () => {
    const [first] = rootOf(sigstore).roots;
    const [second] = rootOf(namesake).roots;
    const both = verifierOf({ roots: [first, second] });
    expect(ask(both, sigstore.sign())).toMatchObject({ verdict: 'pass' });
    expect(ask(both, namesake.sign())).toMatchObject({ verdict: 'pass' });
    const grafted = namesake.sign();
    grafted.verificationMaterial.tlogEntries = sigstore.sign().verificationMaterial.tlogEntries;
    expect(ask(both, grafted)).toMatchObject({ verdict: 'fail' });
  });

  test('a bundle that brings its own intermediate teaches the verifier nothing about it', () => {
    const verifier = verifierOf(rootOf(sigstore)).forBatch();
    const [intermediate, root] = namesake.ca.chain;
    const bringing = namesake.sign();
    const { certificate } = bringing.verificationMaterial;
    delete bringing.verificationMaterial.certificate;
    const chain = [
      certificate?.rawBytes,
      intermediate?.toString('base64'),
      root?.toString('base64'),
    ];
    bringing.verificationMaterial.x509CertificateChain = {
      certificates: chain.map((rawBytes = '') => ({ rawBytes })),
    };
    bringing.mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.2';
    for (const bundle of [bringing, namesake.sign(), bringing]) {
      expect(ask(verifier, bundle)).toMatchObject({ failureReason: 'certificate_untrusted' });
    }
    expect(ask(verifier, sigstore.sign())).toMatchObject({ verdict: 'pass' });
  });

  test('a trusted authority’s own certificate signs nothing as a leaf, and is no less trusted after it', () => {
    const verifier = verifierOf(rootOf(sigstore)).forBatch();
    for (const der of sigstore.ca.chain) {
      const bundle = sigstore.sign();
      bundle.verificationMaterial.certificate = { rawBytes: der.toString('base64') };
      expect(ask(verifier, bundle)).toMatchObject({ verdict: 'fail' });
      expect(isAcceptedBySigstore(bundle, sigstore.trustedRoot)).toBe(false);
    }
    expect(ask(verifier, sigstore.sign())).toMatchObject({ verdict: 'pass' });
  });
});
