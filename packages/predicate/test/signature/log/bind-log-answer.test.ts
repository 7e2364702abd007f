import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  asBareEnvelope,
  createSigstore,
  DEFAULT_CLAIMS,
  GITHUB_ISSUER,
  type TestBundle,
} from '@provkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BareEnvelope,
  bareEnvelopes,
  isBareEnvelope,
} from '../../../src/bundle/dsse-with-certificate.ts';
import { parseTrustedRoot, verifyBundle } from '../../../src/index.ts';
import { bindLogAnswer, type LogAnswer } from '../../../src/signature/log/bind-log-answer.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW });

function read(bundle: TestBundle) {
  const { text, answer } = asBareEnvelope(bundle);
  const [bare] = bareEnvelopes({ name: 'x', content: text });
  if (!bare || !isBareEnvelope(bare)) throw new Error('no envelope');
  return { bare, text, answer };
}

const ask = (bare: BareEnvelope, answer: unknown) => bindLogAnswer(bare, JSON.stringify(answer));

function verdict(answer: LogAnswer): string {
  if (answer.kind === 'malformed') return answer.problem;
  return verifyBundle({
    bundle: answer.bundle,
    artifact: { name: 'a', sha256: createHash('sha256').update(ARTIFACT.bytes).digest('hex') },
    trust: parseTrustedRoot(sigstore.trustedRoot, 'root'),
    signer: { san: `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`, issuer: GITHUB_ISSUER },
  }).verdict;
}

describe('bindLogAnswer (S1.3: envelopes that come without a bundle)', () => {
  const { bare, text, answer } = read(sigstore.sign());

  test('makes of the envelope and its entry a bundle that verifies', () => {
    expect(verdict(ask(bare, answer))).toBe('pass');
  });

  test('takes entries of the oldest kind, which have a hash of the document and no signature', () => {
    const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
    const body = {
      kind: 'intoto',
      apiVersion: '0.0.1',
      spec: {
        content: {
          hash: { algorithm: 'sha256', value: sha256(text) },
          payloadHash: {
            algorithm: 'sha256',
            value: sha256(Buffer.from(bare.envelope.payload, 'base64')),
          },
        },
        publicKey: Buffer.from(bare.pem).toString('base64'),
      },
    };
    const logged = (hash: string) => {
      const spec = { ...body.spec, content: { ...body.spec.content, hash: { value: hash } } };
      const entry = sigstore.log.add({ ...body, spec }, new Date(NOW + 60_000));
      const bundle = sigstore.sign();
      bundle.verificationMaterial.tlogEntries = [entry];
      return ask(bare, asBareEnvelope(bundle).answer);
    };
    expect(verdict(logged(sha256(text)))).toBe('pass');
    expect(verdict(logged(sha256(`${text} `)))).toContain('of another signature');
  });

  test('an empty answer is a definite none', () => {
    const found = ask(bare, []);
    expect(found).toMatchObject({ kind: 'none', bundle: { name: 'x' } });
    expect(verdict(found)).toBe('fail');
  });

  test('the answer is bound: the entry of another signature, however valid, is refused', () => {
    const other = read(sigstore.sign());
    expect(verdict(ask(bare, other.answer))).toContain('of another signature');
    expect(verdict(ask(bare, [...other.answer, ...answer]))).toBe('pass');
  });

  test('an entry whose promise is changed binds and does not verify', () => {
    const spoiled = JSON.parse(JSON.stringify(answer));
    const [entry] = Object.values<{ integratedTime: number }>(spoiled[0]);
    if (entry) entry.integratedTime += 1;
    expect(verdict(ask(bare, spoiled))).toBe('fail');
  });

  test.each<[string, unknown]>([
    ['an object', {}],
    ['a text', 'x'],
    ['an array of texts', ['x']],
    ['an entry without body', [{ a: {} }]],
    [
      'an entry without promise',
      [{ a: { ...(Object.values(answer[0] ?? {})[0] as object), verification: {} } }],
    ],
    [
      'a proof without checkpoint',
      [
        {
          a: {
            ...(Object.values(answer[0] ?? {})[0] as object),
            verification: { signedEntryTimestamp: 'AA==', inclusionProof: {} },
          },
        },
      ],
    ],
    [
      'more entries than are read',
      [Object.fromEntries(Array.from({ length: 33 }, (_, at) => [String(at), {}]))],
    ],
  ])('T15: %s is a problem and neither none nor an exception', (_, nonsense) => {
    expect(ask(bare, nonsense)).toEqual({ kind: 'malformed', problem: expect.any(String) });
  });

  test('whatever the log answers, nothing is thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (content) => {
        expect(['none', 'malformed']).toContain(bindLogAnswer(bare, content).kind);
      }),
    );
  });
});
