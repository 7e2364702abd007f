import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  asCosign,
  createSigstore,
  DEFAULT_CLAIMS,
  GITHUB_ISSUER,
} from '@provkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromCosignLayer } from '../../src/bundle/cosign-annotations.ts';
import { parseTrustedRoot, verifyBundle } from '../../src/index.ts';

const sigstore = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });
const layer = (annotations: Record<string, unknown> = {}, content?: string) => {
  const good = asCosign(sigstore.sign({ timestamp: true }));
  return {
    name: 'layer',
    content: content === undefined ? good.content : Buffer.from(content),
    annotations: { ...good.annotations, ...annotations },
  };
};

describe('fromCosignLayer (S1.3)', () => {
  test('makes a bundle that verifies as the original does', () => {
    const source = fromCosignLayer(layer());
    if (!('content' in source)) throw new Error(source.problem);
    const report = verifyBundle({
      bundle: source,
      artifact: { name: 'a', sha256: createHash('sha256').update(ARTIFACT.bytes).digest('hex') },
      trust: parseTrustedRoot(sigstore.trustedRoot, 'root'),
      signer: {
        san: `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`,
        issuer: GITHUB_ISSUER,
      },
    });
    expect(report.verdict).toBe('pass');
    const { verificationMaterial: material } = JSON.parse(String(source.content));
    expect(material.timestampVerificationData.rfc3161Timestamps).toHaveLength(1);
    expect(material.tlogEntries[0]).not.toHaveProperty('inclusionProof');
  });

  test('keeps the chain, the signer first', () => {
    const { annotations } = asCosign(sigstore.sign());
    const pem = annotations['dev.sigstore.cosign/certificate'] ?? '';
    const other = asCosign(sigstore.sign()).annotations['dev.sigstore.cosign/certificate'] ?? '';
    const source = fromCosignLayer(
      layer({ 'dev.sigstore.cosign/certificate': pem, 'dev.sigstore.cosign/chain': other + pem }),
    );
    const { certificates } = JSON.parse(String('content' in source ? source.content : '{}'))
      .verificationMaterial.x509CertificateChain;
    expect(certificates).toHaveLength(3);
    expect(certificates[0]).toEqual(certificates[2]);
    expect(certificates[0]).not.toEqual(certificates[1]);
  });

  test('without a log entry there is a bundle without one: whether that is enough is for the verifier', () => {
    const source = fromCosignLayer(layer({ 'dev.sigstore.cosign/bundle': '' }));
    expect(JSON.parse(String('content' in source ? source.content : '{}'))).toMatchObject({
      verificationMaterial: { tlogEntries: [] },
    });
  });

  const at = (key: string) => `/dev.sigstore.cosign~1${key}`;
  const bundle = (payload: Record<string, unknown>, promise = 'AA==') =>
    JSON.stringify({
      SignedEntryTimestamp: promise,
      Payload: {
        body: Buffer.from('{"kind":"dsse","apiVersion":"0.0.1"}').toString('base64'),
        integratedTime: 1,
        logIndex: 1,
        logID: 'ab',
        ...payload,
      },
    });

  test.each<[string, Record<string, unknown>, string]>([
    [
      'a certificate that is missing',
      { 'dev.sigstore.cosign/certificate': undefined },
      at('certificate'),
    ],
    ['a certificate that is no PEM', { 'dev.sigstore.cosign/certificate': 'x' }, at('certificate')],
    [
      'text after the certificate',
      {
        'dev.sigstore.cosign/certificate':
          '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\nx',
      },
      at('certificate'),
    ],
    ['a number for a certificate', { 'dev.sigstore.cosign/certificate': 7 }, at('certificate')],
    [
      'a hundred certificates',
      {
        'dev.sigstore.cosign/chain':
          '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n'.repeat(100),
      },
      at('chain'),
    ],
    ['a log entry that is no JSON', { 'dev.sigstore.cosign/bundle': '{' }, at('bundle')],
    ['a log entry without payload', { 'dev.sigstore.cosign/bundle': '{}' }, '/body'],
    ['a negative index', { 'dev.sigstore.cosign/bundle': bundle({ logIndex: -1 }) }, '/logIndex'],
    [
      'half a second',
      { 'dev.sigstore.cosign/bundle': bundle({ integratedTime: 0.5 }) },
      '/integratedTime',
    ],
    [
      'a log id that is not hexadecimal',
      { 'dev.sigstore.cosign/bundle': bundle({ logID: 'xy' }) },
      '/logID',
    ],
    ['a body that is no JSON', { 'dev.sigstore.cosign/bundle': bundle({ body: 'AA==' }) }, '/body'],
    ['a body of no kind', { 'dev.sigstore.cosign/bundle': bundle({ body: 'e30=' }) }, '/body'],
    [
      'a promise that is not base64',
      { 'dev.sigstore.cosign/bundle': bundle({}, '!') },
      '/SignedEntryTimestamp',
    ],
    [
      'a timestamp that is not base64',
      { 'dev.sigstore.cosign/rfc3161timestamp': '{"SignedRFC3161Timestamp":"!"}' },
      `${at('rfc3161timestamp')}/SignedRFC3161Timestamp`,
    ],
  ])('T15: %s is a problem that names the place', (_, annotations, pointer) => {
    expect(fromCosignLayer(layer(annotations))).toMatchObject({ name: 'layer', pointer });
  });

  test.each([
    ['no JSON', '{', ''],
    [
      'two signatures',
      '{"payloadType":"x","payload":"","signatures":[{"sig":""},{"sig":""}]}',
      '/signatures',
    ],
    ['no signature', '{"payloadType":"x","payload":""}', '/signatures'],
    [
      'URL-safe base64',
      '{"payloadType":"x","payload":"__8=","signatures":[{"sig":""}]}',
      '/payload',
    ],
    ['no payload type', '{"payload":"","signatures":[{"sig":""}]}', '/payloadType'],
  ])('T15: an envelope with %s is a problem that names the place', (_, content, pointer) => {
    expect(fromCosignLayer(layer({}, content))).toMatchObject({
      problem: expect.any(String),
      pointer,
    });
  });

  test('whatever the layer, there is a bundle or a problem and never an exception', () => {
    const annotations = fc.dictionary(
      fc
        .constantFrom('certificate', 'chain', 'bundle', 'rfc3161timestamp')
        .map((key) => `dev.sigstore.cosign/${key}`),
      fc.oneof(fc.string(), fc.json(), fc.integer()),
    );
    fc.assert(
      fc.property(
        annotations,
        fc.option(fc.oneof(fc.string(), fc.json()), { nil: undefined }),
        (given, content) => {
          const source = fromCosignLayer(layer(given, content));
          expect('content' in source || source.problem.length > 0).toBe(true);
        },
      ),
    );
  });
});
