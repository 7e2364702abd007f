import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  type CertificateOptions,
  createCertificateAuthority,
  createIssuer,
  der,
  type Extension,
  extensions,
  generateKeyPair,
  type LeafOptions,
  type RootJson,
  rootAuthority,
  type SignOptions,
  type TestBundle,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { parseTrustedRoot } from '../../src/trust/parse-trusted-root.ts';
import { verifyBundle } from '../../src/verify-bundle.ts';
import { fails, NOW, sigstore, stranger, verdict } from './ask.ts';

const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const START = '2026-01-01T00:00:00Z';
const KEY_USAGE = '2.5.29.15';
const BASIC_CONSTRAINTS = '2.5.29.19';

/** The leaf with these extensions instead of its own of that kind. */
const having =
  (oid: string, ...replacements: Extension[]) =>
  (leaf: LeafOptions): LeafOptions => ({
    ...leaf,
    extensions: [...leaf.extensions.filter((own) => own.oid !== oid), ...replacements],
  });

const bits = (first: number): Extension => ({
  oid: KEY_USAGE,
  isCritical: true,
  value: der.bits(Buffer.of(first)),
});

/** Puts certificates after the leaf of an early bundle. */
const followedBy =
  (...chain: readonly Buffer[]) =>
  (bundle: TestBundle) => {
    const rest = chain.map((raw) => ({ rawBytes: raw.toString('base64') }));
    bundle.verificationMaterial.x509CertificateChain?.certificates.push(...rest);
  };

describe('what a leaf must be (client-spec 4.3, spec 1.3 #3)', () => {
  test('holds: for signing code and for nothing greater', () => {
    expect(verdict()).toBe('pass');
    const leaf = having(BASIC_CONSTRAINTS, extensions.basicConstraints(false));
    expect(verdict({ options: { leaf } })).toBe('pass');
    const usages = having('2.5.29.37', extensions.extendedKeyUsage([CODE_SIGNING, '1.2.3.4']));
    expect(verdict({ options: { leaf: usages } })).toBe('pass');
  });

  test.each([
    ['an authority that may sign certificates', { isLeafCa: true }],
    [
      'an authority, whatever its key is for',
      { leaf: having(BASIC_CONSTRAINTS, extensions.basicConstraints(true)) },
    ],
    ['not an authority, and may sign certificates', { leaf: having(KEY_USAGE, bits(0x84)) }],
  ] satisfies [string, SignOptions][])('a leaf that is %s fails', (_, options) => {
    expect(verdict({ options })).toMatch(fails('certificate', 'certificate authority'));
  });

  test.each([
    ['no extended key usage', { usage: undefined }],
    ['the usage of servers', { usage: '1.3.6.1.5.5.7.3.1' }],
    ['time stamping', { usage: '1.3.6.1.5.5.7.3.8' }],
    ['any usage', { usage: '2.5.29.37.0' }],
    ['a usage that begins like code signing', { usage: `${CODE_SIGNING}.1` }],
    ['a key that is not for signatures', { leaf: having(KEY_USAGE, bits(0x20)) }],
  ] satisfies [string, SignOptions][])('a leaf with %s fails', (_, options) => {
    expect(verdict({ options })).toMatch(fails('certificate', 'not for signing'));
  });

  test('RFC 5280 section 4.2: a critical extension that is not understood fails, another is passed over', () => {
    const unknown = { oid: '1.3.6.1.4.1.57264.99', value: der.utf8('x') };
    expect(verdict({ options: { leaf: having('', unknown) } })).toBe('pass');
    const critical = { ...unknown, isCritical: true };
    expect(verdict({ options: { leaf: having('', critical) } })).toMatch(
      fails('certificate', '1.3.6.1.4.1.57264.99'),
    );
  });

  test('RFC 6962 section 3.1: a precertificate is no certificate', () => {
    const poison = { oid: '1.3.6.1.4.1.11129.2.4.3', isCritical: true, value: der.nothing() };
    expect(verdict({ options: { leaf: having('', poison) } })).toMatch(
      fails('certificate', '1.3.6.1.4.1.11129.2.4.3'),
    );
  });

  test('RFC 5280 section 4.1.1.2: two names of the signature’s algorithm must be one', () => {
    const leafBytes = (certificate: Buffer) => {
      const ecdsaSha384 = der.oid('1.2.840.10045.4.3.3');
      const copy = Buffer.from(certificate);
      der.oid('1.2.840.10045.4.3.2').copy(copy, copy.lastIndexOf(ecdsaSha384)); // the one outside
      return copy;
    };
    expect(verdict({ options: { leafBytes } })).toMatch(fails('bundle', 'X.509'));
  });

  test('malformed: bytes that are no certificate are a malformed bundle', () => {
    for (const rawBytes of ['AAAA', 'MAA=', 'MIAAAA==']) {
      const change = (bundle: TestBundle) => {
        Object.assign(bundle.verificationMaterial, { certificate: { rawBytes } });
      };
      expect(verdict({ change })).toMatch(fails('bundle', 'X.509'));
    }
  });

  test('malformed: a certificate with bytes after its end', () => {
    const leafBytes = (certificate: Buffer) => Buffer.concat([certificate, Buffer.of(0)]);
    expect(verdict({ options: { leafBytes } })).toMatch(fails('bundle', 'X.509'));
  });
});

describe('where the chain ends (client-spec 4.3, RFC 5280 section 6)', () => {
  const early: SignOptions = { version: 'v0.1' };

  test('superfluous certificates after the leaf are passed over', () => {
    const change = followedBy(...sigstore.ca.chain, ...stranger.ca.chain);
    expect(verdict({ options: early, change })).toBe('pass');
  });

  test('a chain that the bundle brings itself makes nothing trusted', () => {
    const options = { ...early, ca: stranger.ca };
    expect(verdict({ options, change: followedBy(...stranger.ca.chain) })).toMatch(
      fails('trust-profile', 'does not chain'),
    );
  });

  test('a leaf that was certified for something else certifies nobody', () => {
    const keys = generateKeyPair();
    const certificate = sigstore.certify(keys.spki);
    const options = { ...early, ca: createIssuer({}, keys) };
    expect(verdict({ options, change: followedBy(certificate, ...sigstore.ca.chain) })).toMatch(
      fails('trust-profile', 'does not chain'),
    );
  });

  test('an authority of the same names and another key certifies nobody', () => {
    const forger = createCertificateAuthority('sigstore.example', new Date(NOW));
    const options = { ...early, ca: forger };
    expect(verdict({ options, change: followedBy(...forger.chain) })).toMatch(
      fails('trust-profile', 'does not chain'),
    );
  });

  test('a leaf that signed itself under the authority’s name is nobody’s', () => {
    const keys = generateKeyPair('P-384');
    const options = { certifiedKey: keys, ca: createIssuer(sigstore.ca.name, keys) };
    expect(verdict({ options })).toMatch(fails('trust-profile', 'does not chain'));
  });

  test.each([
    ['intermediate', 0],
    ['root', 1],
  ])('the authority’s own %s certificate signs nothing', (_, index) => {
    const rawBytes = sigstore.ca.chain[index]?.toString('base64') ?? '';
    const change = (bundle: TestBundle) => {
      Object.assign(bundle.verificationMaterial, { certificate: { rawBytes } });
    };
    expect(verdict({ change })).toMatch(/^trust-profile: /);
  });

  test('a timestamp authority of the root certifies nobody', () => {
    const root = (draft: RootJson) => {
      draft.timestampAuthorities.push(rootAuthority(stranger.ca.chain, 'second', START));
    };
    expect(verdict({ options: { ca: stranger.ca }, root })).toMatch(
      fails('trust-profile', 'does not chain'),
    );
  });
});

describe('authorities of a root (RFC 5280 section 6.1, client-spec 6)', () => {
  /** A root that names another authority, whose intermediate is as stated. */
  function other(intermediate: (options: CertificateOptions) => CertificateOptions) {
    const ca = createCertificateAuthority('other.example', new Date(NOW), intermediate);
    const root = (draft: RootJson) => {
      draft.certificateAuthorities.push(rootAuthority(ca.chain, 'other', START));
    };
    return { options: { ca }, root };
  }
  const without =
    (oid: string, ...instead: Extension[]) =>
    (options: CertificateOptions) => ({
      ...options,
      extensions: [...options.extensions.filter((own) => own.oid !== oid), ...instead],
    });

  test('holds: a second authority beside the first', () => {
    expect(verdict(other((options) => options))).toBe('pass');
  });

  test.each([
    ['is no authority', without(BASIC_CONSTRAINTS)],
    ['may not sign certificates', without(KEY_USAGE, bits(0x80))],
  ])('an intermediate that %s certifies nobody', (_, intermediate) => {
    expect(verdict(other(intermediate))).toMatch(fails('trust-profile', 'does not chain'));
  });

  test('an intermediate that had expired, or was not yet valid, certifies nobody', () => {
    for (const validity of [
      { notAfter: new Date(NOW - 1000) },
      { notBefore: new Date(NOW + 1000) },
    ]) {
      expect(verdict(other((options) => ({ ...options, ...validity })))).toMatch(
        fails('trust-profile', 'does not chain'),
      );
    }
  });

  test('an intermediate that expires between certification and signature fails at that time', () => {
    const notAfter = new Date(NOW + 30_000);
    expect(verdict(other((options) => ({ ...options, notAfter })))).toMatch(
      fails('certificate', 'chain does not hold'),
    );
  });

  test('RFC 5280 section 6.1.4: an intermediate under critical constraints that are not understood fails', () => {
    const nameConstraints = { oid: '2.5.29.30', isCritical: true, value: der.sequence() };
    expect(verdict(other(without('', nameConstraints)))).toMatch(fails('certificate', '2.5.29.30'));
  });

  test('an authority outside its validity in the root certifies nobody; both ends count', () => {
    const during = (validFor: object) => (draft: RootJson) => {
      Object.assign(draft.certificateAuthorities[0] ?? {}, { validFor });
    };
    const ended = { start: '2020-01-01T00:00:00Z', end: '2026-01-31T11:59:59Z' };
    expect(verdict({ root: during(ended) })).toMatch(fails('trust-profile', 'does not chain'));
    const endsAmid = { start: '2020-01-01T00:00:00Z', end: '2026-01-31T12:00:59Z' };
    expect(verdict({ root: during(endsAmid) })).toMatch(
      fails('certificate', 'chain does not hold'),
    );
    const endsThen = { start: '2026-01-31T12:00:00Z', end: '2026-01-31T12:01:00Z' };
    expect(verdict({ root: during(endsThen) })).toBe('pass');
  });
});

test('T15: a root with an authority whose key cannot be read beside the good one throws nothing', () => {
  const root = JSON.parse(sigstore.trustedRoot) as RootJson;
  const broken = structuredClone(root);
  for (const { certChain } of broken.certificateAuthorities) {
    for (const certificate of certChain.certificates) {
      const bytes = Buffer.from(certificate.rawBytes, 'base64');
      const curve = bytes.indexOf(Buffer.from('06082a8648ce3d030107', 'hex')); // OID of P-256
      bytes[curve + 9] = 0x77;
      certificate.rawBytes = bytes.toString('base64');
    }
  }
  const authorities = [...broken.certificateAuthorities, ...root.certificateAuthorities];
  const mixed = JSON.stringify({ ...root, certificateAuthorities: authorities });
  const alone = JSON.stringify(broken);
  expect(ask(mixed)).toBe('pass');
  expect(ask(alone)).toBe('fail');
});

function ask(root: string): string {
  return verifyBundle({
    bundle: { name: 'release.json', content: JSON.stringify(sigstore.sign()) },
    artifact: {
      name: ARTIFACT.name,
      sha256: createHash('sha256').update(ARTIFACT.bytes).digest('hex'),
    },
    trust: parseTrustedRoot(root, 'mixed root'),
    signer: { anyoneUnsafe: true },
  }).verdict;
}
