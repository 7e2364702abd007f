import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS, type Manifest, parseManifest, serializeManifest } from '../src/index.ts';
import { manifests, manifestWith } from './arbitrary-manifest.ts';

const parse = (value: unknown) => parseManifest(JSON.stringify(value), 'manifest.json');

describe('parseManifest (S1.1)', () => {
  test('reads every valid manifest as it is', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        expect(parse(manifest)).toEqual(manifest);
      }),
    );
  });

  test.each([
    [
      'an abbreviated commit',
      { sha: 'c0ffee' },
      '/entries/0/sha',
      '"c0ffee"',
      '40 or 64 lowercase hex',
    ],
    ['a run id that is a number', { run_id: 42 }, '/entries/0/run_id', '42', 'as text'],
    [
      'a ref instead of a tag',
      { tag: 'refs/tags/v1' },
      '/entries/0/tag',
      '"refs/tags/v1"',
      'without refs/tags/',
    ],
    ['an attempt of zero', { run_attempt: 0 }, '/entries/0/run_attempt', '0', 'from 1'],
    ['a status that does not exist', { status: 'ok' }, '/entries/0/status', '"ok"', '"pending"'],
    ['null instead of absence', { notes: null }, '/entries/0/notes', 'null', 'leave it out'],
    [
      'a digest without algorithm',
      { artifact_digest: 'a'.repeat(64) },
      '/entries/0/artifact_digest',
      'aaa',
      'sha256:',
    ],
    [
      'a time without milliseconds',
      { verified_at: '2026-01-31T12:00:00Z' },
      '/entries/0/verified_at',
      '2026',
      'milliseconds',
    ],
    [
      'a reason that is not on the list',
      { failure_reason: 'bad' },
      '/entries/0/failure_reason',
      '"bad"',
      'signature_invalid',
    ],
    ['a field that is not known', { tagg: 'x' }, '/entries/0/tagg', '', 'not known'],
    ['a missing field', { sha: undefined }, '/entries/0/sha', '', '"sha" is missing'],
  ])('refuses %s: pointer, value and fix in one line', (_, changes, pointer, value, fix) => {
    const error = expect.objectContaining({
      code: 'MANIFEST_INVALID',
      pointer,
      message: expect.stringMatching(/^manifest\.json#\/entries\/0\/[^\n]+$/),
    });
    expect(() => parse(manifestWith(changes))).toThrowError(error);
    try {
      parse(manifestWith(changes));
    } catch (refusal) {
      expect(String(refusal)).toContain(value);
      expect(String(refusal)).toContain(fix);
    }
  });

  test('refuses two entries of one tag and run', () => {
    const { entries, ...rest } = manifestWith();
    expect(() => parse({ ...rest, entries: [...entries, ...entries] })).toThrowError(
      expect.objectContaining({ code: 'MANIFEST_INVALID', pointer: '/entries/1' }),
    );
  });

  test.each([
    ['nothing', ''],
    ['a truncated file', '{"version":1,'],
    ['another document', '[]'],
    ['a deep document', '['.repeat(1000)],
    ['a key that stands twice', '{"version":1,"version":1}'],
    ['bytes that are no UTF-8', Uint8Array.of(0xff, 0xfe)],
  ])('T15: refuses %s', (_, content) => {
    expect(() => parseManifest(content, 'x')).toThrowError(
      expect.objectContaining({ code: 'MANIFEST_INVALID' }),
    );
  });

  test('refuses a later version, naming the file', () => {
    expect(() => parseManifest('{"version":2}', 'x.json')).toThrowError(
      expect.objectContaining({
        code: 'VERSION_UNSUPPORTED',
        message: expect.stringMatching(/^x\.json#\/version: version 2: .* later release/),
      }),
    );
  });

  test.each([
    ['NaN', '{"version":1,"repository":NaN}'],
    ['an infinity', '{"version":1e999}'],
    ['a comment', '{"version":1 /* one */}'],
    ['__proto__', '{"version":1,"__proto__":{}}'],
    ['__proto__ by an escape', '{"version":1,"\\u005f_proto__":{}}'],
    ['a key that stands twice by an escape', '{"version":1,"\\u0076ersion":1}'],
    ['a lone surrogate', '{"version":1,"repository":"\\ud800"}'],
  ])('T15: refuses %s, which JSON.parse alone would not or not everywhere', (_, content) => {
    expect(() => parseManifest(content, 'x')).toThrowError(
      expect.objectContaining({ code: 'MANIFEST_INVALID' }),
    );
  });

  test.each([
    ['a month of none', '2026-13-01T12:00:00.000Z'],
    ['a day of none', '2026-01-32T12:00:00.000Z'],
    ['an hour of none', '2026-01-31T24:00:00.000Z'],
    ['a minute of none', '2026-01-31T12:60:00.000Z'],
  ])('refuses a time with %s', (_, verified_at) => {
    expect(() => parse(manifestWith({ verified_at }))).toThrowError(
      expect.objectContaining({ code: 'MANIFEST_INVALID', pointer: '/entries/0/verified_at' }),
    );
  });

  test('refuses a file beyond the limit before it is read', () => {
    expect(() => parseManifest(new Uint8Array(LIMITS.maxBytes + 1), 'x')).toThrowError(
      expect.objectContaining({
        code: 'MANIFEST_INVALID',
        message: expect.stringContaining('more than'),
      }),
    );
  });
});

describe('serializeManifest', () => {
  test('what is written is read as the same value', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        expect(parseManifest(serializeManifest(manifest), 'x')).toEqual(manifest);
      }),
    );
  });

  test('same value, same bytes, in whatever order the members were', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .toReversed()
                .map(([key, member]) => [key, shuffled(member)]),
            )
          : value;
    fc.assert(
      fc.property(manifests, (manifest) => {
        expect(serializeManifest(shuffled(manifest) as Manifest)).toBe(serializeManifest(manifest));
      }),
    );
  });

  test('members stand in the order of the schema, indented by two, with a final newline', () => {
    const text = serializeManifest(
      manifestWith({ notes: 'n', artifact_digest: `sha256:${'a'.repeat(64)}` }),
    );
    expect(text.split('\n').map((line) => line.trim().split(':')[0])).toEqual([
      '{',
      '"version"',
      '"repository"',
      '"generated_at"',
      '"entries"',
      '{',
      '"tag"',
      '"run_id"',
      '"run_attempt"',
      '"sha"',
      '"artifact_url"',
      '"artifact_digest"',
      '"status"',
      '"notes"',
      '}',
      ']',
      '}',
      '',
    ]);
  });

  test('no member of the schema is left out', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        expect(JSON.parse(serializeManifest(manifest))).toEqual(
          JSON.parse(JSON.stringify(manifest)),
        );
      }),
    );
  });
});
