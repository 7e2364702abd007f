import {
  createNpmSigner,
  createSigstore,
  type Loopback,
  type LoopbackAnswer,
  type LoopbackRequest,
  type NpmRegistryOptions,
  npmRegistry,
  startLoopback,
} from '@provkit/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { fetchNpmEvidence, parseRegistryKeys } from '../../../src/adapters/npm/index.ts';
import { summarize } from '../../../src/evidence/index.ts';
import { createVerifier, definePolicy, parseTrustedRoot } from '../../../src/index.ts';
import { loopbackNetwork } from '../../loopback-network.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const SECRET = 'npm_secretsecretsecret123';
const sigstore = createSigstore({ now: () => NOW.getTime() });
const signer = createNpmSigner(sigstore);
const npmPackage = { name: '@acme/widgets', version: '1.2.3' };
const release = signer.release(npmPackage);

let server: Loopback | undefined;
afterEach(async () => server?.close());

/** Asks a registry, which answers otherwise where the test says so. */
async function ask(
  options: Partial<NpmRegistryOptions> = {},
  otherwise: (request: LoopbackRequest) => LoopbackAnswer | undefined = () => undefined,
  network = loopbackNetwork(),
) {
  const registry = npmRegistry({ releases: [release], ...options });
  server = await startLoopback((request) => otherwise(request) ?? registry(request));
  const url = `${server.url}/`;
  return fetchNpmEvidence({
    npmPackage,
    registry: { url, credential: `Bearer ${SECRET}` },
    network,
  });
}

const onAttestations = (given: LoopbackAnswer) => (request: LoopbackRequest) =>
  request.url.pathname.startsWith('/-/') ? given : undefined;
const reasons = async (asked: ReturnType<typeof ask>) =>
  (await asked).outcome.problems.map(({ reason }) => reason);

describe('fetchNpmEvidence (S1.3)', () => {
  test('finds provenance, the registry’s own word, and what would be installed', async () => {
    const { artifact, outcome, publish } = await ask({ credential: `Bearer ${SECRET}` });
    expect(outcome).toMatchObject({
      source: expect.stringContaining('@acme/widgets@1.2.3 at 127.0.0.1'),
      problems: [],
    });
    if (!artifact) throw new Error('no artifact');
    const verifier = createVerifier({
      trust: parseTrustedRoot(sigstore.trustedRoot, 'root'),
      policy: definePolicy({
        source: 'github:acme/widgets',
        workflow: '.github/workflows/release.yml',
      }),
    });
    const report = verifier.verify({
      artifacts: [artifact],
      bundles: outcome.bundles,
      sources: [summarize(outcome)],
      published: { npmPackage, bundles: publish, keys: parseRegistryKeys(signer.keys, 'keys') },
      release: { tag: 'v1.2.3' },
      now: NOW,
    });
    expect(report).toMatchObject({ verdict: 'pass', published: [{ verdict: 'pass' }] });
    expect(server?.requests.map(({ url }) => url.pathname)).toEqual([
      '/@acme%2fwidgets/1.2.3',
      '/-/npm/v1/attestations/@acme%2fwidgets@1.2.3',
    ]);
  });

  test('a version that has none, and does not say that it has, has definitely none', async () => {
    const { outcome, publish } = await ask({ isUnattested: true });
    expect(outcome).toMatchObject({ bundles: [], problems: [] });
    expect(publish).toEqual([]);
  });

  test('spec 1.2: what is announced and not there yet is no definite none', async () => {
    expect(await reasons(ask({ isLate: true }))).toEqual(['not_indexed_yet']);
  });

  test('spec 1.2: 404 for the version may mean that we may not see it', async () => {
    expect(await reasons(ask({ releases: [] }))).toEqual(['not_permitted']);
    expect(await reasons(ask({ credential: 'Bearer another' }))).toEqual(['not_permitted']);
  });

  test('a version without SHA-512 is no artifact, and its evidence is found all the same', async () => {
    const { artifact, outcome } = await ask({
      releases: [{ ...release, integrity: 'sha1-kd/dwLcJ1dTI=' }],
    });
    expect(artifact).toBeUndefined();
    expect(outcome.bundles).toHaveLength(1);
  });
});

describe('bad input gets a bounded, redacted problem', () => {
  const json = (value: unknown): LoopbackAnswer => ({ status: 200, body: JSON.stringify(value) });

  test.each<[string, LoopbackAnswer, string]>([
    ['nonsense', { status: 200, body: '<html>' }, 'malformed'],
    ['another document', json({ error: 'x' }), 'malformed'],
    ['troubles of its own', { status: 503 }, 'upstream_unavailable'],
    ['a refusal', { status: 401 }, 'not_permitted'],
    ['another refusal', { status: 403 }, 'not_permitted'],
    ['come back later', { status: 429, headers: { 'retry-after': '3600' } }, 'rate_limited'],
    ['a broken connection', 'reset', 'upstream_unavailable'],
    ['half an answer', 'truncate', 'upstream_unavailable'],
    ['another host', { status: 302, headers: { location: 'https://evil.example/x' } }, 'malformed'],
    [
      'the cloud’s metadata',
      { status: 302, headers: { location: 'http://169.254.169.254/latest' } },
      'malformed',
    ],
    ['a file', { status: 302, headers: { location: 'file:///etc/passwd' } }, 'malformed'],
    [
      'more than is read',
      { status: 200, headers: { 'content-length': '99999999' }, body: '' },
      'malformed',
    ],
  ])('T14, T15, T18: a registry that answers with %s', async (_, given, reason) => {
    const { outcome, publish } = await ask({}, onAttestations(given));
    expect(outcome.bundles).toEqual([]);
    expect(publish).toEqual([]);
    expect(outcome.problems.map((problem) => problem.reason)).toEqual([reason]);
    expect(JSON.stringify(outcome)).not.toContain(SECRET);
  });

  test('silence ends, and is no answer', async () => {
    const network = loopbackNetwork({ isImpatient: true });
    expect(await reasons(ask({}, () => 'silence', network))).toEqual(['upstream_unavailable']);
  });

  test('T10: an answer about another package or version is none', async () => {
    for (const other of [{ name: 'widgets' }, { version: '1.2.4' }]) {
      const document = json({ ...npmPackage, ...other, dist: { integrity: release.integrity } });
      expect(
        await reasons(
          ask({}, ({ url }) => (url.pathname.startsWith('/-/') ? undefined : document)),
        ),
      ).toEqual(['malformed']);
      await server?.close();
    }
  });

  test('T14: the URL of attestations that the registry states is not followed', async () => {
    const dist = {
      integrity: release.integrity,
      attestations: { url: 'http://169.254.169.254/x' },
    };
    const { outcome } = await ask({}, ({ url }) =>
      url.pathname.startsWith('/-/') ? undefined : json({ ...npmPackage, dist }),
    );
    expect(outcome).toMatchObject({ bundles: [{}], problems: [] });
  });

  test('T18: a redirect within the allowed hosts does not take the token along', async () => {
    const target = await startLoopback(() => json(release.attestations));
    try {
      await ask({}, onAttestations({ status: 302, headers: { location: `${target.url}/x` } }));
      expect(target.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    } finally {
      await target.close();
    }
  });

  test('the caller’s abort is thrown', async () => {
    server = await startLoopback(() => 'silence');
    const signal = AbortSignal.abort(new Error('enough'));
    const asked = fetchNpmEvidence({
      npmPackage,
      registry: { url: `${server.url}/` },
      network: loopbackNetwork(),
      signal,
    });
    await expect(asked).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
