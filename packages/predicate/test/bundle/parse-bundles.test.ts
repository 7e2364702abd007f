import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/bundle/limits.ts';
import { parseBundles } from '../../src/bundle/parse-bundles.ts';

const V03 = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const base64 = (text: string) => Buffer.from(text).toString('base64');

function bundle(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    mediaType: V03,
    verificationMaterial: { certificate: { rawBytes: base64('certificate') }, tlogEntries: [] },
    dsseEnvelope: {
      payload: base64('{}'),
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: base64('signature'), keyid: '' }],
    },
    ...change,
  };
}

const parse = (value: unknown) =>
  parseBundles({ name: 'x', content: typeof value === 'string' ? value : JSON.stringify(value) });

describe('parseBundles (spec 1.3 #1)', () => {
  test.each([
    ['application/vnd.dev.sigstore.bundle+json;version=0.1', 'x509CertificateChain'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.2', 'x509CertificateChain'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.3', 'certificate'],
    [V03, 'certificate'],
  ])('reads %s', (mediaType, kind) => {
    const certificate = { rawBytes: base64('certificate') };
    const material = kind === 'certificate' ? certificate : { certificates: [certificate] };
    const value = bundle({
      mediaType,
      verificationMaterial: { [kind]: material, tlogEntries: [] },
    });
    expect(parse(value)).toMatchObject([{ name: 'x', bundle: { mediaType } }]);
  });

  test('reads JSON Lines, each line a bundle of its own name', () => {
    const lines = `${JSON.stringify(bundle())}\n\n${JSON.stringify(bundle())}\n`;
    expect(parse(lines).map(({ name }) => name)).toEqual(['x#1', 'x#3']);
  });

  test('one damaged line does not hide the others', () => {
    const good = JSON.stringify(bundle());
    const parsed = parse(`${good.slice(0, -5)}\n${good}`);
    expect(parsed[0]).toHaveProperty('problem');
    expect(parsed[1]).toHaveProperty('bundle');
  });

  test('pretty-printed JSON is one document, however it is indented', () => {
    for (const indent of [0, 1, 2, '\t']) {
      expect(parse(JSON.stringify(bundle(), null, indent))).toMatchObject([
        { name: 'x', bundle: {} },
      ]);
    }
  });

  test.each([
    [
      'of unknown minor version',
      bundle({ mediaType: `${V03.replace('0.3', '0.4')}` }),
      '/mediaType',
    ],
    ['with text after the media type', bundle({ mediaType: `${V03};x` }), '/mediaType'],
    ['without media type', bundle({ mediaType: undefined }), '/mediaType'],
    [
      'without verification material',
      bundle({ verificationMaterial: undefined }),
      '/verificationMaterial',
    ],
    [
      'with two kinds of key material',
      bundle({
        verificationMaterial: { certificate: { rawBytes: 'AA==' }, publicKey: { hint: 'x' } },
      }),
      '/verificationMaterial',
    ],
    ['with two contents', bundle({ messageSignature: { signature: 'AA==' } }), ''],
    [
      'with two signatures',
      bundle({
        dsseEnvelope: {
          payload: 'e30=',
          payloadType: 'x',
          signatures: [{ sig: 'AA==' }, { sig: 'AA==' }],
        },
      }),
      '/dsseEnvelope/signatures',
    ],
    [
      'with base64 that is not strict',
      bundle({
        dsseEnvelope: { payload: 'e3 0=', payloadType: 'x', signatures: [{ sig: 'AA==' }] },
      }),
      '/dsseEnvelope/payload',
    ],
    [
      'with URL-safe base64',
      bundle({
        dsseEnvelope: { payload: 'e30=', payloadType: 'x', signatures: [{ sig: '__8=' }] },
      }),
      '/dsseEnvelope/signatures/0/sig',
    ],
    [
      'with too many log entries',
      bundle({
        verificationMaterial: {
          certificate: { rawBytes: 'AA==' },
          tlogEntries: Array.from({ length: LIMITS.tlogEntries + 1 }, () => ({})),
        },
      }),
      '/verificationMaterial/tlogEntries',
    ],
    ['that is no object', [1], ''],
  ])('refuses a bundle %s', (_, value, pointer) => {
    expect(parse(value)).toMatchObject([{ name: 'x', pointer }]);
  });

  test('T15: refuses what two readers could read differently, naming the place', () => {
    const twice = JSON.stringify(bundle()).replace('"mediaType"', '"mediaType":"x","mediaType"');
    expect(parse(twice)).toMatchObject([
      { problem: expect.stringContaining('second time'), pointer: '/mediaType' },
    ]);
    const deep = JSON.stringify(bundle({ x: JSON.parse('['.repeat(60) + ']'.repeat(60)) }));
    expect(parse(deep)).toMatchObject([{ problem: expect.stringContaining('nested') }]);
  });

  test('reads a payload of 12 MB: what is within the limits never overflows', () => {
    const payload = Buffer.alloc(12_000_000, 'x').toString('base64');
    const value = bundle({
      dsseEnvelope: { payload, payloadType: 'x', signatures: [{ sig: 'AA==' }] },
    });
    expect(parse(value)).toMatchObject([{ name: 'x', bundle: {} }]);
  });

  test.each([
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff]), 'not UTF-8'],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'not UTF-8 but UTF-16'],
    ['a byte order mark', Buffer.from(`\ufeff${JSON.stringify(bundle())}`), 'byte order mark'],
    [
      'a byte order mark before JSON Lines',
      Buffer.from(`\ufeff${JSON.stringify(bundle())}\n${JSON.stringify(bundle())}`),
      'byte order mark',
    ],
  ])('T15: refuses %s, whose reading would be a guess', (_, content, problem) => {
    expect(parseBundles({ name: 'x', content })).toEqual([
      { name: 'x', problem: expect.stringContaining(problem) },
    ]);
  });

  test('reads lines that end as Windows ends them', () => {
    const text = JSON.stringify(bundle(), null, 2).replaceAll('\n', '\r\n');
    expect(parse(text)).toMatchObject([{ name: 'x', bundle: {} }]);
    const line = JSON.stringify(bundle());
    expect(parse(`${line}\r\n${line}\r\n`)).toMatchObject([
      { name: 'x#1', bundle: {} },
      { name: 'x#2', bundle: {} },
    ]);
  });

  test('refuses a file beyond the limit without reading it', () => {
    const content = new Uint8Array(LIMITS.fileBytes + 1);
    expect(parseBundles({ name: 'x', content })).toMatchObject([
      { problem: expect.stringContaining('more than') },
    ]);
  });

  test('whatever the text, there is a bundle or a problem and never an exception', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => JSON.stringify(bundle({ x: json }))),
    );
    fc.assert(
      fc.property(text, (content) => {
        for (const parsed of parseBundles({ name: 'x', content })) {
          expect('bundle' in parsed || parsed.problem.length > 0).toBe(true);
        }
      }),
    );
  });
});
