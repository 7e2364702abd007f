import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  createSigstore,
  generateKeyPair,
  pem,
  type SignOptions,
  type TestBundle,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { parseTrustedRoot, verifyBundle } from '../../src/index.ts';

const sigstore = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });

describe('managed keys', () => {
  const keys = generateKeyPair();
  const artifact = { name: 'a', sha256: createHash('sha256').update(ARTIFACT.bytes).digest('hex') };
  const trust = parseTrustedRoot(sigstore.trustedRoot, 'root');
  const verify = (
    options: SignOptions,
    key: string,
    change: (bundle: TestBundle) => void = () => {},
  ) => {
    const bundle = sigstore.sign(options);
    change(bundle);
    return verifyBundle({
      bundle: { name: 'b', content: JSON.stringify(bundle) },
      artifact,
      trust,
      signer: { key },
    });
  };

  test('hold for what they signed, and for nothing else', () => {
    expect(verify({ key: keys }, pem('PUBLIC KEY', keys.spki)).verdict).toBe('pass');
    expect(
      verify({ key: keys, message: ARTIFACT.bytes }, pem('PUBLIC KEY', keys.spki)).verdict,
    ).toBe('pass');
    expect(verify({ key: keys }, pem('PUBLIC KEY', generateKeyPair().spki)).verdict).toBe('fail');
  });

  test('a bundle that carries a certificate is refused when a key is given', () => {
    const report = verify({}, pem('PUBLIC KEY', keys.spki));
    expect(report).toMatchObject({ verdict: 'fail', failureReason: 'certificate_untrusted' });
  });

  test('a bundle without a certificate is refused when a signer is named', () => {
    const report = verifyBundle({
      bundle: { name: 'b', content: JSON.stringify(sigstore.sign({ key: keys })) },
      artifact,
      trust,
      signer: { anyoneUnsafe: true },
    });
    expect(report).toMatchObject({ verdict: 'fail', failureReason: 'certificate_untrusted' });
  });

  test('bundle and envelope must not name different keys', () => {
    const change = (bundle: TestBundle) => {
      Object.assign(bundle.dsseEnvelope?.signatures[0] ?? {}, { keyid: 'another' });
    };
    expect(verify({ key: keys }, pem('PUBLIC KEY', keys.spki), change).verdict).toBe('fail');
  });

  test('text that is no key is KEY_INVALID', () => {
    expect(() => verify({ key: keys }, 'x')).toThrowError(
      expect.objectContaining({ code: 'KEY_INVALID' }),
    );
  });
});
