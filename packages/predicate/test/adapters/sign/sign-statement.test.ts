import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  authorityOf,
  DEFAULT_CLAIMS,
  type Fault,
  GITHUB_ISSUER,
  type RootJson,
  type SigstoreServer,
  startLoopback,
  startSigstore,
} from '@provkit/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchIdToken, signStatement } from '../../../src/adapters/sign/index.ts';
import { parseTrustedRoot, type Trust } from '../../../src/index.ts';
import { createVsa, verifyVsa } from '../../../src/vsa/index.ts';
import { loopbackNetwork } from '../../loopback-network.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const GATE = 'acme/gate/.github/workflows/verify.yml@refs/heads/main';
const FILE = {
  name: ARTIFACT.name,
  sha256: createHash('sha256').update(ARTIFACT.bytes).digest('hex'),
};
const STATEMENT = createVsa({
  subjects: [FILE],
  verifier: { id: 'https://acme.example/gate' },
  timeVerified: NOW,
  resourceUri: 'pkg:generic/widgets@1.2.3',
  policy: { uri: 'https://acme.example/policy.json', digest: { sha256: 'f'.repeat(64) } },
  verifiedLevels: ['SLSA_BUILD_LEVEL_3'],
});

let server: SigstoreServer;
beforeAll(async () => {
  server = await startSigstore({ now: () => NOW.getTime() });
  server.setClaims({ ...DEFAULT_CLAIMS, job_workflow_ref: GATE });
});
afterAll(() => server.close());

const network = loopbackNetwork();
const { sleep } = network.clock;
const clock = { now: () => NOW.getTime(), sleep };

async function idToken(): Promise<string> {
  const {
    ACTIONS_ID_TOKEN_REQUEST_URL: url = '',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken = '',
  } = server.env;
  const outcome = await fetchIdToken({ url, requestToken, network });
  if ('problem' in outcome) throw new Error(outcome.problem);
  return outcome.token;
}

/** The server's root, with changes. */
function trustWith(change: (root: RootJson) => void = () => {}): Trust {
  const root = JSON.parse(server.trustedRoot) as RootJson; // of our own making
  change(root);
  return parseTrustedRoot(JSON.stringify(root), 'root');
}

describe('a statement signed by the job', () => {
  test.each([
    ['a log of version 1', () => {}],
    ['a log of version 2 and timestamps', (root: { tlogs: unknown[] }) => root.tlogs.shift()],
  ])('with %s is a bundle that verifies as a summary by whom it names', async (_, change) => {
    const trust = trustWith(change);
    const signed = await signStatement({
      statement: STATEMENT,
      token: await idToken(),
      trust,
      clock,
    });
    if ('problem' in signed) throw new Error(signed.problem);
    expect(signed.signer).toMatchObject({
      san: `https://github.com/${GATE}`,
      issuer: GITHUB_ISSUER,
    });
    const report = verifyVsa({
      vsa: { name: 'vsa', content: signed.bundle },
      signer: { san: signed.signer.san, issuer: GITHUB_ISSUER, trust },
      expected: {
        subjects: [FILE],
        verifierId: 'https://acme.example/gate',
        resourceUri: 'pkg:generic/widgets@1.2.3',
        levels: ['SLSA_BUILD_LEVEL_3'],
      },
      now: NOW,
    });
    expect(report.verdict).toBe('pass');
  });

  test('is not returned if it does not verify against the root', async () => {
    const stranger = await startSigstore({ now: () => NOW.getTime() });
    try {
      const trust = trustWith((root) => {
        authorityOf(root).uri = stranger.url; // it certifies, and nobody believes it
      });
      const signed = await signStatement({
        statement: STATEMENT,
        token: await idToken(),
        trust,
        clock,
      });
      expect(signed).toEqual({
        problem: expect.stringMatching(/^what was signed does not verify: /),
      });
    } finally {
      await stranger.close();
    }
  });

  test('T18: a token that cannot be read is in no message', async () => {
    const token = 'no-token-but-a-secret-all-the-same';
    const signed = await signStatement({ statement: STATEMENT, token, trust: trustWith(), clock });
    expect(signed).toEqual({ problem: expect.stringContaining('[redacted]') });
    expect(JSON.stringify(signed)).not.toContain(token);
  });

  test.each<[Exclude<Fault['kind'], 'answer'> | Fault]>([
    ['reset'],
    ['truncate'],
    ['nonsense'],
    [{ kind: 'answer', status: 403, body: '{"message":"not you"}' }],
    [{ kind: 'answer', status: 200, body: '{}' }],
    [{ kind: 'answer', status: 200, body: '<html>' }],
  ])('an authority that answers %j is a problem without a secret', async (fault) => {
    const broken = await startLoopback(() => fault);
    try {
      const token = await idToken();
      const trust = trustWith((root) => {
        authorityOf(root).uri = broken.url;
      });
      const signed = await signStatement({ statement: STATEMENT, token, trust, clock, retries: 0 });
      expect(signed).toEqual({ problem: expect.stringContaining('no signature from 127.0.0.1') });
      expect(JSON.stringify(signed)).not.toContain(token);
      expect(broken.requests.length).toBeGreaterThan(0);
    } finally {
      await broken.close();
    }
  });

  test('an authority that says nothing is waited for so long and no longer', async () => {
    const silent = await startLoopback(() => 'silence');
    try {
      const trust = trustWith((root) => {
        authorityOf(root).uri = silent.url;
      });
      const hurried = { ...clock, sleep: async () => {} };
      const signed = await signStatement({
        statement: STATEMENT,
        token: await idToken(),
        trust,
        clock: hurried,
      });
      expect(signed).toEqual({ problem: 'no signature within 60000 ms' });
    } finally {
      await silent.close();
    }
  });

  test('a root without an authority in office asks nobody', async () => {
    const trust = trustWith((root) => {
      authorityOf(root).validFor.end = '2026-01-30T00:00:00Z';
    });
    const signed = await signStatement({ statement: STATEMENT, token: 'x.y.z', trust, clock });
    expect(signed).toEqual({ problem: expect.stringContaining('no authority and log in office') });
  });
});

describe('an id token of the job', () => {
  test('is asked for Sigstore, with the request token', async () => {
    const [, claims = ''] = (await idToken()).split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      aud: 'sigstore',
      job_workflow_ref: GATE,
    });
  });

  test.each<[string, Exclude<Fault['kind'], 'answer'> | Fault]>([
    ['refuses', { kind: 'answer', status: 401 }],
    ['answers no JSON', { kind: 'answer', status: 200, body: '<html>' }],
    ['answers no token', { kind: 'answer', status: 200, body: '{"value":42}' }],
    ['answers what is no token', { kind: 'answer', status: 200, body: '{"value":"a b"}' }],
    ['floods', 'flood'],
    ['breaks', 'truncate'],
    [
      'redirects elsewhere',
      { kind: 'answer', status: 302, headers: { location: 'https://evil.example/' } },
    ],
  ])('T18: a server that %s is a problem without the request token', async (_, fault) => {
    const broken = await startLoopback(() => fault);
    try {
      const requestToken = 'the-request-token-of-the-job';
      const outcome = await fetchIdToken({ url: `${broken.url}/token?a=b`, requestToken, network });
      expect(outcome).toEqual({ problem: expect.any(String) });
      expect(JSON.stringify(outcome)).not.toContain(requestToken);
      expect(broken.requests[0]?.url.searchParams.get('audience')).toBe('sigstore');
      expect(broken.requests[0]?.headers.authorization).toBe(`Bearer ${requestToken}`);
    } finally {
      await broken.close();
    }
  });

  test('T14: what is no URL, or not https, is not asked', async () => {
    for (const url of ['', 'x', 'http://token.example/', 'file:///etc/passwd']) {
      const outcome = await fetchIdToken({ url, requestToken: 'secret', network });
      expect(outcome).toHaveProperty('problem');
    }
  });
});
