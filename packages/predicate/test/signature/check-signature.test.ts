import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  der,
  generateKeyPair,
  type SignOptions,
  signWith,
  type TestBundle,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { artifactOf, entryOf, fails, sigstore, verdict } from './ask.ts';

const IN_TOTO = 'application/vnd.in-toto+json';
const message: SignOptions = { message: ARTIFACT.bytes };
const envelope = (changes: object) => (bundle: TestBundle) => {
  Object.assign(bundle.dsseEnvelope ?? {}, changes);
};
const digest = (changes: object) => (bundle: TestBundle) => {
  Object.assign(bundle.messageSignature?.messageDigest ?? {}, changes);
};

describe('the type of the payload (DSSE, spec 1.3 #6)', () => {
  test.each([
    ['application/json'],
    [`${IN_TOTO} `],
    [`${IN_TOTO};charset=utf-8`],
    ['Application/Vnd.in-toto+json'],
    ['application/vnd.in-toto+json\u0000'],
    [''],
  ])('%j is not in-toto’s, though it was signed', (payloadType) => {
    expect(verdict({ options: { payloadType } })).toMatch(fails('signature', 'no in-toto'));
  });

  test('another type than was signed does not fit the signature', () => {
    const options: SignOptions = { payloadType: 'application/json', entry: 'intoto/0.0.2' };
    expect(verdict({ options, change: envelope({ payloadType: IN_TOTO }) })).toMatch(
      fails('signature', 'does not fit'),
    );
  });

  test('T15: a type in an array is no text, though it would turn into it', () => {
    expect(verdict({ change: envelope({ payloadType: [IN_TOTO] }) })).toMatch(
      fails('bundle', 'not text'),
    );
  });
});

describe('who has signed (client-spec 4.5)', () => {
  test('a certificate that somebody else holds the key of does not fit', () => {
    const certificate = sigstore.certify(generateKeyPair().spki);
    const options: SignOptions = { leafBytes: () => certificate };
    expect(verdict({ options })).toMatch(fails('signature', 'does not fit'));
  });

  test('a changed payload fails at the log that knows it, and without one at the signature', () => {
    const change = (bundle: TestBundle) => {
      const payload = Buffer.from(bundle.dsseEnvelope?.payload ?? '', 'base64').toString();
      envelope({ payload: Buffer.from(payload.replace('v1.2.3', 'v1.2.4')).toString('base64') })(
        bundle,
      );
    };
    expect(verdict({ change })).toMatch(fails('log-entry', 'another payload'));
  });

  test.each([[0], [2]])('%i signatures are refused: which one counts?', (count) => {
    const change = (bundle: TestBundle) => {
      const [signature] = bundle.dsseEnvelope?.signatures ?? [];
      envelope({ signatures: Array.from({ length: count }, () => signature) })(bundle);
    };
    expect(verdict({ change })).toMatch(fails('bundle', 'exactly one'));
  });

  test('malformed: an empty signature, and one that is no signature', () => {
    const signature = (sig: string) => envelope({ signatures: [{ sig, keyid: '' }] });
    expect(verdict({ change: signature('') })).toMatch(fails('bundle', 'sig'));
    expect(verdict({ change: signature('AAAA') })).toMatch(fails('log-entry', 'another signature'));
  });
});

describe('signatures over a file (client-spec 4.5)', () => {
  test('hold for the file and for its digest alone', () => {
    expect(verdict({ options: message })).toBe('pass');
    expect(verdict({ options: message, bytes: ARTIFACT.bytes })).toBe('pass');
  });

  test('fail for another file, by its bytes and by its digest', () => {
    const other = Buffer.from('other');
    expect(verdict({ options: message, bytes: other })).toMatch(fails('signature', 'does not fit'));
    expect(verdict({ options: message, artifact: artifactOf(other) })).toMatch(
      fails('subject', 'another file'),
    );
  });

  test('the digest in the bundle is not believed: it must be the file’s', () => {
    const other = createHash('sha256').update('other').digest('base64');
    for (const bytes of [undefined, ARTIFACT.bytes]) {
      const question = {
        options: message,
        change: digest({ digest: other }),
        ...(bytes && { bytes }),
      };
      expect(verdict(question)).toMatch(fails('log-entry', 'another payload'));
    }
  });

  test.each([
    ['SHA-1', { algorithm: 'SHA1' }],
    ['no algorithm', { algorithm: 'HASH_ALGORITHM_UNSPECIFIED' }],
    ['SHA3-256', { algorithm: 'SHA3_256' }],
    ['SHA-512 over the bytes of a SHA-256', { algorithm: 'SHA2_512' }],
    ['half a digest', { digest: Buffer.alloc(16).toString('base64') }],
    [
      'SHA-1 under the name of SHA-256',
      { digest: createHash('sha1').update('x').digest('base64') },
    ],
  ])('malformed: a digest of %s', (_, changes) => {
    expect(verdict({ options: message, change: digest(changes) })).toMatch(/^bundle: /);
  });

  test.each(['secp256k1', 'Ed448'] as const)(
    'a certified key of %s signs nothing, neither a file nor an envelope',
    (type) => {
      const certifiedKey = generateKeyPair(type);
      expect(signWith(Buffer.from('x'), certifiedKey).length).toBeGreaterThan(60);
      const file = { ...message, certifiedKey };
      expect(verdict({ options: file, bytes: ARTIFACT.bytes })).toMatch(
        fails('signature', 'does not fit'),
      );
      expect(verdict({ options: file })).toMatch(fails('signature', 'does not fit'));
      expect(verdict({ options: { certifiedKey } })).toMatch(fails('signature', 'does not fit'));
    },
  );

  test('a certified key of an algorithm that nobody knows signs nothing', () => {
    const spki = der.sequence(der.sequence(der.oid('1.2.3.4')), der.bits(Buffer.from('key')));
    const certifiedKey = { ...generateKeyPair(), spki };
    expect(verdict({ options: { certifiedKey } })).toMatch(/^trust-profile: /);
  });

  test('the entry of the same file under another digest algorithm is of another payload', () => {
    const change = (bundle: TestBundle) => {
      const sha512 = createHash('sha512').update(ARTIFACT.bytes).digest('base64');
      digest({ algorithm: 'SHA2_512', digest: sha512 })(bundle);
      expect(entryOf(bundle).kindVersion).toEqual({ kind: 'hashedrekord', version: '0.0.1' });
    };
    expect(verdict({ options: message, change })).toMatch(fails('log-entry', 'another payload'));
  });
});
