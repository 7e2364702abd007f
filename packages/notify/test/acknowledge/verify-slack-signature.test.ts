import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type SlackRequest,
  type SlackVerification,
  verifySlackSignature,
} from '../../src/acknowledge/verify-slack-signature.ts';

// Slack's own example. @see https://docs.slack.dev/authentication/verifying-requests-from-slack
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const BODY = Buffer.from(
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
);
const REQUEST: SlackRequest = {
  timestamp: '1531420618',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  body: BODY,
};
const NOW = 1_531_420_618_000;

function refusalOf(request: Partial<SlackRequest>, verification: Partial<SlackVerification> = {}) {
  const verdict = verifySlackSignature(
    { ...REQUEST, ...request },
    { signingSecrets: [SECRET], now: NOW, ...verification },
  );
  return verdict.isValid ? undefined : verdict.refusal;
}

function sign(timestamp: string, body: Uint8Array, secret: string) {
  const hmac = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body);
  return `v0=${hmac.digest('hex')}`;
}

describe('a request of Slack', () => {
  test('T5: holds when it is signed as Slack documents', () => {
    expect(verifySlackSignature(REQUEST, { signingSecrets: [SECRET], now: NOW + 1234 })).toEqual({
      isValid: true,
      request: { body: BODY, sentAt: NOW },
      nonce: 'a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
      expiresAt: NOW + 301_000,
    });
  });

  test('holds under either secret while one is being replaced', () => {
    expect(refusalOf({}, { signingSecrets: ['new', SECRET] })).toBeUndefined();
    expect(refusalOf({}, { signingSecrets: ['new', 'newer'] })).toBe('signature_mismatch');
  });

  test.each([
    [-300_000, undefined],
    [300_000, undefined],
    [-300_001, 'timestamp_outside_window'],
    [300_001, 'timestamp_outside_window'],
    [Number.NaN, 'timestamp_outside_window'],
  ])('T5: a clock that is %d ms off gives %s', (offset, refusal) => {
    expect(refusalOf({}, { now: NOW + offset })).toBe(refusal);
  });

  test('T5: is refused the second time', () => {
    const known = new Set<string>();
    const isKnownNonce = (nonce: string) => known.has(nonce);
    const verdict = verifySlackSignature(REQUEST, {
      signingSecrets: [SECRET],
      now: NOW,
      isKnownNonce,
    });
    if (verdict.isValid) known.add(verdict.nonce);
    expect(refusalOf({}, { isKnownNonce })).toBe('replayed');
    // what is not signed says nothing about what is known
    expect(refusalOf({ body: Buffer.from('x') }, { isKnownNonce })).toBe('signature_mismatch');
  });

  test('T5: the nonce need not be kept once the timestamp is too old', () => {
    const verdict = verifySlackSignature(REQUEST, { signingSecrets: [SECRET], now: NOW });
    const expiresAt = verdict.isValid ? verdict.expiresAt : 0;
    expect(refusalOf({}, { now: expiresAt })).toBe('timestamp_outside_window');
  });

  test.each([
    ['no timestamp', { timestamp: null }, 'timestamp_malformed'],
    ['an empty timestamp', { timestamp: '' }, 'timestamp_malformed'],
    ['a fraction', { timestamp: '1531420618.5' }, 'timestamp_malformed'],
    ['an exponent', { timestamp: '15e8' }, 'timestamp_malformed'],
    ['blanks', { timestamp: ' 1531420618' }, 'timestamp_malformed'],
    ['no signature', { signature: null }, 'signature_malformed'],
    [
      'another version',
      { signature: REQUEST.signature?.replace('v0', 'v1') ?? '' },
      'signature_malformed',
    ],
    ['a shorter signature', { signature: 'v0=a2114d57' }, 'signature_malformed'],
    ['upper case', { signature: REQUEST.signature?.toUpperCase() ?? '' }, 'signature_malformed'],
    ['another timestamp', { timestamp: '1531420619' }, 'signature_mismatch'],
    ['another body', { body: Buffer.from('payload=x') }, 'signature_mismatch'],
    ['a large body', { body: new Uint8Array(1_048_577) }, 'body_too_large'],
  ] as const)('T5: is refused with %s', (_, change, refusal) => {
    expect(refusalOf(change)).toBe(refusal);
  });

  test('T5: an empty secret verifies nothing, whoever signed with it', () => {
    const signature = sign('1531420618', BODY, '');
    expect(refusalOf({ signature }, { signingSecrets: [''] })).toBe('no_signing_secret');
    expect(refusalOf({ signature }, { signingSecrets: [] })).toBe('no_signing_secret');
    expect(refusalOf({ signature }, { signingSecrets: ['', SECRET] })).toBe('signature_mismatch');
  });

  test('T5: no change of any byte is accepted', () => {
    fc.assert(
      fc.property(fc.nat(BODY.length - 1), fc.integer({ min: 1, max: 255 }), (index, by) => {
        const body = Uint8Array.from(BODY);
        body[index] = (body[index] ?? 0) ^ by;
        expect(refusalOf({ body })).toBe('signature_mismatch');
      }),
    );
  });

  test('any body is verified byte for byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        expect(refusalOf({ body, signature: sign('1531420618', body, SECRET) })).toBeUndefined();
      }),
    );
  });
});
