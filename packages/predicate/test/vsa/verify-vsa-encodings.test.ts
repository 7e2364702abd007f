import { generateSigningKey, signEnvelope, vsaFor } from '@provkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask, failed, KEY, type Question } from './fixture.ts';

describe('ECDSA signatures in two encodings', () => {
  const CURVES = [
    ['P-256', 64],
    ['P-384', 96],
    ['P-521', 132],
  ] as const;

  test.each(CURVES)('%s: DER and r beside s both pass', (algorithm, length) => {
    const key = generateSigningKey(algorithm);
    const signer = { key: key.pem };
    const der = { key, encoding: 'der' } as const;
    const p1363 = { key, encoding: 'ieee-p1363' } as const;
    const { signatures } = signEnvelope('x', [p1363]);
    expect(Buffer.from(signatures[0]?.sig ?? '', 'base64')).toHaveLength(length);
    expect(ask({ signers: [der], signer }).verdict).toBe('pass');
    expect(ask({ signers: [p1363], signer }).verdict).toBe('pass');
  });

  test.each(CURVES)('%s: r beside s of any other length is refused', (algorithm) => {
    const key = generateSigningKey(algorithm);
    for (const cut of [
      (bytes: Buffer) => bytes.subarray(1),
      (bytes: Buffer) => bytes.subarray(0, -1),
      (bytes: Buffer) => Buffer.concat([Buffer.of(0), bytes]),
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.of(0)]),
      (bytes: Buffer) =>
        Buffer.concat([
          Buffer.of(0),
          bytes.subarray(0, bytes.length / 2),
          Buffer.of(0),
          bytes.subarray(bytes.length / 2),
        ]),
    ]) {
      const spoil: Question['spoil'] = ({ signatures: [signature] }) => {
        if (signature) signature.sig = cut(Buffer.from(signature.sig, 'base64')).toString('base64');
      };
      const signers = [{ key, encoding: 'ieee-p1363' }] as const;
      expect(failed(ask({ signers, signer: { key: key.pem }, spoil }))).toEqual(['signature']);
    }
  });

  test('a signature of another curve is refused in either encoding', () => {
    const p384 = generateSigningKey('P-384');
    for (const encoding of ['der', 'ieee-p1363'] as const) {
      expect(failed(ask({ signers: [{ key: p384, encoding }] }))).toEqual(['signature']);
    }
  });

  test('DER is read strictly: no long lengths, no padded numbers', () => {
    const integer = (bytes: Buffer) => {
      const minimal = (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
      return Buffer.concat([Buffer.of(2, minimal.length), minimal]);
    };
    const padded = (bytes: Buffer) => Buffer.concat([Buffer.of(2, 34, 0, 0), bytes]);
    const trimmed = (bytes: Buffer) => {
      const start = bytes.findIndex((byte) => byte !== 0);
      return bytes.subarray(start);
    };
    const der = (...parts: Buffer[]) => {
      const body = Buffer.concat(parts);
      return [
        Buffer.concat([Buffer.of(0x30, body.length), body]),
        Buffer.concat([Buffer.of(0x30, 0x81, body.length), body]),
      ] as const;
    };
    const { signatures, ...envelope } = signEnvelope(vsaFor(), [
      { key: KEY, encoding: 'ieee-p1363' },
    ]);
    const bytes = Buffer.from(signatures[0]?.sig ?? '', 'base64');
    const [r, s] = [bytes.subarray(0, 32), bytes.subarray(32)];
    const [strict, long] = der(integer(trimmed(r)), integer(trimmed(s)));
    const [wide] = der(padded(r), integer(trimmed(s)));
    const verdict = (sig: Buffer) =>
      ask({
        content: JSON.stringify({ ...envelope, signatures: [{ sig: sig.toString('base64') }] }),
      }).verdict;
    expect([strict, long, wide].map(verdict)).toEqual(['pass', 'fail', 'fail']);
  });

  test('high s is the same signature by the same key, and proves no less', () => {
    // s and n − s both verify; ECDSA over NIST curves knows no canonical half (FIPS 186-5), and no rule here rests on a
    // signature's bytes
    const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const spoil: Question['spoil'] = ({ signatures: [signature] }) => {
      const bytes = Buffer.from(signature?.sig ?? '', 'base64');
      const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
      const other = Buffer.from((n - s).toString(16).padStart(64, '0'), 'hex');
      if (signature)
        signature.sig = Buffer.concat([bytes.subarray(0, 32), other]).toString('base64');
    };
    expect(ask({ signers: [{ key: KEY, encoding: 'ieee-p1363' }], spoil }).verdict).toBe('pass');
  });

  test('no change of a single bit of a signature passes', () => {
    for (const encoding of ['der', 'ieee-p1363'] as const) {
      const { signatures } = signEnvelope(vsaFor(), [{ key: KEY, encoding }]);
      const size = Buffer.from(signatures[0]?.sig ?? '', 'base64').length;
      fc.assert(
        fc.property(fc.nat({ max: size * 8 - 1 }), (bit) => {
          const envelope = signEnvelope(vsaFor(), []);
          const bytes = Buffer.from(signatures[0]?.sig ?? '', 'base64');
          bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          const content = JSON.stringify({
            ...envelope,
            signatures: [{ sig: bytes.toString('base64') }],
          });
          expect(ask({ content }).verdict).toBe('fail');
        }),
      );
    }
  });
});
