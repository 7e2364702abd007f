import type { TestBundle } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/bundle/limits.ts';
import { parseBundles } from '../../src/bundle/parse-bundles.ts';
import { sigstore } from '../signature/ask.ts';

type Json = Record<string, unknown>;

/** A bundle with every part that there is, and its parts by name. */
function whole(): { bundle: TestBundle; at: (path: string) => Json } {
  const bundle = sigstore.sign({ timestamp: true });
  const at = (path: string) =>
    path.split('/').reduce<unknown>((value, step) => (value as Json)[step], bundle) as Json;
  return { bundle, at };
}

const ENTRY = 'verificationMaterial/tlogEntries/0';
const STAMP = 'verificationMaterial/timestampVerificationData/rfc3161Timestamps/0';
const parse = (value: unknown) => parseBundles({ name: 'b', content: JSON.stringify(value) });
const refused = (problem: string, pointer: string) => [
  { name: 'b', problem: expect.stringContaining(problem), pointer },
];

/** The bundle with one member replaced. */
function changed(path: string, member: string, value: unknown): unknown {
  const { bundle, at } = whole();
  at(path)[member] = value;
  return bundle;
}

const BYTES = [
  ['verificationMaterial/certificate', 'rawBytes'],
  [ENTRY, 'canonicalizedBody'],
  [`${ENTRY}/logId`, 'keyId'],
  [`${ENTRY}/inclusionPromise`, 'signedEntryTimestamp'],
  [`${ENTRY}/inclusionProof`, 'rootHash'],
  [`${ENTRY}/inclusionProof/hashes`, '0'],
  [STAMP, 'signedTimestamp'],
  ['dsseEnvelope', 'payload'],
  ['dsseEnvelope/signatures/0', 'sig'],
] as const;

describe.each(BYTES)('T15: the bytes %s/%s (client-spec 5, spec 1.3 #1)', (path, member) => {
  const pointer = `/${path}/${member}`;
  const { at } = whole();
  const good = String(at(path)[member]);
  const bytes = Buffer.from(good, 'base64');

  test('are read as strict base64', () => {
    expect(parse(changed(path, member, good))).toMatchObject([{ name: 'b', bundle: {} }]);
  });

  test.each([
    ['of the URL alphabet', '_w=='],
    ['without padding', 'AAA'],
    ['with padding too much', 'AAAA===='],
    ['with a line feed', 'AAAA\nAAAA'],
    ['with a blank', ' AAAA'],
    ['with bits that no byte has', 'AAB='],
    ['with a character that is none', 'AA*A'],
    ['with text after the padding', 'AA==AAAA'],
    ['as an array of numbers', [...bytes]],
    ['as an array of arrays', [[...bytes]]],
    ['as Node writes a buffer', { type: 'Buffer', data: [...bytes] }],
    ['as a number', 5],
    ['as a boolean', true],
  ])('are refused %s', (_, value) => {
    expect(parse(changed(path, member, value))).toEqual([
      {
        name: 'b',
        problem: expect.stringMatching(/not strict base64/),
        pointer: expect.stringContaining(pointer),
      },
    ]);
  });
});

describe('T15: texts and integers', () => {
  test.each([
    ['dsseEnvelope', 'payloadType'],
    ['dsseEnvelope/signatures/0', 'keyid'],
    [`${ENTRY}/kindVersion`, 'kind'],
    [`${ENTRY}/kindVersion`, 'version'],
    [`${ENTRY}/inclusionProof/checkpoint`, 'envelope'],
  ])('%s/%s is text, and nothing that turns into it', (path, member) => {
    const { at } = whole();
    for (const value of [[at(path)[member]], { toString: 'x' }, 5, true]) {
      expect(parse(changed(path, member, value))).toEqual(
        refused('not text', `/${path}/${member}`),
      );
    }
  });

  test('the hint of a public key is text too', () => {
    const { bundle } = whole();
    Object.assign(bundle.verificationMaterial, {
      certificate: undefined,
      publicKey: { hint: ['x'] },
    });
    expect(parse(bundle)).toEqual(refused('not text', '/verificationMaterial/publicKey/hint'));
  });

  test.each([
    [ENTRY, 'logIndex'],
    [ENTRY, 'integratedTime'],
    [`${ENTRY}/inclusionProof`, 'logIndex'],
    [`${ENTRY}/inclusionProof`, 'treeSize'],
  ])('%s/%s is an integer, as text or number', (path, member) => {
    const { at } = whole();
    const good = String(at(path)[member]);
    for (const value of [good, Number(good)]) {
      expect(parse(changed(path, member, value))).toMatchObject([{ bundle: {} }]);
    }
    const others = [
      `${good}.0`,
      `0${good}`,
      ` ${good}`,
      `+${good}`,
      '0x5',
      '1e3',
      '',
      'NaN',
      5.5,
      [5],
      true,
    ];
    for (const value of others) {
      expect(parse(changed(path, member, value))).toEqual(refused('integer', `/${path}/${member}`));
    }
  });

  test('null is the same as nothing, in protobuf’s JSON', () => {
    const { bundle } = whole();
    Object.assign(bundle, { messageSignature: null });
    expect(parse(bundle)).toMatchObject([{ bundle: {} }]);
    expect(parse(changed('dsseEnvelope', 'payload', null))).toMatchObject([
      { problem: expect.stringContaining('dsseEnvelope.payload') },
    ]);
  });
});

describe('T15: one of each (client-spec 5)', () => {
  test.each([
    ['two contents', '', 'messageSignature', { signature: 'AA==' }, ''],
    [
      'a key beside the certificate',
      'verificationMaterial',
      'publicKey',
      {},
      '/verificationMaterial',
    ],
    [
      'a chain beside the certificate',
      'verificationMaterial',
      'x509CertificateChain',
      { certificates: [] },
      '/verificationMaterial',
    ],
  ])('%s are refused', (_, path, member, value, pointer) => {
    const { bundle, at } = whole();
    const holder = path === '' ? (bundle as unknown as Json) : at(path);
    holder[member] = value;
    expect(parse(bundle)).toEqual(refused('where it must have one', pointer));
  });

  test('names in snake_case are refused: other readers of protobuf’s JSON take them for the member', () => {
    for (const [path, member] of [
      ['', 'message_signature'],
      ['', 'dsse_envelope'],
      ['verificationMaterial', 'public_key'],
      ['verificationMaterial', 'tlog_entries'],
      [ENTRY, 'inclusion_promise'],
    ] as const) {
      const { bundle, at } = whole();
      const holder = path === '' ? (bundle as unknown as Json) : at(path);
      holder[member] = {};
      const pointer = `${path === '' ? '' : `/${path}`}/${member}`;
      expect(parse(bundle)).toEqual(refused('snake_case', pointer));
    }
  });

  test.each([
    ['application/vnd.dev.sigstore.bundle+json;version=0.4'],
    ['application/vnd.dev.sigstore.bundle.v0.4+json'],
    ['application/vnd.dev.sigstore.bundle.v0.3.1+json'],
    ['application/vnd.dev.sigstore.bundle.v0.1+json'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.10'],
    ['application/vnd.dev.sigstore.bundle+json; version=0.3'],
    ['application/vnd.dev.sigstore.bundle+json'],
    ['APPLICATION/VND.DEV.SIGSTORE.BUNDLE.V0.3+JSON'],
    [' application/vnd.dev.sigstore.bundle.v0.3+json'],
    [['application/vnd.dev.sigstore.bundle.v0.3+json']],
    [null],
  ])('the media type %j is unknown', (mediaType) => {
    expect(parse({ ...whole().bundle, mediaType })).toEqual(refused('media type', '/mediaType'));
  });

  test('a chain in version 0.3, or a proof missing in 0.2, is not of its version', () => {
    const early = sigstore.sign({ version: 'v0.1' });
    expect(parse({ ...early, mediaType: whole().bundle.mediaType })).toEqual(
      refused('not a Sigstore bundle of its version', ''),
    );
    const promised = sigstore.sign({ version: 'v0.1', log: 'promise' });
    const mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.2';
    expect(parse({ ...promised, mediaType })).toEqual(refused('inclusionProof', ''));
  });

  test('a version 0.1 without promise is not of its version, whatever its proof', () => {
    expect(parse(sigstore.sign({ version: 'v0.1', log: 'proof' }))).toEqual(
      refused('inclusionPromise', ''),
    );
  });

  test.each([[null], ['x'], [5], [[]]])(
    'malformed: a part that is %j instead of an object',
    (value) => {
      for (const [path, member] of [
        ['', 'dsseEnvelope'],
        ['', 'verificationMaterial'],
        ['verificationMaterial', 'certificate'],
        ['verificationMaterial/tlogEntries', '0'],
        [ENTRY, 'logId'],
        [ENTRY, 'kindVersion'],
        [ENTRY, 'inclusionProof'],
        [`${ENTRY}/inclusionProof`, 'checkpoint'],
      ] as const) {
        const { bundle, at } = whole();
        const holder = path === '' ? (bundle as unknown as Json) : at(path);
        holder[member] = value;
        expect(parse(bundle)).toMatchObject([{ problem: expect.any(String) }]);
      }
    },
  );
});

describe('T15: bounds (spec 1.3 #1)', () => {
  test.each([
    ['verificationMaterial', 'tlogEntries', LIMITS.tlogEntries],
    ['verificationMaterial/timestampVerificationData', 'rfc3161Timestamps', LIMITS.timestamps],
    [`${ENTRY}/inclusionProof`, 'hashes', LIMITS.inclusionHashes],
  ])('%s/%s has at most as many elements as the limit', (path, member, most) => {
    const { at } = whole();
    const [element] = at(path)[member] as unknown[];
    const many = (count: number) => Array.from({ length: count }, () => element);
    expect(parse(changed(path, member, many(most)))).toMatchObject([{ bundle: {} }]);
    expect(parse(changed(path, member, many(most + 1)))).toEqual(
      refused('more than', `/${path}/${member}`),
    );
  });

  test.each([
    ['verificationMaterial/certificate', 'rawBytes', LIMITS.certificateBytes],
    [STAMP, 'signedTimestamp', LIMITS.timestampBytes],
  ])('%s/%s has at most as many bytes as the limit', (path, member, most) => {
    const zeros = (bytes: number) => Buffer.alloc(bytes).toString('base64');
    expect(parse(changed(path, member, zeros(most)))).toMatchObject([{ bundle: {} }]);
    expect(parse(changed(path, member, zeros(most + 3)))).toEqual(
      refused('more than', `/${path}/${member}`),
    );
  });

  test('a checkpoint has at most as many characters as the limit', () => {
    const envelope = '\n'.repeat(LIMITS.checkpointLength + 1);
    expect(parse(changed(`${ENTRY}/inclusionProof/checkpoint`, 'envelope', envelope))).toEqual(
      refused('more than', `/${ENTRY}/inclusionProof/checkpoint/envelope`),
    );
  });
});
