import {
  createSigstore,
  DEFAULT_CLAIMS,
  GITHUB_ISSUER,
  generateKeyPair,
  generateSigningKey,
  pem,
  type SignOptions,
  signEnvelope,
  vsaFor,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { parseTrustedRoot } from '../../src/index.ts';
import { VSA_CHECK_IDS, type VsaSigner } from '../../src/vsa/index.ts';
import { ask, failed, KEY, NOW } from './fixture.ts';

const thrownCode = (code: string) => expect.objectContaining({ name: 'PredicateError', code });

describe('a summary in a Sigstore bundle', () => {
  const sigstore = createSigstore({ now: () => NOW.getTime() });
  const trust = parseTrustedRoot(sigstore.trustedRoot, 'root');
  const san = `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`;
  const named = { san, issuer: GITHUB_ISSUER, trust };
  const payload = JSON.stringify(vsaFor());
  const bundle = (options: SignOptions = {}) =>
    JSON.stringify(sigstore.sign({ payload, ...options }));

  test('passes when the holder of the certificate is the expected one', () => {
    const report = ask({ content: bundle(), signer: named });
    expect(report).toMatchObject({
      verdict: 'pass',
      signer: {
        kind: 'certificate',
        claims: { san },
        trust: { source: 'root' },
        signedAt: '2026-01-31T12:01:00.000Z',
      },
    });
    expect(report.notAsked).not.toContain(
      'whether the signature is in a transparency log, since a key signed it',
    );
  });

  test.each<[string, SignOptions, VsaSigner, string]>([
    ['another name', {}, { ...named, san: san.replace('release', 'other') }, 'identity'],
    ['another issuer', {}, { ...named, issuer: 'https://accounts.example.com' }, 'identity'],
    ['no log entry, and so no time', { log: 'none' }, named, 'observed-time'],
    ['no log entry, but a time', { log: 'none', timestamp: true }, named, 'log-entry'],
    ['a certificate that had expired', { loggedAfterMs: 11 * 60_000 }, named, 'certificate'],
    ['another payload type', { payloadType: 'application/json' }, named, 'signature'],
    ['a signature over a file', { message: Buffer.from('x') }, named, 'statement'],
    ['a key instead of a certificate', { key: generateKeyPair() }, named, 'trust-profile'],
    ['a certificate instead of a key', {}, { key: KEY.pem }, 'bundle'],
  ])('fails for %s', (_, options, signer, check) => {
    const report = ask({ content: bundle(options), signer });
    expect(report.verdict).toBe('fail');
    expect(failed(report)[0]).toBe(check);
  });

  test('nothing of the payload is read before the signer is the expected one', () => {
    const signer = { ...named, san: san.replace('release', 'other') };
    const report = ask({ content: bundle(), signer });
    const after = report.checks.slice(VSA_CHECK_IDS.indexOf('identity') + 1);
    expect(after.every(({ status }) => status === 'skipped')).toBe(true);
    expect(report).not.toHaveProperty('signer');
  });

  test('a bundle that is an envelope too is refused: readers would differ in which they verify', () => {
    const other = signEnvelope(vsaFor(), [{ key: KEY }]);
    const content = JSON.stringify({ ...JSON.parse(bundle()), ...other });
    expect(failed(ask({ content, signer: named }))).toEqual(['bundle']);
    expect(failed(ask({ content }))).toEqual(['bundle']);
  });

  test('T8: a root of another profile than the accepted one cannot be used', () => {
    expect(() => ask({ content: bundle(), signer: { ...named, profiles: ['github'] } })).toThrow(
      thrownCode('TRUST_ROOT_INVALID'),
    );
  });

  test('an envelope without a bundle has no certificate to name anybody', () => {
    expect(ask({ signer: named })).toMatchObject({
      verdict: 'fail',
      failureReason: 'certificate_untrusted',
    });
  });

  test('passes when the given key signs, by whatever name bundle and envelope agree on', () => {
    const keys = generateKeyPair();
    const key = pem('PUBLIC KEY', keys.spki);
    const hint = keys.keyId.toString('base64');
    const content = bundle({ key: keys });
    expect(ask({ content, signer: { key, keyId: hint } }).verdict).toBe('pass');
    expect(ask({ content, signer: { key } }).verdict).toBe('pass'); // the hint follows from the key
    expect(failed(ask({ content, signer: { key, keyId: 'ours' } }))).toEqual(['signature']);
    const unnamed = content.replace(JSON.stringify(hint), '""');
    expect(ask({ content: unnamed, signer: { key, keyId: 'ours' } }).verdict).toBe('pass');
    const other = content.replace('"keyid":""', '"keyid":"other"');
    expect(failed(ask({ content: other, signer: { key, keyId: hint } }))).toEqual(['signature']);
    expect(ask({ content, signer: { key } }).checks).toContainEqual(
      expect.objectContaining({ id: 'signature', pointer: 'bundle:/dsseEnvelope/signatures/0' }),
    );
    const { pem: stranger } = generateSigningKey();
    expect(failed(ask({ content, signer: { key: stranger, keyId: hint } }))).toEqual(['signature']);
  });

  test('a file’s signature by the given key is no summary', () => {
    const keys = generateKeyPair();
    const content = bundle({ key: keys, message: Buffer.from('x') });
    expect(failed(ask({ content, signer: { key: pem('PUBLIC KEY', keys.spki) } }))).toEqual([
      'bundle',
    ]);
  });
});
