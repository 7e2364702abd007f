import {
  createCertificateAuthority,
  createCtLog,
  der,
  generateKeyPair,
  type RootJson,
  rootLog,
  type SignOptions,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { fails, NOW, sigstore, verdict } from './ask.ts';

type Scts = Extract<SignOptions['scts'], (...given: never) => unknown>;
const withScts = (scts: Scts) => verdict({ options: { scts } });
const TOO_FEW = fails('certificate', '0 valid');
const { ctLog } = sigstore;

describe('certificate transparency (client-spec 4.3, RFC 6962 section 3)', () => {
  test('one valid promise by a log of the root is enough, whoever else has promised', () => {
    expect(verdict()).toBe('pass');
    expect(verdict({ options: { scts: 'unknown-and-valid' } })).toBe('pass');
  });

  test('none, or one by an unknown log alone, is too few', () => {
    expect(verdict({ options: { scts: 'none' } })).toMatch(TOO_FEW);
    expect(verdict({ options: { scts: 'unknown-log' } })).toMatch(TOO_FEW);
  });

  test('the promise for another certificate does not count', () => {
    let first: Buffer | undefined;
    const replayed: Scts = (tbs, issuer, time) => {
      first ??= ctLog.promise(tbs, issuer, time);
      return [first];
    };
    expect(withScts(replayed)).toBe('pass');
    expect(withScts(replayed)).toMatch(TOO_FEW);
  });

  test('a promise by a stranger under the id of a known log does not count', () => {
    const forged: Scts = (tbs, issuer, time) => {
      const sct = createCtLog().promise(tbs, issuer, time);
      ctLog.keys.keyId.copy(sct, 1); // version, then the id
      return [sct];
    };
    expect(withScts(forged)).toMatch(TOO_FEW);
  });

  test('a promise for the same certificate by another authority does not count', () => {
    const { keys } = createCertificateAuthority('other.example', new Date(NOW));
    expect(withScts((tbs, _, time) => [ctLog.promise(tbs, keys, time)])).toMatch(TOO_FEW);
  });

  test('a promise whose time was changed does not count', () => {
    const changed: Scts = (tbs, issuer, time) => {
      const sct = ctLog.promise(tbs, issuer, time);
      sct[40] = (sct[40] ?? 0) ^ 1;
      return [sct];
    };
    expect(withScts(changed)).toMatch(TOO_FEW);
  });

  test('a promise before the log’s key was valid, or after, does not count; both ends do', () => {
    const during =
      (validFor: object) =>
      ({ ctlogs }: RootJson) => {
        Object.assign(ctlogs[0]?.publicKey ?? {}, { validFor });
      };
    const at = '2026-01-31T12:00:00Z';
    expect(verdict({ root: during({ start: at, end: at }) })).toBe('pass');
    expect(verdict({ root: during({ start: '2026-01-31T12:00:01Z' }) })).toMatch(TOO_FEW);
    const ended = { start: '2020-01-01T00:00:00Z', end: '2026-01-31T11:59:59Z' };
    expect(verdict({ root: during(ended) })).toMatch(TOO_FEW);
  });

  test('one broken promise does not spoil a valid one by the same log', () => {
    const both: Scts = (tbs, issuer, time) => [
      ctLog.promise(Buffer.from('other'), issuer, time),
      ctLog.promise(tbs, issuer, time),
    ];
    expect(withScts(both)).toBe('pass');
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a single byte', Buffer.of(0)],
    ['zeros', Buffer.alloc(20)],
    [
      'a length beyond its end',
      Buffer.concat([Buffer.of(0), Buffer.alloc(40), Buffer.of(255, 255)]),
    ],
  ])('malformed: a promise of %s is none, and no exception', (_, sct) => {
    expect(withScts(() => [sct])).toMatch(TOO_FEW);
  });

  test.each([
    ['an empty OCTET STRING', der.octets(Buffer.alloc(0))],
    ['no OCTET STRING', Buffer.alloc(0)],
    ['a list that ends too early', der.octets(Buffer.of(0, 9, 0, 7, 0))],
    ['a list with bytes after its end', der.octets(Buffer.of(0, 0, 1, 2, 3))],
  ])('malformed: an extension that is %s has no promise, and is no exception', (_, value) => {
    const extension = { oid: '1.3.6.1.4.1.11129.2.4.2', value };
    const options: SignOptions = {
      scts: 'none',
      leaf: (leaf) => ({ ...leaf, extensions: [...leaf.extensions, extension] }),
    };
    expect(verdict({ options })).toMatch(TOO_FEW);
  });

  test('a log that the root names twice is one log', () => {
    const root = ({ ctlogs }: RootJson) => {
      const keys = { ...ctLog.keys, keyId: generateKeyPair().keyId };
      ctlogs.push(rootLog('ct.example', keys, '2026-01-01T00:00:00Z'));
    };
    expect(verdict({ root })).toBe('pass');
  });
});
