import { createHash } from 'node:crypto';
import { dsse } from '@sigstore/core';
import { describe, expect, test } from 'vitest';
import type { Content, Evidence, LogEntry } from '../../../src/signature/evidence.ts';
import { bodyProblem } from '../../../src/signature/log/entry-body.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');
const pem = (der: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${base64(der)}\n-----END CERTIFICATE-----\n`;

const TYPE = 'application/vnd.in-toto+json';
const payload = Buffer.from('{"a":1}');
const signature = Buffer.from('signature');
const verifier = Buffer.from('a certificate in DER');
const signed = dsse.preAuthEncoding(TYPE, payload);
const envelopeJson = JSON.stringify({
  payloadType: TYPE,
  payload: base64(payload),
  signatures: [{ keyid: '', sig: base64(signature) }],
});
const envelope: Content = {
  kind: 'envelope',
  signature,
  payloadType: TYPE,
  payload,
  signed,
  json: () => envelopeJson,
};
const file = Buffer.from('file');
const message: Content = { kind: 'message', signature, algorithm: 'sha256', digest: sha256(file) };

const evidence = (content: Content): Evidence => ({
  content,
  verifier,
  logEntries: [],
  timestamps: [],
});

function entry(kind: string, version: string, spec: unknown, body?: string): LogEntry {
  const text = body ?? JSON.stringify({ apiVersion: version, kind, spec });
  const parts = { kindVersion: { kind, version }, canonicalizedBody: Buffer.from(text) };
  return parts as LogEntry; // the other members are not read here
}

interface Parts {
  readonly signature: Buffer;
  readonly verifier: Buffer;
  readonly payload: Buffer;
  readonly file: Buffer;
}

const PARTS: Parts = { signature, verifier, payload, file };

/** Each kind of entry as Rekor writes it, from its parts. */
const FORMS: readonly (readonly [string, string, Content, (parts: Parts) => unknown])[] = [
  [
    'hashedrekord',
    '0.0.1',
    message,
    (parts) => ({
      data: { hash: { algorithm: 'sha256', value: sha256(parts.file).toString('hex') } },
      signature: {
        content: base64(parts.signature),
        publicKey: { content: base64(pem(parts.verifier)) },
      },
    }),
  ],
  [
    'dsse',
    '0.0.1',
    envelope,
    (parts) => ({
      envelopeHash: { algorithm: 'sha256', value: '00' },
      payloadHash: { algorithm: 'sha256', value: sha256(parts.payload).toString('hex') },
      signatures: [{ signature: base64(parts.signature), verifier: base64(pem(parts.verifier)) }],
    }),
  ],
  [
    'intoto',
    '0.0.1',
    envelope,
    (parts) => ({
      content: {
        hash: {
          algorithm: 'sha256',
          value: sha256(
            Buffer.from(envelopeJson.replace(base64(signature), base64(parts.signature))),
          ).toString('hex'),
        },
        payloadHash: { algorithm: 'sha256', value: sha256(parts.payload).toString('hex') },
      },
      publicKey: base64(pem(parts.verifier)),
    }),
  ],
  [
    'intoto',
    '0.0.2',
    envelope,
    (parts) => ({
      content: {
        envelope: {
          payloadType: TYPE,
          signatures: [
            { publicKey: base64(pem(parts.verifier)), sig: base64(base64(parts.signature)) },
          ],
        },
        hash: { algorithm: 'sha256', value: '00' },
        payloadHash: { algorithm: 'sha256', value: sha256(parts.payload).toString('hex') },
      },
    }),
  ],
  [
    'hashedrekord',
    '0.0.2',
    message,
    (parts) => ({
      hashedRekordV002: {
        data: { algorithm: 'SHA2_256', digest: base64(sha256(parts.file)) },
        signature: {
          content: base64(parts.signature),
          verifier: { keyDetails: 'x', x509Certificate: { rawBytes: base64(parts.verifier) } },
        },
      },
    }),
  ],
  [
    'dsse',
    '0.0.2',
    envelope,
    (parts) => ({
      dsseV002: {
        payloadHash: { algorithm: 'SHA2_256', digest: base64(sha256(parts.payload)) },
        signatures: [
          {
            content: base64(parts.signature),
            verifier: { publicKey: { rawBytes: base64(parts.verifier) } },
          },
        ],
      },
    }),
  ],
];

const OTHER = Buffer.from('something else');

describe.each(FORMS)(
  'a log entry of kind %s %s (client-spec 4.4)',
  (kind, version, content, spec) => {
    const problem = (parts: Parts) =>
      bodyProblem(entry(kind, version, spec(parts)), evidence(content));

    test('holds when signature, certificate and content are those of the bundle', () => {
      expect(problem(PARTS)).toBeUndefined();
    });

    test('fails for another signature, another certificate or key, another content', () => {
      expect(problem({ ...PARTS, signature: OTHER })).toBe('it is of another signature');
      expect(problem({ ...PARTS, verifier: OTHER })).toBe('it is of another certificate or key');
      expect(problem({ ...PARTS, payload: OTHER, file: OTHER })).toBe('it is of another payload');
    });

    test('malformed: an empty body, or one of another kind than it is called', () => {
      expect(bodyProblem(entry(kind, version, {}), evidence(content))).toBeDefined();
      expect(bodyProblem(entry(kind, '9.9.9', spec(PARTS)), evidence(content))).toContain(
        'unknown',
      );
      const renamed = entry(
        kind,
        version,
        undefined,
        JSON.stringify({ apiVersion: version, kind: 'x', spec: {} }),
      );
      expect(bodyProblem(renamed, evidence(content))).toContain('is called');
    });
  },
);

describe('a log entry', () => {
  test('Rekor v2 logs an envelope as hashedrekord: the digest is of the signed bytes', () => {
    const spec = {
      hashedRekordV002: {
        data: { algorithm: 'SHA2_256', digest: base64(sha256(signed)) },
        signature: {
          content: base64(signature),
          verifier: { x509Certificate: { rawBytes: base64(verifier) } },
        },
      },
    };
    expect(bodyProblem(entry('hashedrekord', '0.0.2', spec), evidence(envelope))).toBeUndefined();
  });

  test('one that names a certificate and a key names neither', () => {
    const rawBytes = base64(verifier);
    const spec = {
      hashedRekordV002: {
        data: { digest: base64(sha256(file)) },
        signature: {
          content: base64(signature),
          verifier: { x509Certificate: { rawBytes }, publicKey: { rawBytes } },
        },
      },
    };
    expect(bodyProblem(entry('hashedrekord', '0.0.2', spec), evidence(message))).toContain(
      'certificate or key',
    );
  });

  test.each([
    ['two certificates', `${pem(verifier)}${pem(Buffer.from('other'))}`],
    ['a certificate after another’s', `${pem(Buffer.from('other'))}${pem(verifier)}`],
    ['text before it', `Subject: CN=somebody\n${pem(verifier)}`],
    ['text after it', `${pem(verifier)}x`],
    [
      'another label at its end',
      pem(verifier).replace('-----END CERTIFICATE', '-----END PUBLIC KEY'),
    ],
    ['a label of its own', pem(verifier).replaceAll('CERTIFICATE', 'X509 CRL')],
    ['base64 that is not strict', pem(verifier).replace('\n-----END', '=\n-----END')],
    ['no PEM at all', base64(verifier)],
  ])('a verifier in PEM with %s names nobody (RFC 7468)', (_, text) => {
    const spec = (names: string) => ({
      payloadHash: { value: sha256(payload).toString('hex') },
      signatures: [{ signature: base64(signature), verifier: base64(names) }],
    });
    const problem = (names: string) =>
      bodyProblem(entry('dsse', '0.0.1', spec(names)), evidence(envelope));
    expect(problem(pem(verifier))).toBeUndefined();
    expect(problem(text)).toBe('it is of another certificate or key');
  });

  test('T15: a kind that goes on and on enters the report only in part', () => {
    const long = 'x'.repeat(10_000);
    expect(bodyProblem(entry(long, '1', {}), evidence(envelope))?.length).toBeLessThan(500);
    const body = JSON.stringify({ kind: long, apiVersion: long });
    expect(bodyProblem(entry('dsse', '1', {}, body), evidence(envelope))?.length).toBeLessThan(500);
  });

  test('one of an envelope with two signatures is refused', () => {
    const one = { signature: base64(signature), verifier: base64(pem(verifier)) };
    const spec = {
      payloadHash: { value: sha256(payload).toString('hex') },
      signatures: [one, one],
    };
    expect(bodyProblem(entry('dsse', '0.0.1', spec), evidence(envelope))).toContain(
      'number of signatures',
    );
  });

  test.each([
    ['not JSON', '{'],
    ['two kinds', '{"kind":"dsse","kind":"dsse","apiVersion":"0.0.1"}'],
    ['null', 'null'],
  ])('T15: a body that is %s is a problem and no exception', (_, body) => {
    expect(bodyProblem(entry('dsse', '0.0.1', {}, body), evidence(envelope))).toBeDefined();
  });

  test.each([
    ['constructor', 'x'],
    ['__proto__', 'x'],
  ])('a kind called %s is unknown', (kind, version) => {
    expect(bodyProblem(entry(kind, version, {}), evidence(envelope))).toBeDefined();
  });
});
