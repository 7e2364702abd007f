import { generateSigningKey, signEnvelope, type TestVsa, vsaFor } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { ask, FINGERPRINT, failed, KEY, type Question } from './fixture.ts';

describe('attacks on the envelope', () => {
  const stranger = generateSigningKey();
  const first = (envelope: { signatures: { sig: string; keyid?: string }[] }) =>
    envelope.signatures[0] ?? { sig: '' };

  const REFUSED: readonly (readonly [string, Question, string])[] = [
    ['no signature', { signers: [] }, 'signature'],
    [
      'a stranger’s signature under the name of our key',
      { signers: [{ key: stranger, keyid: FINGERPRINT }] },
      'signature',
    ],
    [
      'our signature under the name of another key',
      { signers: [{ key: KEY, keyid: 'SHA256:stranger' }] },
      'signature',
    ],
    [
      'our signature named in another way than stated',
      { signers: [{ key: KEY, keyid: FINGERPRINT }], signer: { key: KEY.pem, keyId: 'ours' } },
      'signature',
    ],
    [
      'a name that differs in case',
      { signers: [{ key: KEY, keyid: 'OURS' }], signer: { key: KEY.pem, keyId: 'ours' } },
      'signature',
    ],
    ['another payload type, signed', { payloadType: 'application/vnd.example+json' }, 'signature'],
    ['no payload type, signed', { payloadType: '' }, 'signature'],
    [
      'another payload type than was signed',
      {
        payloadType: 'application/vnd.example+json',
        spoil: (envelope) => {
          envelope.payloadType = 'application/vnd.in-toto+json';
        },
      },
      'signature',
    ],
    [
      'a changed payload',
      {
        spoil: (envelope) => {
          const changed = vsaFor((vsa) => {
            vsa.predicate.verifiedLevels = ['SLSA_BUILD_LEVEL_3', 'EXTRA'];
          });
          envelope.payload = Buffer.from(JSON.stringify(changed)).toString('base64');
        },
      },
      'signature',
    ],
    [
      'a truncated DER signature',
      {
        spoil: (envelope) => {
          const bytes = Buffer.from(first(envelope).sig, 'base64');
          first(envelope).sig = bytes.subarray(0, -1).toString('base64');
        },
      },
      'signature',
    ],
    [
      'a DER signature with a byte behind it',
      {
        spoil: (envelope) => {
          const bytes = Buffer.from(first(envelope).sig, 'base64');
          first(envelope).sig = Buffer.concat([bytes, Buffer.of(0)]).toString('base64');
        },
      },
      'signature',
    ],
    [
      'r and s of zero (CVE-2022-21449)',
      {
        spoil: (envelope) => {
          first(envelope).sig = Buffer.alloc(64).toString('base64');
        },
      },
      'signature',
    ],
    [
      'an empty signature',
      {
        spoil: (envelope) => {
          first(envelope).sig = '';
        },
      },
      'bundle',
    ],
    [
      'a signature in loose base64',
      {
        spoil: (envelope) => {
          first(envelope).sig = ` ${first(envelope).sig}`;
        },
      },
      'bundle',
    ],
    [
      'more signatures than are read',
      { signers: Array.from({ length: 33 }, () => ({ key: KEY })) },
      'bundle',
    ],
    ['the raw payload signed, without DSSE’s encoding', rawSigned(), 'signature'],
  ];

  test.each(REFUSED)('%s is refused', (_, question, check) => {
    const report = ask(question);
    expect(report.verdict).toBe('fail');
    expect(failed(report)).toEqual([check]);
  });

  /** What Google Cloud Build's regional keys do; never for summaries. */
  function rawSigned(): Question {
    const payload = Buffer.from(JSON.stringify(vsaFor()));
    const { signatures } = signEnvelope('', [{ key: KEY }]);
    const content = JSON.stringify({
      payload: payload.toString('base64'),
      payloadType: 'application/vnd.in-toto+json',
      signatures,
    });
    return { content };
  }

  test('a name is a hint: unnamed signatures pass, and so do those with our name', () => {
    const named = { key: KEY.pem, keyId: 'keystore://ours' };
    expect(ask({ signers: [{ key: KEY, keyid: '' }] }).verdict).toBe('pass');
    expect(ask({ signers: [{ key: KEY, keyid: FINGERPRINT }] }).verdict).toBe('pass');
    expect(ask({ signers: [{ key: KEY }], signer: named }).verdict).toBe('pass');
    expect(ask({ signers: [{ key: KEY, keyid: 'keystore://ours' }], signer: named })).toMatchObject(
      {
        verdict: 'pass',
        signer: { keyId: 'keystore://ours', fingerprint: FINGERPRINT },
      },
    );
  });

  test('strangers’ signatures beside ours change nothing, and are counted', () => {
    const report = ask({
      signers: [{ key: stranger }, { key: KEY }, { key: stranger, keyid: 'x' }],
    });
    expect(report.verdict).toBe('pass');
    expect(report.checks.find(({ id }) => id === 'signature')).toMatchObject({
      pointer: 'bundle:/signatures/1',
      warnings: ['signatures by others, not judged: 2'],
    });
  });

  test('a payload in the URL-safe alphabet is read (DSSE: verifiers must accept either)', () => {
    const spoil: Question['spoil'] = (envelope) => {
      envelope.payload = envelope.payload.replaceAll('+', '-').replaceAll('/', '_');
    };
    const change = (vsa: TestVsa) => {
      vsa.predicate.note = '???>>>ÿÿÿ';
    };
    expect(signEnvelope(vsaFor(change), []).payload).toMatch(/[+/]/);
    expect(ask({ change, spoil }).verdict).toBe('pass');
  });
});
