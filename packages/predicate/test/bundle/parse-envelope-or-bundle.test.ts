import { createSigstore, generateSigningKey, signEnvelope } from '@provkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEnvelopeOrBundle } from '../../src/bundle/parse-envelope-or-bundle.ts';

const parse = (content: string | Uint8Array) => parseEnvelopeOrBundle({ name: 'x', content });
const envelope = signEnvelope('{}', [{ key: generateSigningKey() }]);
const bundle = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') }).sign();

describe('an envelope or a bundle', () => {
  test('is told by its members, from text or bytes', () => {
    expect(parse(JSON.stringify(envelope)).kind).toBe('envelope');
    expect(parse(Buffer.from(`${JSON.stringify(envelope)}\n`)).kind).toBe('envelope');
    expect(parse(JSON.stringify(bundle)).kind).toBe('bundle');
  });

  test.each([
    ['both in one', JSON.stringify({ ...bundle, ...envelope })],
    ['a bundle with a payload beside its envelope', JSON.stringify({ ...bundle, payload: 'e30=' })],
    ['neither', '{}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no JSON', '{'],
    ['two lines', `${JSON.stringify(envelope)}\n${JSON.stringify(envelope)}`],
    ['a byte order mark', `\uFEFF${JSON.stringify(envelope)}`],
    ['a member twice', JSON.stringify(envelope).replace('{', '{"payload":"",')],
    ['beyond the limit', ' '.repeat(25 * 1024 * 1024)],
    ['too deep', '['.repeat(1000)],
  ])('malformed: %s is refused', (_, content) => {
    expect(parse(content)).toMatchObject({ kind: 'malformed', problem: expect.any(String) });
  });

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.uint8Array()), (content) => {
        expect(['envelope', 'bundle', 'malformed']).toContain(parse(content).kind);
      }),
    );
  });
});
