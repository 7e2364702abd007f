import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  createSigstore,
  DEFAULT_CLAIMS,
  GITHUB_ISSUER,
  type SignOptions,
  type Sigstore,
  type TestBundle,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { type CheckId, parseTrustedRoot, verifyBundle } from '../../src/index.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const LOGGED = new Date(NOW + 60_000);
const sigstore = createSigstore({ now: () => NOW });
const stranger = createSigstore({ now: () => NOW, name: 'stranger.example' });

interface Question {
  readonly options?: SignOptions;
  readonly change?: (bundle: TestBundle) => void;
  readonly root?: (root: Record<string, never[]>) => void;
}

/** `pass`, or the first failed check and its message. */
function verdict({ options = {}, change, root }: Question): string {
  const bundle = sigstore.sign(options);
  change?.(bundle);
  const trustedRoot = JSON.parse(sigstore.trustedRoot);
  root?.(trustedRoot);
  const report = verifyBundle({
    bundle: { name: 'b', content: JSON.stringify(bundle) },
    artifact: { name: 'a', sha256: createHash('sha256').update(ARTIFACT.bytes).digest('hex') },
    trust: parseTrustedRoot(JSON.stringify(trustedRoot), 'root'),
    signer: { san: `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`, issuer: GITHUB_ISSUER },
  });
  const failed = report.checks.find(({ status }) => status === 'fail');
  return failed ? `${failed.id}: ${failed.message}` : report.verdict;
}

const fails = (id: CheckId, text: string) => new RegExp(`^${id}: .*${text}`);
const signatureOf = (bundle: TestBundle) =>
  Buffer.from(bundle.dsseEnvelope?.signatures[0]?.sig ?? '', 'base64');

/** Puts timestamps into a bundle, each made by somebody over its signature. */
function stamp(bundle: TestBundle, ...makers: ((signature: Buffer) => Buffer)[]): void {
  const rfc3161Timestamps = makers.map((make) => ({
    signedTimestamp: make(signatureOf(bundle)).toString('base64'),
  }));
  Object.assign(bundle.verificationMaterial, { timestampVerificationData: { rfc3161Timestamps } });
}

const by =
  ({ tsa }: Sigstore, time = LOGGED) =>
  (signature: Buffer) =>
    tsa.timestamp(signature, time);

describe('timestamps (client-spec 4.2, spec 1.3 #4)', () => {
  const options: SignOptions = { log: 'proof' };

  test('one by an authority of the root is enough', () => {
    expect(verdict({ options, change: (bundle) => stamp(bundle, by(sigstore)) })).toBe('pass');
  });

  test('one by an unknown authority beside it does no harm, and alone does not count', () => {
    expect(
      verdict({ options, change: (bundle) => stamp(bundle, by(stranger), by(sigstore)) }),
    ).toBe('pass');
    expect(verdict({ options, change: (bundle) => stamp(bundle, by(stranger)) })).toMatch(
      fails('observed-time', 'not in the trusted root'),
    );
  });

  test('one over another signature is broken', () => {
    const over = () => sigstore.tsa.timestamp(Buffer.from('other'), LOGGED);
    expect(verdict({ options, change: (bundle) => stamp(bundle, over) })).toMatch(
      fails('observed-time', 'timestamp 0'),
    );
  });

  test('one that was not granted is broken, whatever its signature', () => {
    const refused = (signature: Buffer) => sigstore.tsa.timestamp(signature, LOGGED, { status: 2 });
    expect(verdict({ options, change: (bundle) => stamp(bundle, refused) })).toMatch(
      fails('observed-time', 'was not granted'),
    );
  });

  test('one outside the certificate’s ten minutes fails the certificate', () => {
    for (const time of [new Date(NOW - 1000), new Date(NOW + 11 * 60_000)]) {
      expect(verdict({ options, change: (bundle) => stamp(bundle, by(sigstore, time)) })).toMatch(
        fails('certificate', 'not valid when'),
      );
    }
  });

  test('every counted time must be inside, also when another is', () => {
    const late = by(sigstore, new Date(NOW + 11 * 60_000));
    expect(verdict({ change: (bundle) => stamp(bundle, late) })).toMatch(
      fails('certificate', 'not valid when'),
    );
  });

  test('one outside the authority’s validity in the root is broken', () => {
    const root = (draft: Record<string, { validFor: object }[]>) => {
      const [tsa] = draft.timestampAuthorities ?? [];
      Object.assign(tsa?.validFor ?? {}, { end: '2026-01-31T12:00:59Z' });
    };
    const change = (bundle: TestBundle) => stamp(bundle, by(sigstore));
    expect(verdict({ options, change, root })).toMatch(fails('observed-time', 'timestamp 0'));
  });

  test('malformed: bytes that are no timestamp are a malformed bundle', () => {
    const change = (bundle: TestBundle) => stamp(bundle, () => Buffer.from('no timestamp'));
    expect(verdict({ options, change })).toMatch(fails('bundle', 'RFC 3161'));
  });
});

describe('log entries (client-spec 4.4, spec 1.3 #5)', () => {
  const entryOf = (bundle: TestBundle) => {
    const [entry] = bundle.verificationMaterial.tlogEntries;
    if (!entry?.inclusionProof) throw new Error('the bundle has no proof');
    return { entry, proof: entry.inclusionProof };
  };
  const set = (member: string, value: unknown) => (bundle: TestBundle) => {
    Object.assign(entryOf(bundle).proof, { [member]: value });
  };

  test('an entry of an unknown log beside a good one does no harm, and alone does not count', () => {
    const foreign = stranger.sign().verificationMaterial.tlogEntries;
    const beside = (bundle: TestBundle) =>
      bundle.verificationMaterial.tlogEntries.unshift(...foreign);
    expect(verdict({ change: beside })).toBe('pass');
    const alone = (bundle: TestBundle) => {
      stamp(bundle, by(sigstore));
      bundle.verificationMaterial.tlogEntries = foreign;
    };
    expect(verdict({ change: alone })).toMatch(fails('log-entry', 'no transparency log'));
  });

  test('the entry of another signature does not vouch for this one', () => {
    const other = sigstore.sign().verificationMaterial.tlogEntries;
    const swapped = (bundle: TestBundle) => {
      bundle.verificationMaterial.tlogEntries = other;
    };
    expect(verdict({ change: swapped })).toMatch(fails('log-entry', 'of another signature'));
    const beside = (bundle: TestBundle) => bundle.verificationMaterial.tlogEntries.push(...other);
    expect(verdict({ change: beside })).toMatch(fails('log-entry', 'log entry 1'));
  });

  test.each([
    ['rootHash', Buffer.alloc(32).toString('base64'), 'root hash'],
    ['treeSize', '7000', 'tree size'],
    ['logIndex', '3', 'does not lead'],
    ['logIndex', '-1', 'negative'],
    ['logIndex', '99999999999', 'differ in index'],
    ['hashes', [], 'does not lead'],
    ['hashes', [Buffer.alloc(32).toString('base64')], 'does not lead'],
    ['checkpoint', { envelope: 'x' }, 'no signed note'],
  ])('a proof with another %s %j fails', (member, value, why) => {
    expect(verdict({ change: set(member, value) })).toMatch(fails('log-entry', why));
  });

  test('the checkpoint of another log fails', () => {
    const { proof } = entryOf(stranger.sign());
    expect(verdict({ change: set('checkpoint', proof.checkpoint) })).toMatch(
      fails('log-entry', 'not signed'),
    );
  });

  test('an index that the promise does not cover fails', () => {
    const change = (bundle: TestBundle) =>
      Object.assign(entryOf(bundle).entry, { logIndex: '1234567' });
    expect(verdict({ change })).toMatch(fails('observed-time', 'not signed its promise'));
  });

  test('T7: a promise counts, a proof alone gives no time', () => {
    expect(verdict({ options: { log: 'promise', version: 'v0.1' } })).toBe('pass');
    expect(verdict({ options: { log: 'proof' } })).toMatch(fails('observed-time', 'nobody'));
  });

  test('early bundles whose proof has no checkpoint rest on their promise', () => {
    const change = (bundle: TestBundle) => {
      Reflect.deleteProperty(entryOf(bundle).proof, 'checkpoint');
    };
    expect(verdict({ options: { version: 'v0.1' }, change })).toBe('pass');
    expect(verdict({ options: { version: 'v0.2' }, change })).toMatch(
      fails('bundle', 'checkpoint'),
    );
  });

  test.each([
    ['before it began', { start: '2026-01-31T12:01:01Z' }],
    ['after it ended', { start: '2020-01-01T00:00:00Z', end: '2026-01-31T12:00:59Z' }],
  ])('a log key is not valid %s, with a promise or without', (_, validFor) => {
    const root = (draft: Record<string, { publicKey: object }[]>) => {
      Object.assign(draft.tlogs?.[0]?.publicKey ?? {}, { validFor });
    };
    expect(verdict({ root })).toMatch(fails('observed-time', 'promise'));
    const change = (bundle: TestBundle) => stamp(bundle, by(sigstore));
    expect(verdict({ options: { log: 'proof' }, change, root })).toMatch(
      fails('log-entry', 'key was not valid'),
    );
  });

  test('both ends of the validity count', () => {
    for (const validFor of [
      { start: '2026-01-31T12:01:00Z' },
      { start: '2020-01-01T00:00:00Z', end: '2026-01-31T12:01:00Z' },
    ]) {
      const root = (draft: Record<string, { publicKey: object }[]>) => {
        Object.assign(draft.tlogs?.[0]?.publicKey ?? {}, { validFor });
      };
      expect(verdict({ root })).toBe('pass');
    }
  });
});

describe('certificates (client-spec 4.1, spec 1.3 #2, #3)', () => {
  test('superfluous certificates after the leaf are passed over', () => {
    const change = (bundle: TestBundle) => {
      const rest = [...sigstore.ca.chain, ...stranger.ca.chain].map((der) => ({
        rawBytes: der.toString('base64'),
      }));
      bundle.verificationMaterial.x509CertificateChain?.certificates.push(...rest);
    };
    expect(verdict({ options: { version: 'v0.1' }, change })).toBe('pass');
  });

  test('a chain that the bundle brings itself makes nothing trusted', () => {
    const foreign = stranger.sign({ version: 'v0.1' });
    const change = (bundle: TestBundle) => {
      Object.assign(bundle, foreign);
      const rest = stranger.ca.chain.map((der) => ({ rawBytes: der.toString('base64') }));
      bundle.verificationMaterial.x509CertificateChain?.certificates.push(...rest);
    };
    expect(verdict({ options: { version: 'v0.1' }, change })).toMatch(
      fails('trust-profile', 'does not chain'),
    );
  });

  test('an authority outside its validity in the root signs nothing', () => {
    const root = (draft: Record<string, object[]>) => {
      Object.assign(draft.certificateAuthorities?.[0] ?? {}, {
        validFor: { start: '2020-01-01T00:00:00Z', end: '2025-01-01T00:00:00Z' },
      });
    };
    expect(verdict({ root })).toMatch(fails('trust-profile', 'does not chain'));
  });

  test('malformed: bytes that are no certificate are a malformed bundle', () => {
    const change = (bundle: TestBundle) => {
      Object.assign(bundle.verificationMaterial, { certificate: { rawBytes: 'AAAA' } });
    };
    expect(verdict({ change })).toMatch(fails('bundle', 'X.509'));
  });
});
