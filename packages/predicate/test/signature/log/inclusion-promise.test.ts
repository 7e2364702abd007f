import { type RootJson, type SignOptions, signWith, type TestBundle } from '@provkit/testkit';
import { json } from '@sigstore/core';
import { describe, expect, test } from 'vitest';
import { by, entryOf, fails, LOGGED, sigstore, stamp, verdict } from '../ask.ts';

const set = (changes: Record<string, unknown>) => (bundle: TestBundle) => {
  Object.assign(entryOf(bundle), changes);
};
const SECONDS = LOGGED.getTime() / 1000;

describe('T7: a time counts only with the log’s promise (CVE-2026-48816, spec 1.3 #4)', () => {
  test('a promise counts, a proof alone gives no time', () => {
    expect(verdict({ options: { log: 'promise', version: 'v0.1' } })).toBe('pass');
    expect(verdict({ options: { log: 'proof' } })).toMatch(fails('observed-time', 'nobody'));
  });

  test.each([
    ['of version 1', { log: 'proof' }],
    ['of version 2', { entry: 'hashedrekord/0.0.2' }],
  ] satisfies [string, SignOptions][])(
    'an integratedTime beside a proof %s is whatever the sender wrote',
    (_, options) => {
      const change = set({ integratedTime: String(SECONDS) });
      expect(verdict({ options, change })).toMatch(fails('observed-time', 'nobody'));
    },
  );

  test('an entry of version 2 gives no time, even if its log had promised one', () => {
    const change = (bundle: TestBundle) => {
      const entry = entryOf(bundle);
      const promise = json.canonicalize({
        body: entry.canonicalizedBody,
        integratedTime: SECONDS,
        logID: sigstore.logV2.logId.toString('hex'),
        logIndex: Number(entry.logIndex),
      });
      const signedEntryTimestamp = signWith(Buffer.from(promise), sigstore.logV2.keys);
      Object.assign(entry, {
        integratedTime: String(SECONDS),
        inclusionPromise: { signedEntryTimestamp: signedEntryTimestamp.toString('base64') },
      });
    };
    const options: SignOptions = { entry: 'hashedrekord/0.0.2' };
    expect(verdict({ options, change })).toMatch(fails('observed-time', 'version 2'));
  });

  test.each([
    ['another index', { logIndex: '1234567' }],
    ['another time', { integratedTime: String(SECONDS + 1) }],
    ['no time', { integratedTime: '0' }],
    ['a time before 1970', { integratedTime: '-1' }],
    ['a time beyond all dates', { integratedTime: '9007199254740991' }],
    ['a time beyond 64 bits', { integratedTime: '18446744073709551616' }],
    ['an empty signature', { inclusionPromise: {} }],
    ['another body', { canonicalizedBody: entryOf(sigstore.sign()).canonicalizedBody }],
    [
      'the promise of another entry',
      { inclusionPromise: entryOf(sigstore.sign()).inclusionPromise },
    ],
  ])('a promise of %s is broken', (_, changes) => {
    expect(verdict({ change: set(changes) })).toMatch(
      fails('observed-time', 'not signed its promise'),
    );
  });

  test('a broken promise fails also where a timestamp would do', () => {
    const change = (bundle: TestBundle) => {
      stamp(bundle, by(sigstore));
      set({ integratedTime: String(SECONDS + 1) })(bundle);
    };
    expect(verdict({ change })).toMatch(fails('observed-time', 'not signed its promise'));
  });

  test.each([[`${SECONDS}.0`], ['1.7699e9'], ['0x69'], [` ${SECONDS}`], [`0${SECONDS}`]])(
    'T15: the time %j is no integer of protobuf’s JSON',
    (integratedTime) => {
      expect(verdict({ change: set({ integratedTime }) })).toMatch(fails('bundle', 'integer'));
    },
  );

  test('malformed: a promise that is no signature is a broken one, and no exception', () => {
    for (const signedEntryTimestamp of ['AA==', 'MAA=', Buffer.alloc(5000).toString('base64')]) {
      const change = set({ inclusionPromise: { signedEntryTimestamp } });
      expect(verdict({ change })).toMatch(fails('observed-time', 'not signed its promise'));
    }
  });
});

describe('validity of a log’s key (client-spec 6, protobuf-specs: TimeRange is closed)', () => {
  const during = (log: number, validFor: { start?: string; end?: string }) => (root: RootJson) => {
    Object.assign(root.tlogs[log]?.publicKey ?? {}, { validFor });
  };
  const BEGAN_LATE = { start: '2026-01-31T12:01:01Z' };
  const ENDED_EARLY = { start: '2020-01-01T00:00:00Z', end: '2026-01-31T12:00:59Z' };
  const BEGAN_JUST_THEN = { start: '2026-01-31T12:01:00Z' };
  const ENDED_JUST_THEN = { start: '2020-01-01T00:00:00Z', end: '2026-01-31T12:01:00Z' };

  test.each([
    ['before it began', BEGAN_LATE],
    ['after it ended', ENDED_EARLY],
  ])('a promise %s is broken', (_, validFor) => {
    expect(verdict({ root: during(0, validFor) })).toMatch(fails('observed-time', 'promise'));
  });

  test.each([
    ['version 1, before it began', { log: 'proof', timestamp: true }, 0, BEGAN_LATE],
    ['version 1, after it ended', { log: 'proof', timestamp: true }, 0, ENDED_EARLY],
    ['version 2, before it began', { entry: 'dsse/0.0.2', timestamp: true }, 1, BEGAN_LATE],
    ['version 2, after it ended', { entry: 'dsse/0.0.2', timestamp: true }, 1, ENDED_EARLY],
  ] satisfies [string, SignOptions, number, object][])(
    'a proof without promise of %s fails at the witnessed time',
    (_, options, log, validFor) => {
      expect(verdict({ options, root: during(log, validFor) })).toMatch(
        fails('log-entry', 'key was not valid'),
      );
    },
  );

  test.each([
    ['a promise', {}, 0],
    ['a proof of version 1', { log: 'proof', timestamp: true }, 0],
    ['a proof of version 2', { entry: 'hashedrekord/0.0.2', timestamp: true }, 1],
  ] satisfies [string, SignOptions, number][])('both ends count for %s', (_, options, log) => {
    for (const validFor of [BEGAN_JUST_THEN, ENDED_JUST_THEN]) {
      expect(verdict({ options, root: during(log, validFor) })).toBe('pass');
    }
  });
});
