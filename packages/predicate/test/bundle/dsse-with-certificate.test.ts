import { asBareEnvelope, createSigstore } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { bareEnvelopes, isBareEnvelope } from '../../src/bundle/dsse-with-certificate.ts';
import { LIMITS } from '../../src/bundle/limits.ts';

const sigstore = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });
const bundle = sigstore.sign();
const { text } = asBareEnvelope(bundle);
const read = (content: string | Uint8Array) => bareEnvelopes({ name: 'x', content });

describe('bareEnvelopes', () => {
  test('finds an envelope with its certificate, in text and in bytes', () => {
    for (const content of [text, Buffer.from(text), `${text}\n`]) {
      const [found, ...others] = read(content);
      expect(others).toEqual([]);
      if (!found || !isBareEnvelope(found)) throw new Error('not found');
      expect(found.name).toBe('x');
      expect(Buffer.from(found.certificate).toString('base64')).toBe(
        bundle.verificationMaterial.certificate?.rawBytes,
      );
      expect(found.envelope.payload).toBe(bundle.dsseEnvelope?.payload);
    }
  });

  test('leaves alone what is no envelope with a certificate: bundles, nonsense, and envelopes without one', () => {
    const without = text.replace(/,"cert":"[^"]*"/, '');
    expect(without).not.toBe(text);
    for (const content of [JSON.stringify(bundle), '{', '[]', 'null', without]) {
      expect(read(content)).toEqual([{ name: 'x', content }]);
    }
  });

  test('what is not UTF-8 is left alone, so that the parser of bundles can say so', () => {
    const content = Buffer.from(text, 'utf16le');
    const [found] = read(content);
    expect(found && 'content' in found && found.content).toBe(content);
  });

  test('of JSON Lines, each line is what it is', () => {
    const lines = read(`${text}\n${JSON.stringify(bundle)}\n`);
    expect(
      lines.map((line) =>
        'envelope' in line ? 'envelope' : 'content' in line ? 'other' : 'broken',
      ),
    ).toEqual(['envelope', 'other']);
    expect(lines.map(({ name }) => name)).toEqual(['x#1', 'x#2']);
  });

  test('T15: an envelope that is malformed is a problem that names the place', () => {
    expect(read(text.replace('"payload":"', '"payload":"!'))).toMatchObject([
      { name: 'x', pointer: '/payload' },
    ]);
    expect(read(text.replace('BEGIN CERTIFICATE', 'BEGIN KEY'))).toMatchObject([
      { pointer: '/signatures/0/cert' },
    ]);
    expect(read(text.replace(/"signatures":\[(.*)\]/, '"signatures":[$1,$1]'))).toMatchObject([
      { pointer: '/signatures' },
    ]);
  });

  test('T15: what is too large is left to the parser of bundles, which says so', () => {
    const content = new Uint8Array(LIMITS.fileBytes + 1);
    const [found] = read(content);
    expect(found && 'content' in found && found.content).toBe(content);
  });
});
