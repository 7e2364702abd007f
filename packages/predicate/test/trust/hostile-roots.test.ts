import { createSigstore, type RootJson } from '@provkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/bundle/limits.ts';
import { isPredicateError, parseTrustedRoot, type Trust } from '../../src/index.ts';
import { usableRoots } from '../../src/signature/usable-root.ts';

const { trustedRoot } = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });

function changed(change: (root: RootJson) => void): string {
  const root = JSON.parse(trustedRoot) as RootJson;
  change(root);
  return JSON.stringify(root);
}

const refuses = (text: string | Uint8Array, why: string) => {
  expect(() => parseTrustedRoot(text, 'root.json')).toThrowError(
    expect.objectContaining({
      code: 'TRUST_ROOT_INVALID',
      message: expect.stringContaining(why),
    }),
  );
};

const AUTHORITIES = [
  ['/tlogs/0/publicKey', (root: RootJson) => root.tlogs[0]?.publicKey],
  ['/tlogs/1/publicKey', (root: RootJson) => root.tlogs[1]?.publicKey],
  ['/ctlogs/0/publicKey', (root: RootJson) => root.ctlogs[0]?.publicKey],
  ['/certificateAuthorities/0', (root: RootJson) => root.certificateAuthorities[0]],
  ['/timestampAuthorities/0', (root: RootJson) => root.timestampAuthorities[0]],
] as const;

describe.each(AUTHORITIES)('the validity of %s (client-spec 6, T11)', (pointer, pick) => {
  const during = (validFor: unknown) =>
    changed((root) => {
      Object.assign(pick(root) ?? {}, { validFor });
    });

  test('has a beginning, and an end where it has ended', () => {
    const start = '2026-01-01T00:00:00Z';
    for (const validFor of [
      { start },
      { start, end: null },
      { start, end: '2026-02-01T00:00:00.5+01:00' },
    ]) {
      expect(parseTrustedRoot(during(validFor), 'x').roots).toHaveLength(1);
    }
  });

  test.each([
    ['no validity', undefined],
    ['null', null],
    ['an empty one', {}],
    ['an end alone', { end: '2026-01-01T00:00:00Z' }],
    ['a beginning of null', { start: null }],
  ])('T7: %s would be for ever, and is refused', (_, validFor) => {
    refuses(during(validFor), `${pointer}/validFor/start is missing`);
  });

  test.each([
    ['an object, which reads as 1970', {}],
    ['seconds in an object', { seconds: '1767225600' }],
    ['a number, which reads as 1970', 1767225600],
    ['an array', ['2026-01-01T00:00:00Z']],
    ['nothing', ''],
    ['a year', '2026'],
    ['a time without zone, which is local', '2026-01-01T00:00:00'],
    ['a date in words', 'Jan 1 2026 00:00:00 GMT'],
    ['a month that is none', '2026-13-01T00:00:00Z'],
    ['a day that is none', '2026-02-30T00:00:00Z'],
  ])('a time that is %s is refused: RFC 3339 alone', (_, time) => {
    const start = '2026-01-01T00:00:00Z';
    refuses(during({ start: time }), `${pointer}/validFor/start is no time`);
    refuses(during({ start, end: time }), `${pointer}/validFor/end is no time`);
  });

  test('that ends before it begins is refused', () => {
    refuses(
      during({ start: '2026-01-02T00:00:00Z', end: '2026-01-01T00:00:00Z' }),
      `${pointer}/validFor ends before it begins`,
    );
  });
});

describe('what a root must be (client-spec 4.1; protobuf-specs, sigstore_trustroot.proto)', () => {
  test.each([
    ['application/vnd.dev.sigstore.trustedroot+json;version=0.1'],
    ['application/vnd.dev.sigstore.trustedroot.v0.1+json'],
    ['application/vnd.dev.sigstore.trustedroot.v0.2+json'],
  ])('holds: %s', (mediaType) => {
    const text = changed((root) => Object.assign(root, { mediaType }));
    expect(parseTrustedRoot(text, 'x').roots).toHaveLength(1);
  });

  test.each([
    ['application/vnd.dev.sigstore.trustedroot+json;version=0.2'],
    ['application/vnd.dev.sigstore.trustedroot.v0.3+json'],
    ['application/vnd.dev.sigstore.bundle.v0.3+json'],
    [['application/vnd.dev.sigstore.trustedroot.v0.2+json']],
    [null],
  ])('the media type %j is unknown', (mediaType) => {
    refuses(
      changed((root) => Object.assign(root, { mediaType })),
      'media type',
    );
  });

  test.each([
    ['a key', (root: RootJson) => root.tlogs[0]?.publicKey, 'rawBytes'],
    ['an id', (root: RootJson) => root.tlogs[0]?.logId, 'keyId'],
    [
      'a certificate',
      (root: RootJson) => root.certificateAuthorities[0]?.certChain.certificates[0],
      'rawBytes',
    ],
  ] as const)('T15: %s is strict base64', (_, pick, member) => {
    for (const value of ['_w==', 'AAA', ' AAAA', [1, 2, 3], { type: 'Buffer', data: [1] }, 5]) {
      refuses(
        changed((root) => Object.assign(pick(root) ?? {}, { [member]: value })),
        `${member} is not strict base64`,
      );
    }
  });

  test.each([
    ['without certificates', { certificates: [] }],
    ['without a chain', undefined],
  ])('an authority %s is none', (_, certChain) => {
    refuses(
      changed((root) => Object.assign(root.timestampAuthorities[0] ?? {}, { certChain })),
      '/timestampAuthorities/0/certChain is empty',
    );
  });

  test.each([
    ['an empty one', { keyId: '' }],
    ['none', undefined],
  ])('a log with %s for its id is none: every entry without an id would be its own', (_, logId) => {
    refuses(
      changed((root) => Object.assign(root.tlogs[0] ?? {}, { logId })),
      '/tlogs/0/logId is empty',
    );
  });

  test('the id of its checkpoints may stand for it, and must not be empty either', () => {
    const named = (checkpointKeyId: unknown) =>
      changed((root) => {
        for (const log of root.tlogs) Object.assign(log, { logId: undefined, checkpointKeyId });
      });
    expect(parseTrustedRoot(named({ keyId: 'AAAA' }), 'x').roots).toHaveLength(1);
    refuses(named({ keyId: '' }), '/tlogs/0/checkpointKeyId is empty');
    refuses(named(null), '/tlogs/0/logId is empty');
  });

  test('enums may be numbers, as in protobuf’s JSON', () => {
    const text = changed((root) => Object.assign(root.tlogs[0] ?? {}, { hashAlgorithm: 1 }));
    expect(parseTrustedRoot(text, 'x').roots).toHaveLength(1);
    const unknown = changed((root) => Object.assign(root.tlogs[0] ?? {}, { hashAlgorithm: 'MD5' }));
    refuses(unknown, 'wrong type');
  });

  test.each([
    ['no array', { tlogs: {} }],
    ['an array with a hole', { tlogs: [null] }],
    ['text', { certificateAuthorities: 'x' }],
  ])('malformed: authorities that are %s', (_, change) => {
    refuses(
      changed((root) => Object.assign(root, change)),
      'no usable trusted root',
    );
  });

  test.each([
    ['a key that is none', (root: RootJson) => root.ctlogs[0]?.publicKey],
    [
      'a certificate that is none',
      (root: RootJson) => root.certificateAuthorities[0]?.certChain.certificates[1],
    ],
  ])('malformed: %s is refused when the root is used', (_, pick) => {
    const text = changed((root) => Object.assign(pick(root) ?? {}, { rawBytes: 'AAAA' }));
    expect(() => usableRoots(parseTrustedRoot(text, 'root.json'))).toThrowError(
      expect.objectContaining({ code: 'TRUST_ROOT_INVALID' }),
    );
  });
});

describe('T15: texts', () => {
  test('no UTF-8, a byte order mark and the same key twice are refused', () => {
    refuses(Buffer.from(trustedRoot.replace('fulcio', 'fulci\u00f3'), 'latin1'), 'not UTF-8');
    refuses(Buffer.from(`\ufeff${trustedRoot}`), 'not JSON');
    refuses(trustedRoot.replace('"ctlogs"', '"ctlogs":[],"ctlogs"'), 'second time');
  });

  test('more than the limit is refused without being read, however many lines it has', () => {
    const line = `${trustedRoot}\n`;
    const lines = line.repeat(Math.ceil(LIMITS.trustedRoot.maxBytes / line.length) + 1);
    for (const text of [lines, Buffer.from(lines), ' '.repeat(LIMITS.trustedRoot.maxBytes + 1)]) {
      refuses(text, 'more than');
    }
    refuses('\n'.repeat(LIMITS.trustedRoot.maxBytes), 'empty');
  });

  test('one damaged line makes all of them unusable', () => {
    refuses(`${trustedRoot}\n${trustedRoot.slice(0, -2)}`, 'root.json');
    refuses(`${trustedRoot}\n{}`, 'media type');
  });
});

describe('whatever the root, it is usable or TRUST_ROOT_INVALID, and never another exception', () => {
  const use = (text: string | Uint8Array): Trust | undefined => {
    try {
      const trust = parseTrustedRoot(text, 'x');
      usableRoots(trust);
      return trust;
    } catch (error) {
      if (isPredicateError(error) && error.code === 'TRUST_ROOT_INVALID') return undefined;
      throw error;
    }
  };

  test('with any value in the place of any other', () => {
    const paths = placesIn(JSON.parse(trustedRoot));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 2 }), (path, value) => {
        const root: unknown = JSON.parse(trustedRoot);
        const holder = path
          .slice(0, -1)
          .reduce<unknown>((at, step) => Reflect.get(at as object, step), root);
        Reflect.set(holder as object, path.at(-1) ?? '', value);
        const trust = use(JSON.stringify(root));
        expect(trust === undefined || trust.roots.length === 1).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('with any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(use(bytes)).toBeUndefined();
      }),
    );
  });
});

/** The path of every value inside. */
function placesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([step, member]) => [
    [...path, step],
    ...placesIn(member, [...path, step]),
  ]);
}
