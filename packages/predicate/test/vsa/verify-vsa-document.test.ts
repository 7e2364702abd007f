import { signEnvelope, type TestVsa, vsaFor } from '@provkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask, failed, KEY } from './fixture.ts';

describe('attacks on the document', () => {
  const signed = (text: string) => JSON.stringify(signEnvelope(text, [{ key: KEY }]));
  const text = JSON.stringify(vsaFor());

  test.each([
    [
      'two results',
      text.replace('"verificationResult"', '"verificationResult":"FAILED","verificationResult"'),
      'statement',
    ],
    [
      'two results, one escaped',
      text.replace(
        '"verificationResult"',
        '"verification\\u0052esult":"FAILED","verificationResult"',
      ),
      'statement',
    ],
    ['two subjects members', text.replace('"subject"', '"subject":[],"subject"'), 'statement'],
    ['__proto__', text.replace('"verifier"', '"__proto__":{},"verifier"'), 'statement'],
    ['no JSON', '{', 'statement'],
    ['no statement', '{}', 'statement'],
    [
      'a huge integer',
      text.replace('"SLSA_BUILD_LEVEL_2":3', '"SLSA_BUILD_LEVEL_2":99999999999999999999'),
      'statement',
    ],
    [
      'a negative count',
      text.replace('"SLSA_BUILD_LEVEL_2":3', '"SLSA_BUILD_LEVEL_2":-3'),
      'statement',
    ],
    [
      'half a count',
      text.replace('"SLSA_BUILD_LEVEL_2":3', '"SLSA_BUILD_LEVEL_2":0.5'),
      'statement',
    ],
    [
      'deep nesting',
      text.replace('"PASSED"', `${'['.repeat(100)}1${']'.repeat(100)}`),
      'statement',
    ],
  ])('T15: a signed payload with %s is refused', (_, payload, check) => {
    const report = ask({ content: signed(payload) });
    expect(failed(report)).toEqual([check]);
    expect(report).toMatchObject({ verdict: 'fail', failureReason: 'predicate_malformed' });
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['an array', '[]'],
    ['another document', '{"hello":"world"}'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff])],
    ['two documents', `${signed(text)}\n${signed(text)}`],
    ['a second payload', signed(text).replace('"payload"', '"payload":"e30=","payload"')],
    [
      'both an envelope and a bundle',
      signed(text).replace('"payload"', '"dsseEnvelope":{},"payload"'),
    ],
    ['a number as payload type', signed(text).replace('"application/vnd.in-toto+json"', '7')],
    ['signatures that are no array', signed(text).replace(/\[\{.*\}\]/, '{}')],
    ['a signature that is no object', signed(text).replace(/\[\{.*\}\]/, '["x"]')],
    ['a number as key id', signed(text).replace('{"sig"', '{"keyid":7,"sig"')],
  ])('T15: evidence that is %s is refused', (_, content) => {
    const report = ask({ content });
    expect(failed(report)).toEqual(['bundle']);
    expect(report).toMatchObject({ verdict: 'fail', failureReason: 'predicate_malformed' });
  });

  test('whatever the bytes are, there is a report and it does not pass', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.uint8Array()), (content) => {
        expect(ask({ content }).verdict).toBe('fail');
      }),
    );
  });

  test('whatever a signed predicate is, there is a report and it does not pass', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (predicate) => {
        const change = (vsa: TestVsa) => Object.assign(vsa, { predicate });
        expect(ask({ change }).verdict).toBe('fail');
      }),
    );
  });

  test('a signed attestation of another kind is no summary, whatever it says', () => {
    const change = (vsa: TestVsa) => {
      vsa.predicateType = 'https://slsa.dev/verification_summary/v1.1';
    };
    expect(ask({ change })).toMatchObject({ verdict: 'fail', failureReason: 'predicate_mismatch' });
  });
});
