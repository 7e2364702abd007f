import {
  createTimestampAuthority,
  generateKeyPair,
  type RootJson,
  rootAuthority,
  rootLog,
  type SignOptions,
  type TestBundle,
  type TimestampOptions,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { distinctAuthorities, type ObservedTime } from '../../src/signature/observed-times.ts';
import {
  ask,
  by,
  fails,
  LOGGED,
  NOW,
  signatureOf,
  sigstore,
  stamp,
  stamped,
  stranger,
  verdict,
} from './ask.ts';

/** Logged without a promise: the time must come from a timestamp. */
const options: SignOptions = { log: 'proof' };
const START = '2026-01-01T00:00:00Z';

const granting = (what: TimestampOptions) => (signature: Buffer) =>
  sigstore.tsa.timestamp(signature, LOGGED, what);

describe('timestamps (client-spec 4.2.1, RFC 3161)', () => {
  test('one by an authority of the root is enough, over SHA-256 or SHA-512 of the signature', () => {
    expect(verdict({ options, change: stamped(by(sigstore)) })).toBe('pass');
    expect(verdict({ options, change: stamped(granting({ imprint: 'sha512' })) })).toBe('pass');
  });

  test('one by an unknown authority beside it does no harm, and alone does not count', () => {
    expect(verdict({ options, change: stamped(by(stranger), by(sigstore)) })).toBe('pass');
    expect(verdict({ options, change: stamped(by(stranger)) })).toMatch(
      fails('observed-time', 'not in the trusted root'),
    );
  });

  test('T11: an unknown authority is a failure that names the root’s date and how to refresh', () => {
    const { checks } = ask({ options, change: stamped(by(stranger)) });
    expect(checks.find(({ status }) => status === 'fail')).toMatchObject({
      id: 'observed-time',
      hint: expect.stringMatching(/2026-01-01.*--trusted-root/),
    });
  });

  test('one over another signature is broken', () => {
    const other = signatureOf(sigstore.sign());
    const change = stamped(() => sigstore.tsa.timestamp(other, LOGGED));
    expect(verdict({ options, change })).toMatch(fails('observed-time', 'timestamp 0'));
  });

  test('one over the payload, or over the signature in base64, is broken', () => {
    const over = (data: (bundle: TestBundle) => Buffer) => (bundle: TestBundle) => {
      stamp(bundle, () => sigstore.tsa.timestamp(data(bundle), LOGGED));
    };
    const payload = ({ dsseEnvelope }: TestBundle) =>
      Buffer.from(dsseEnvelope?.payload ?? '', 'base64');
    const base64 = (bundle: TestBundle) => Buffer.from(signatureOf(bundle).toString('base64'));
    for (const change of [over(payload), over(base64)]) {
      expect(verdict({ options, change })).toMatch(fails('observed-time', 'timestamp 0'));
    }
  });

  test('one that was not granted is broken, whatever its signature', () => {
    expect(verdict({ options, change: stamped(granting({ status: 1 })) })).toBe('pass'); // with modifications
    for (const status of [2, 3, 4, 5]) {
      expect(verdict({ options, change: stamped(granting({ status })) })).toMatch(
        fails('observed-time', 'was not granted'),
      );
    }
  });

  test('one over SHA-1 is broken', () => {
    expect(verdict({ options, change: stamped(granting({ imprint: 'sha1' })) })).toMatch(
      fails('observed-time', 'timestamp 0'),
    );
  });

  test('one signed without attributes, or over content of another type, is broken', () => {
    for (const what of [{ hasAttributes: false }, { contentType: '1.2.840.113549.1.7.1' }]) {
      expect(verdict({ options, change: stamped(granting(what)) })).toMatch(
        fails('observed-time', 'timestamp 0'),
      );
    }
  });

  test('one whose time was changed after it was signed is broken', () => {
    const change = stamped((signature) => {
      const token = sigstore.tsa.timestamp(signature, LOGGED);
      token.write('20260131120200Z', token.indexOf('20260131120100Z'));
      return token;
    });
    expect(verdict({ options, change })).toMatch(fails('observed-time', 'timestamp 0'));
  });

  test('one by another key under the serial number and name of the authority is broken', () => {
    const { serial } = sigstore.tsa;
    const forger = createTimestampAuthority('sigstore.example', new Date(NOW), { serial });
    expect(verdict({ options, change: stamped(by({ tsa: forger })) })).toMatch(
      fails('observed-time', 'timestamp 0'),
    );
  });

  test('a broken one fails beside a good one', () => {
    const broken = granting({ imprint: 'sha1' });
    expect(verdict({ options, change: stamped(by(sigstore), broken) })).toMatch(
      fails('observed-time', 'timestamp 1'),
    );
  });

  test('malformed: bytes that are no timestamp are a malformed bundle', () => {
    for (const bytes of [
      Buffer.from('no timestamp'),
      Buffer.of(0x30, 0),
      Buffer.of(0x30, 3, 2, 1, 0),
    ]) {
      expect(verdict({ options, change: stamped(() => bytes) })).toMatch(
        fails('bundle', 'RFC 3161'),
      );
    }
  });

  test('malformed: a timestamp with bytes after its end', () => {
    const longer = (signature: Buffer) => Buffer.concat([by(sigstore)(signature), Buffer.of(0)]);
    expect(verdict({ options, change: stamped(longer) })).toMatch(fails('bundle', 'RFC 3161'));
  });
});

describe('thresholds count distinct authorities (client-spec 4.6, spec 1.3 #4)', () => {
  const time = (authorityId: string): ObservedTime => ({
    time: LOGGED,
    witness: 'timestamp-authority',
    authority: authorityId,
  });

  test('an authority that is asked twice is one', () => {
    expect(distinctAuthorities([time('a'), time('a'), time('b')])).toBe(2);
    expect(distinctAuthorities([])).toBe(0);
  });

  test('two timestamps of one authority are one witness, and the report says so', () => {
    const change = stamped(by(sigstore), by(sigstore, new Date(NOW + 90_000)));
    const [time] = ask({ options, change }).checks.filter(({ id }) => id === 'observed-time');
    expect(time).toMatchObject({
      status: 'pass',
      actual: expect.stringMatching(/^1 witnessed, 1 of/),
    });
  });

  test('two certificates, or two names of a log, for one key are one witness', () => {
    const { keys } = sigstore.tsa;
    const renewed = createTimestampAuthority('sigstore.example', new Date(NOW), { keys });
    const root = ({ timestampAuthorities, tlogs }: RootJson) => {
      timestampAuthorities.push(rootAuthority(renewed.chain, 'renewed', START));
      tlogs.push(rootLog('log.example', { ...keys, keyId: generateKeyPair().keyId }, START));
    };
    const change = stamped(by(sigstore), by({ tsa: renewed }));
    const [time] = ask({ options, change, root }).checks.filter(({ id }) => id === 'observed-time');
    expect(time).toMatchObject({
      status: 'pass',
      actual: expect.stringMatching(/^1 witnessed, 1 of/),
    });
  });

  test('the same timestamp twice is refused: it would count twice for whoever counts timestamps', () => {
    const change = (bundle: TestBundle) => {
      const token = by(sigstore)(signatureOf(bundle));
      stamp(
        bundle,
        () => token,
        () => token,
      );
    };
    expect(verdict({ options, change })).toMatch(fails('observed-time', 'repeats'));
  });
});

describe('every counted time judges the certificate (client-spec 4.3)', () => {
  test('one outside the certificate’s ten minutes fails the certificate', () => {
    for (const time of [new Date(NOW - 1000), new Date(NOW + 601_000)]) {
      expect(verdict({ options, change: stamped(by(sigstore, time)) })).toMatch(
        fails('certificate', 'not valid when'),
      );
    }
  });

  test('both ends of the ten minutes count', () => {
    for (const time of [new Date(NOW), new Date(NOW + 600_000)]) {
      expect(verdict({ options, change: stamped(by(sigstore, time)) })).toBe('pass');
    }
  });

  test('every counted time must be inside, also when another is', () => {
    const change = stamped(by(sigstore), by(sigstore, new Date(NOW + 601_000)));
    expect(verdict({ options, change })).toMatch(fails('certificate', 'not valid when'));
    expect(verdict({ change: stamped(by(sigstore, new Date(NOW + 601_000))) })).toMatch(
      fails('certificate', 'not valid when'),
    );
  });

  test('a time by somebody unknown does not count, not even against the signature', () => {
    const change = stamped(by(sigstore), by(stranger, new Date(NOW + 601_000)));
    expect(verdict({ options, change })).toBe('pass');
  });
});
