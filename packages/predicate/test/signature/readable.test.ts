import { der, generateKeyPair, type SignOptions } from '@provkit/testkit';
import { RFC3161Timestamp, X509Certificate } from '@sigstore/core';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/bundle/limits.ts';
import {
  assertReadableCertificate,
  assertReadableTimestamp,
} from '../../src/signature/readable.ts';
import { fails, LOGGED, sigstore, stranger, verdict } from './ask.ts';

const certificate = (options: SignOptions = {}) => {
  const certified = stranger.certify(generateKeyPair().spki, options);
  return () => assertReadableCertificate(X509Certificate.parse(Buffer.from(certified)));
};
/** An object identifier of as many bytes. */
const oidOf = (bytes: number) => `1.2${'.3'.repeat(bytes - 1)}`;
const having = (oid: string, value: Buffer): SignOptions => ({
  leaf: (leaf) => ({ ...leaf, extensions: [{ oid, value }, ...leaf.extensions] }),
});
const timestamp = (status: bigint) => () => {
  const token = sigstore.tsa.timestamp(Buffer.from('x'), LOGGED, { status });
  assertReadableTimestamp(RFC3161Timestamp.parse(Buffer.from(token)));
};

describe('T15: what is read of a certificate costs what its size says, whoever made it', () => {
  test('an object identifier of the greatest length is read, and a longer one is not', () => {
    expect(certificate(having(oidOf(LIMITS.oidBytes), der.nothing()))).not.toThrow();
    expect(certificate(having(oidOf(LIMITS.oidBytes + 1), der.nothing()))).toThrow('identifier');
  });

  test('one inside an extension is not read either', () => {
    const usages = der.sequence(der.oid(oidOf(LIMITS.oidBytes + 1)));
    expect(certificate(having('1.2.3', usages))).toThrow('identifier');
  });

  test('an integer of the greatest length is read, and a longer one is not', () => {
    const integer = (bytes: number) => der.sequence(der.integer(1n << BigInt(8 * bytes - 2)));
    expect(certificate(having('1.2.3', integer(LIMITS.integerBytes)))).not.toThrow();
    expect(certificate(having('1.2.3', integer(LIMITS.integerBytes + 1)))).toThrow('integer');
  });

  test('bytes of a value that is no single structure may look like anything', () => {
    const bytes = Buffer.concat([der.oid(oidOf(LIMITS.oidBytes + 1)), der.nothing()]);
    expect(certificate(having('1.2.3', bytes))).not.toThrow();
  });

  test('a certificate that nobody has signed, with a huge identifier, is a malformed bundle', () => {
    const options = { ...having(oidOf(20_000), der.nothing()), ca: stranger.ca };
    expect(verdict({ options })).toMatch(fails('bundle', 'X.509'));
  });

  test('malformed: key usage and basic constraints that are of another type', () => {
    for (const oid of ['2.5.29.15', '2.5.29.19']) {
      const replaced: SignOptions = {
        leaf: (leaf) => ({
          ...leaf,
          extensions: [
            ...leaf.extensions.filter((extension) => extension.oid !== oid),
            { oid, value: der.utf8('x') },
          ],
        }),
      };
      expect(certificate(replaced)).toThrow();
      expect(verdict({ options: replaced })).toMatch(fails('bundle', 'X.509'));
    }
  });
});

describe('T15: what is read of a timestamp, too', () => {
  test('a status of the greatest length is read, and a longer one is not', () => {
    expect(timestamp(1n << BigInt(8 * LIMITS.integerBytes - 2))).not.toThrow();
    expect(timestamp(1n << BigInt(8 * LIMITS.integerBytes))).toThrow('integer');
  });
});
