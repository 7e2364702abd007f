import { compress } from 'snappyjs';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/bundle/limits.ts';
import { nextPage } from '../../src/github/next-page.ts';
import { readAnswer, readErrorWords } from '../../src/github/read-answer.ts';
import { readBundleBlob } from '../../src/github/read-bundle-blob.ts';
import { validateAttestations, validateGitPointer } from '../../src/github/validate.generated.ts';

const bytes = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

describe('readAnswer', () => {
  test('reads what has the form, whatever else is in it', () => {
    const answer = {
      object: { type: 'commit', sha: 'a'.repeat(40), url: 'x' },
      ref: 'refs/tags/v1',
    };
    expect(readAnswer(bytes(answer), validateGitPointer, 'GET x')).toEqual(answer);
  });

  test.each([
    ['no JSON', '<html>'],
    ['half of it', '{"object":'],
    ['an array', []],
    ['null', null],
    ['a member missing', { object: { type: 'commit' } }],
    ['a member of another type', { object: { type: 'commit', sha: 7 } }],
    ['a sha that is none', { object: { type: 'commit', sha: '../../x' } }],
    ['a member twice', '{"object":{"type":"a","type":"b","sha":"x"}}'],
    ['a prototype', '{"__proto__":{}}'],
    ['depth without end', '['.repeat(100_000)],
  ])('T15: refuses %s', (_, answer) => {
    expect(() => readAnswer(bytes(answer), validateGitPointer, 'GET https://api/x')).toThrow(
      expect.objectContaining({
        code: 'MALFORMED',
        message: expect.stringContaining('GET https://api/x'),
      }),
    );
  });

  test('T18: a secret that the answer repeats does not show', () => {
    const answer = { object: { type: 'commit', sha: 'our-own-token' } };
    expect(() => readAnswer(bytes(answer), validateGitPointer, 'x', ['our-own-token'])).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('our-own-token') }),
    );
  });

  test('T15: an attestation is an object, with a bundle or without', () => {
    const none = { attestations: [{ bundle: null, bundle_url: 'https://x' }, {}] };
    expect(readAnswer(bytes(none), validateAttestations, 'x')).toEqual(none);
    for (const attestations of [{}, 'x', [7], [{ bundle: 'x' }], [{ bundle_url: {} }]]) {
      expect(() => readAnswer(bytes({ attestations }), validateAttestations, 'x')).toThrow();
    }
  });
});

describe('readErrorWords', () => {
  const body = (message: unknown) => bytes({ message });

  test('a 403 that speaks of a rate limit is one', () => {
    const words = 'You have exceeded a secondary rate limit. Please wait a few minutes';
    expect(readErrorWords(403, body(words))).toEqual({ message: words, isRateLimited: true });
    expect(readErrorWords(403, body('API rate limit exceeded for 1.2.3.4'))).toMatchObject({
      isRateLimited: true,
    });
    expect(readErrorWords(403, body('Resource not accessible by integration'))).toMatchObject({
      isRateLimited: false,
    });
    expect(readErrorWords(404, body('no rate limit here'))).toMatchObject({ isRateLimited: false });
  });

  test('T15: what is no error of GitHub says nothing', () => {
    for (const answer of ['<html>', '[]', 'null', '{}', '7', '']) {
      expect(readErrorWords(403, bytes(answer))).toEqual({});
    }
    expect(readErrorWords(500, body('x'.repeat(1_000))).message).toHaveLength(200);
  });
});

describe('nextPage', () => {
  test.each([
    [
      '<https://api/x?page=2>; rel="next", <https://api/x?page=9>; rel="last"',
      'https://api/x?page=2',
    ],
    [
      '<https://api/x?page=1>; rel="prev", <https://api/x?after=a,b>; rel="next"',
      'https://api/x?after=a,b',
    ],
    ['<https://api/x>; rel=next', 'https://api/x'],
    ['<https://api/x?page=1>; rel="prev"', undefined],
    ['<https://api/x>; rel="nextdoor"', undefined],
    ['nonsense', undefined],
    ['', undefined],
  ])('%s leads to %s', (link, page) => {
    expect(nextPage({ link })).toBe(page);
  });

  test('without the header there is none', () => {
    expect(nextPage({})).toBeUndefined();
  });
});

describe('readBundleBlob', () => {
  const json = bytes({ mediaType: 'x', padding: 'y'.repeat(200) });

  test('reads JSON as it is, and what Snappy made of it', () => {
    expect(readBundleBlob(json)).toEqual({ text: json });
    const unpacked = readBundleBlob(compress(json));
    expect('text' in unpacked && Buffer.from(unpacked.text)).toEqual(json);
    expect(readBundleBlob(bytes('\n {"a":1}'))).toHaveProperty('text');
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    [
      'a page for people',
      bytes('<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code></Error>'),
    ],
    ['Snappy of something else', compress(bytes('hello'.repeat(50)))],
    ['half a block', compress(json).subarray(0, 20)],
    ['a block beyond a bundle’s size', compress(Buffer.alloc(LIMITS.json.maxBytes + 1, '{'))],
  ])('T15: refuses %s', (_, blob) => {
    expect(readBundleBlob(blob)).toHaveProperty('problem');
  });
});
