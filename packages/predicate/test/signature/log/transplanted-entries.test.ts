import {
  ARTIFACT,
  type EntryKind,
  generateKeyPair,
  pem,
  type SignOptions,
  statementFor,
  type TestBundle,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { entryOf, fails, sigstore, verdict } from '../ask.ts';

const OTHER = statementFor({ artifact: { name: 'other.tgz', bytes: Buffer.from('other\n') } });
const OTHER_SAN = 'https://github.com/acme/gadgets/.github/workflows/release.yml@refs/tags/v1.2.3';
const IS_V2 = { 'hashedrekord/0.0.2': true, 'dsse/0.0.2': true } as Record<EntryKind, boolean>;
const KINDS: readonly EntryKind[] = [
  'hashedrekord/0.0.1',
  'dsse/0.0.1',
  'intoto/0.0.1',
  'intoto/0.0.2',
  'hashedrekord/0.0.2',
  'dsse/0.0.2',
];

/** Takes the log entry of another bundle that the same instance has signed and logged. */
const entryFrom = (options: SignOptions) => (bundle: TestBundle) => {
  bundle.verificationMaterial.tlogEntries = [entryOf(sigstore.sign(options))];
};

describe.each(KINDS)(
  'an entry of kind %s vouches for its own signature alone (client-spec 4.4)',
  (entry) => {
    const options: SignOptions = { entry, timestamp: true };

    test('holds for the bundle that it was made of', () => {
      expect(verdict({ options })).toBe('pass');
    });

    test('fails in a bundle of the same signer over another payload', () => {
      const key = generateKeyPair();
      const signer = { key: pem('PUBLIC KEY', key.spki) };
      const change = entryFrom({ entry, key, statement: OTHER });
      const question = { options: { ...options, key }, signer };
      expect(verdict(question)).toBe('pass');
      expect(verdict({ ...question, change })).toMatch(fails('log-entry', 'of another signature'));
    });

    test('fails in a bundle with the same signature and another certificate for the same key', () => {
      const certifiedKey = generateKeyPair('RSA'); // PKCS#1 v1.5 signs alike every time
      const change = entryFrom({ entry, certifiedKey, san: OTHER_SAN });
      expect(verdict({ options: { ...options, certifiedKey }, change })).toMatch(
        fails('log-entry', 'of another certificate or key'),
      );
    });

    test('fails in a bundle with the same signature and a certificate, when it names the bare key', () => {
      const certifiedKey = generateKeyPair('RSA');
      const change = entryFrom({ entry, key: certifiedKey });
      expect(verdict({ options: { ...options, certifiedKey }, change })).toMatch(
        fails('log-entry', 'of another certificate or key'),
      );
    });

    test('fails under the name of another kind or version', () => {
      const rename = (kind: string, version: string) => (bundle: TestBundle) => {
        entryOf(bundle).kindVersion = { kind, version };
      };
      const [kind = '', version = ''] = entry.split('/');
      for (const change of [rename('rfc3161', version), rename(kind, '0.0.3')]) {
        expect(verdict({ options, change })).toMatch(fails('log-entry', 'it is called'));
      }
    });

    test('fails once its body is changed in a single bit', () => {
      const change = (bundle: TestBundle) => {
        const body = Buffer.from(entryOf(bundle).canonicalizedBody ?? '', 'base64');
        body[body.length - 5] = (body[body.length - 5] ?? 0) ^ 1;
        entryOf(bundle).canonicalizedBody = body.toString('base64');
      };
      expect(verdict({ options, change })).toMatch(
        IS_V2[entry] ? fails('log-entry', 'does not lead') : fails('observed-time', 'promise'),
      );
    });
  },
);

describe('entries of another form than the content (client-spec 4.4)', () => {
  const message = { message: ARTIFACT.bytes, timestamp: true } satisfies SignOptions;

  test.each(['dsse/0.0.1', 'dsse/0.0.2', 'intoto/0.0.1', 'intoto/0.0.2'] satisfies EntryKind[])(
    'an entry of kind %s never vouches for a signature over a file',
    (entry) => {
      expect(verdict({ options: { ...message, entry } })).toMatch(fails('log-entry', 'of another'));
    },
  );

  test('an entry over a file with the payload’s bytes does not vouch for the envelope', () => {
    const certifiedKey = generateKeyPair('RSA');
    const payload = JSON.stringify(statementFor());
    const change = entryFrom({ certifiedKey, message: Buffer.from(payload) });
    expect(verdict({ options: { certifiedKey, payload, timestamp: true }, change })).toMatch(
      fails('log-entry', 'of another signature'),
    );
  });

  test('intoto 0.0.1 has the hash of the envelope, its key id included', () => {
    const options: SignOptions = { entry: 'intoto/0.0.1', keyid: 'release-key' };
    expect(verdict({ options })).toBe('pass');
    const change = ({ dsseEnvelope }: TestBundle) => {
      Object.assign(dsseEnvelope?.signatures[0] ?? {}, { keyid: 'another' });
    };
    expect(verdict({ options, change })).toMatch(fails('log-entry', 'of another signature'));
  });
});

describe('repeated entries (client-spec 4.6, threshold verification)', () => {
  test('the same entry twice is refused: it would count twice for whoever counts entries', () => {
    const change = ({ verificationMaterial }: TestBundle) => {
      verificationMaterial.tlogEntries.push(...structuredClone(verificationMaterial.tlogEntries));
    };
    expect(verdict({ change })).toMatch(fails('log-entry', 'repeats'));
  });

  test('the same entry with and without its promise is refused all the same', () => {
    const change = ({ verificationMaterial }: TestBundle) => {
      const [entry = {}] = structuredClone(verificationMaterial.tlogEntries);
      delete entry.inclusionPromise;
      verificationMaterial.tlogEntries.push(entry);
    };
    expect(verdict({ change })).toMatch(fails('log-entry', 'repeats'));
  });

  test('entries of two logs stand beside each other', () => {
    const certifiedKey = generateKeyPair('RSA');
    let certificate: Buffer = Buffer.alloc(0);
    const options: SignOptions = {
      certifiedKey,
      leafBytes: (der) => {
        if (certificate.length === 0) certificate = der;
        return certificate; // the second bundle has the first one's certificate
      },
    };
    const change = ({ verificationMaterial }: TestBundle) => {
      const other = sigstore.sign({ ...options, entry: 'hashedrekord/0.0.2' });
      verificationMaterial.tlogEntries.push(entryOf(other));
    };
    expect(verdict({ options, change })).toBe('pass');
  });
});
