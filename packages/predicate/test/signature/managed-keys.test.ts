import {
  ARTIFACT,
  generateKeyPair,
  type KeyType,
  pem,
  type RootJson,
  type SignOptions,
  type TestBundle,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { ask, fails, verdict } from './ask.ts';

const keys = generateKeyPair();
const signer = { key: pem('PUBLIC KEY', keys.spki) };
const options: SignOptions = { key: keys };

describe('managed keys (client-spec 4.6, other workflows)', () => {
  test.each(['P-256', 'P-384', 'P-521', 'Ed25519', 'RSA'] satisfies KeyType[])(
    '%s holds for what it signed, and for nothing else',
    (type) => {
      const key = generateKeyPair(type);
      const own = { key: pem('PUBLIC KEY', key.spki) };
      expect(verdict({ options: { key }, signer: own })).toBe('pass');
      const file = { key, message: ARTIFACT.bytes };
      expect(verdict({ options: file, signer: own, bytes: ARTIFACT.bytes })).toBe('pass');
      // Ed25519 hashes the bytes in its own way, so a digest is not enough
      expect(verdict({ options: file, signer: own }) === 'pass').toBe(type !== 'Ed25519');
      expect(verdict({ options: { key }, signer })).toMatch(
        fails('log-entry', 'another certificate or key'),
      );
    },
  );

  test.each(['secp256k1', 'Ed448'] satisfies KeyType[])('%s signs nothing', (type) => {
    const key = generateKeyPair(type);
    const question = { signer: { key: pem('PUBLIC KEY', key.spki) }, bytes: ARTIFACT.bytes };
    expect(verdict({ ...question, options: { key } })).toMatch(fails('signature', 'does not fit'));
    expect(verdict({ ...question, options: { key, message: ARTIFACT.bytes } })).toMatch(
      fails('signature', 'does not fit'),
    );
  });

  test('a bundle that carries a certificate is refused when a key is given, be it the same key', () => {
    expect(verdict({ signer })).toMatch(fails('trust-profile', 'a key is given'));
    expect(verdict({ options: { certifiedKey: keys }, signer })).toMatch(
      fails('trust-profile', 'a key is given'),
    );
    const chain: SignOptions = { certifiedKey: keys, version: 'v0.1' };
    expect(verdict({ options: chain, signer })).toMatch(fails('trust-profile', 'a key is given'));
  });

  test('a bundle with a certificate beside the key is refused: it has two signers', () => {
    const change = ({ verificationMaterial }: TestBundle) => {
      Object.assign(verificationMaterial, { certificate: { rawBytes: 'AA==' } });
    };
    expect(verdict({ options, signer, change })).toMatch(
      fails('bundle', 'publicKey and certificate'),
    );
  });

  test('a bundle without a certificate is refused when a signer is named, or anyone will do', () => {
    expect(verdict({ options })).toMatch(fails('trust-profile', 'signed by a key'));
    expect(verdict({ options, signer: { anyoneUnsafe: true } })).toMatch(
      fails('trust-profile', 'signed by a key'),
    );
  });

  test('bundle and envelope may name the key, and must not name two', () => {
    const name = (hint: string, keyid: string) => (bundle: TestBundle) => {
      Object.assign(bundle.verificationMaterial, { publicKey: { hint } });
      Object.assign(bundle.dsseEnvelope?.signatures[0] ?? {}, { keyid });
    };
    for (const [hint, keyid] of [
      ['a', 'a'],
      ['a', ''],
      ['', 'a'],
      ['', ''],
    ] as const) {
      expect(verdict({ options, signer, change: name(hint, keyid) })).toBe('pass');
    }
    expect(verdict({ options, signer, change: name('a', 'b') })).toMatch(
      fails('trust-profile', 'different keys'),
    );
  });

  test('a hint that names another key does not choose the key: the caller does', () => {
    const other = generateKeyPair();
    const change = ({ verificationMaterial }: TestBundle) => {
      Object.assign(verificationMaterial, { publicKey: { hint: other.keyId.toString('base64') } });
    };
    expect(verdict({ options: { key: other }, signer, change })).toMatch(/^log-entry: /);
  });

  test('a key has no time that it needs, and the report does not claim one', () => {
    const proven: SignOptions = { ...options, log: 'proof' };
    const { verdict: whole, checks } = ask({ options: proven, signer });
    expect(whole).toBe('pass');
    expect(checks.find(({ id }) => id === 'observed-time')).toMatchObject({
      status: 'not_applicable',
    });
  });

  test('it must stand in a log all the same', () => {
    expect(verdict({ options: { ...options, log: 'none', timestamp: true }, signer })).toMatch(
      fails('log-entry', 'no transparency'),
    );
  });

  test('without any time, a log whose key has retired since proves nothing', () => {
    const root = ({ tlogs }: RootJson) => {
      for (const { publicKey } of tlogs) publicKey.validFor.end = '2026-01-31T12:30:00Z';
    };
    for (const entry of ['dsse/0.0.1', 'hashedrekord/0.0.2'] as const) {
      const proven: SignOptions = { ...options, log: 'proof', entry };
      expect(verdict({ options: proven, signer })).toBe('pass');
      expect(verdict({ options: proven, signer, root })).toMatch(
        fails('log-entry', 'nobody has witnessed'),
      );
      expect(verdict({ options: { ...proven, timestamp: true }, signer, root })).toBe('pass');
    }
  });

  test('under a root without logs a signed timestamp is needed (T8)', () => {
    const root = (draft: RootJson) => {
      Object.assign(draft, { tlogs: [], ctlogs: [] });
    };
    const logless: SignOptions = { ...options, log: 'none' };
    expect(verdict({ options: logless, signer, root })).toMatch(fails('observed-time', 'nobody'));
    expect(verdict({ options: { ...logless, timestamp: true }, signer, root })).toBe('pass');
  });

  test('malformed: text that is no key is KEY_INVALID', () => {
    for (const key of [
      'x',
      '',
      pem('PUBLIC KEY', Buffer.from('x')),
      pem('CERTIFICATE', keys.spki),
    ]) {
      expect(() => ask({ options, signer: { key } })).toThrowError(
        expect.objectContaining({ code: 'KEY_INVALID' }),
      );
    }
  });

  test('malformed: a private key is no public key', () => {
    const key = keys.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    expect(() => ask({ options, signer: { key } })).toThrowError(
      expect.objectContaining({ code: 'KEY_INVALID' }),
    );
  });
});
