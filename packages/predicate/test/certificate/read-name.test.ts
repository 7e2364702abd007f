import { createSigstore, der, type Extension, extensions, generateKeyPair } from '@provkit/testkit';
import { X509Certificate } from '@sigstore/core';
import { describe, expect, test } from 'vitest';
import { readClaims } from '../../src/certificate/read-claims.ts';
import { readName } from '../../src/certificate/read-name.ts';

const sigstore = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });
const { spki } = generateKeyPair();
const SAN = '2.5.29.17';
const URI = 6;
const EMAIL = 1;
const DNS = 2;

/** A leaf with these extensions instead of a subject alternative name. */
const named = (...names: Extension[]) =>
  X509Certificate.parse(
    Buffer.from(
      sigstore.certify(spki, {
        leaf: (leaf) => ({
          ...leaf,
          extensions: [...leaf.extensions.filter(({ oid }) => oid !== SAN), ...names],
        }),
      }),
    ),
  );
const read = (...names: (readonly [tag: number, name: string])[]) =>
  readName(named(extensions.subjectAltName(...names)));

/** `otherName` of Fulcio's form for user names (sigstore/fulcio docs/oid-info.md, number 7). */
const userName = (text: string, oid = '1.3.6.1.4.1.57264.1.7'): Extension => ({
  oid: SAN,
  value: der.sequence(der.tagged(0, der.oid(oid), der.tagged(0, der.utf8(text)))),
});

describe('the one name of a certificate (Fulcio certificate specification; spec 1.3 #7)', () => {
  test('is a URI, an e-mail address or a user name, and says which', () => {
    expect(read([URI, 'https://github.com/a/b/.github/workflows/x+y.yml@refs/tags/v1'])).toEqual({
      san: 'https://github.com/a/b/.github/workflows/x+y.yml@refs/tags/v1',
      sanKind: 'uri',
    });
    expect(read([URI, 'spiffe://example.com/release'])).toMatchObject({ sanKind: 'uri' });
    expect(read([EMAIL, 'dev+ci@example.com'])).toEqual({
      san: 'dev+ci@example.com',
      sanKind: 'email',
    });
    expect(readName(named(userName('dev!example.com')))).toEqual({
      san: 'dev!example.com',
      sanKind: 'user-name',
    });
  });

  test.each([
    [
      'two URIs',
      [
        [URI, 'https://a.example/'],
        [URI, 'https://b.example/'],
      ],
    ],
    [
      'a URI and an e-mail address',
      [
        [URI, 'https://a.example/'],
        [EMAIL, 'dev@example.com'],
      ],
    ],
    [
      'the same name twice',
      [
        [URI, 'https://a.example/'],
        [URI, 'https://a.example/'],
      ],
    ],
    ['none', []],
    ['a host', [[DNS, 'a.example']]],
  ] satisfies [string, [number, string][]][])('with %s there is none', (_, names) => {
    expect(read(...names)).toHaveProperty('problem');
  });

  test.each([
    ['an e-mail address as URI', URI, 'dev@example.com'],
    ['a user name as URI', URI, 'dev!example.com'],
    ['a URI as e-mail address', EMAIL, 'https://github.com/a/b@refs/tags/v1'],
    ['a word as e-mail address', EMAIL, 'dev'],
    ['a user name as e-mail address', EMAIL, 'dev!example.com'],
  ])('%s is none: names of two kinds must never read alike', (_, tag, name) => {
    expect(read([tag, name])).toHaveProperty('problem');
  });

  test.each([['dev@example.com'], ['https://a.example/'], ['dev'], ['']])(
    'the user name %j is none of Fulcio’s form',
    (text) => {
      expect(readName(named(userName(text)))).toHaveProperty('problem');
    },
  );

  test('another form of name is none', () => {
    expect(readName(named(userName('dev!example.com', '1.3.6.1.4.1.57264.1.8')))).toHaveProperty(
      'problem',
    );
  });

  test.each([
    ['a NUL byte', 'https://a.example/\0.evil.example'],
    ['a letter beyond ASCII', 'https://a.example/\u0430'],
    ['a line feed', 'https://a.example/\n'],
    ['a blank', 'https://a.example/ x'],
  ])('malformed: a URI with %s', (_, name) => {
    expect(read([URI, name])).toHaveProperty('problem');
  });

  test.each([
    ['empty', Buffer.alloc(0)],
    ['no SEQUENCE', der.utf8('https://a.example/')],
    [
      'cut off',
      der.sequence(der.taggedPrimitive(URI, Buffer.from('https://a.example/'))).subarray(0, 9),
    ],
  ])('malformed: an extension that is %s', (_, value) => {
    expect(readName(named({ oid: SAN, value }))).toHaveProperty('problem');
  });

  test('a second extension of names makes the certificate unreadable', () => {
    const one = extensions.subjectAltName([URI, 'https://a.example/']);
    const two = extensions.subjectAltName([URI, 'https://b.example/']);
    expect(readClaims(named(one, two))).toEqual({ problem: `extension ${SAN} stands twice` });
  });
});
