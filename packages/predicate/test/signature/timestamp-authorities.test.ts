import {
  type CertificateOptions,
  createTimestampAuthority,
  extensions,
  type RootJson,
  rootAuthority,
  type SignOptions,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { by, fails, NOW, sigstore, stamped, verdict } from './ask.ts';

/** Logged without a promise: the time must come from a timestamp. */
const options: SignOptions = { log: 'proof' };
const START = '2026-01-01T00:00:00Z';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** An authority that the root names beside or instead of its own, with another certificate. */
function authority(certificate: (options: CertificateOptions) => CertificateOptions) {
  const tsa = createTimestampAuthority('second.example', new Date(NOW), { certificate });
  const root = ({ timestampAuthorities }: RootJson) => {
    timestampAuthorities.push(rootAuthority(tsa.chain, 'second', START));
  };
  return { tsa, root };
}

/** The certificate with these usages instead of its own. */
const withUsages =
  (usages: readonly string[], isCritical = true) =>
  (certificate: CertificateOptions): CertificateOptions => ({
    ...certificate,
    extensions: [
      ...certificate.extensions.filter(({ oid }) => oid !== '2.5.29.37'),
      ...(usages.length > 0 ? [extensions.extendedKeyUsage(usages, isCritical)] : []),
    ],
  });

describe('certificates of timestamp authorities (RFC 3161 section 2.3)', () => {
  test('holds: time stamping, critical, and nothing else', () => {
    const { tsa, root } = authority((certificate) => certificate);
    expect(verdict({ options, change: stamped(by({ tsa })), root })).toBe('pass');
  });

  test.each([
    ['no usage', []],
    ['code signing', ['1.3.6.1.5.5.7.3.3']],
    ['any usage', ['2.5.29.37.0']],
    ['another usage beside time stamping', [TIME_STAMPING, '1.3.6.1.5.5.7.3.3']],
  ])('%s is not enough', (_, usages) => {
    const { tsa, root } = authority(withUsages(usages));
    expect(verdict({ options, change: stamped(by({ tsa })), root })).toMatch(
      fails('observed-time', 'not for time stamping'),
    );
  });

  test('a usage that is not critical is not enough', () => {
    const { tsa, root } = authority(withUsages([TIME_STAMPING], false));
    expect(verdict({ options, change: stamped(by({ tsa })), root })).toMatch(
      fails('observed-time', 'not for time stamping'),
    );
  });

  test('a good certificate of the same number and name lends its usage to nobody', () => {
    const { serial } = sigstore.tsa;
    const certificate = withUsages([]);
    const twin = createTimestampAuthority('sigstore.example', new Date(NOW), {
      serial,
      certificate,
    });
    const root = ({ timestampAuthorities }: RootJson) => {
      timestampAuthorities.push(rootAuthority(twin.chain, 'twin', START));
    };
    expect(verdict({ options, change: stamped(by({ tsa: twin })), root })).toMatch(
      fails('observed-time', 'timestamp 0'),
    );
    expect(verdict({ options, change: stamped(by(sigstore)), root })).toBe('pass');
  });

  test.each([
    ['had expired', { notAfter: new Date(NOW) }],
    ['was not yet valid', { notBefore: new Date(NOW + 120_000) }],
  ])('one that %s when it signed is broken', (_, validity) => {
    const { tsa, root } = authority((certificate) => ({ ...certificate, ...validity }));
    expect(verdict({ options, change: stamped(by({ tsa })), root })).toMatch(
      fails('observed-time', 'timestamp 0'),
    );
  });

  test('both ends of the root’s validity count, and a second beyond does not', () => {
    const during =
      (validFor: object) =>
      ({ timestampAuthorities }: RootJson) => {
        Object.assign(timestampAuthorities[0] ?? {}, { validFor });
      };
    const change = stamped(by(sigstore));
    const at = (text: string) => `2026-01-31T12:0${text}Z`;
    for (const validFor of [{ start: at('1:00') }, { start: START, end: at('1:00') }]) {
      expect(verdict({ options, change, root: during(validFor) })).toBe('pass');
    }
    for (const validFor of [{ start: at('1:01') }, { start: START, end: at('0:59') }]) {
      expect(verdict({ options, change, root: during(validFor) })).toMatch(
        fails('observed-time', 'timestamp 0'),
      );
    }
  });
});
