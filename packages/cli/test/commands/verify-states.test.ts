import { createHash } from 'node:crypto';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ARTIFACT,
  claimsForRef,
  DEFAULT_CLAIMS,
  GITHUB_ISSUER,
  type SigstoreServer,
  startSigstore,
} from '@provkit/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture, NOW } from '../fixture.ts';
import { LOOPBACK, STILL } from '../network.ts';

const GATE = 'acme/gate/.github/workflows/verify.yml@refs/heads/main';
const FILE = ARTIFACT.name;
const NAMES = [
  ...['--verifier-id', 'https://acme.example/gate'],
  ...['--resource-uri', 'pkg:generic/widgets@1.2.3'],
];
const POLICY_URI = ['--policy-uri', 'https://acme.example/provkit.policy.json'];
const STATE = ['--vsa', 'out.json', ...NAMES, ...POLICY_URI];
const ASKED = ['--policy', 'provkit.policy.json', '--source-tag', 'v1.2.3'];

let server: SigstoreServer;
beforeAll(async () => {
  server = await startSigstore({ now: () => Date.parse(NOW) });
});
afterAll(() => server.close());

let fixture: Fixture;
beforeEach(async () => {
  server.setClaims({ ...DEFAULT_CLAIMS, job_workflow_ref: GATE });
  fixture = await createFixture({ network: LOOPBACK, clock: STILL });
  // one instance of Sigstore for both: it has signed the release, and will sign the summary
  await fixture.write('root.json', server.trustedRoot);
  await sign();
});
afterEach(() => fixture.remove());

async function sign(
  options: Parameters<SigstoreServer['sigstore']['sign']>[0] = {},
): Promise<void> {
  await fixture.write(`${FILE}.sigstore.json`, JSON.stringify(server.sigstore.sign(options)));
}

const ROOT = ['--trusted-root', 'root.json'];
const verify = (...argv: string[]) => fixture.run('verify', FILE, ...ROOT, ...ASKED, ...argv);
const inJob = (env: Readonly<Record<string, string>>, ...argv: string[]) =>
  fixture.runWith(env, 'verify', FILE, ...ROOT, ...ASKED, ...argv);
const verifyVsa = (...argv: string[]) =>
  fixture.run(
    'verify-vsa',
    ...[FILE, ...NAMES, '--vsa', 'out.json', '--level', 'SLSA_BUILD_LEVEL_1', ...argv],
  );
const HOLDER = [
  ...ROOT,
  ...['--cert-identity', `https://github.com/${GATE}`, '--cert-oidc-issuer', GITHUB_ISSUER],
];
const isThere = (name: string) =>
  access(join(fixture.folder, name)).then(
    () => true,
    () => false,
  );

describe('provkit verify --vsa, signed', () => {
  test('what it writes in a job with an id token, verify-vsa accepts from that job and no other', async () => {
    const { code, stderr } = await inJob(server.env, ...STATE);
    expect([code, stderr]).toEqual([
      0,
      `out.json: PASSED, signed by https://github.com/${GATE} (issuer ${GITHUB_ISSUER})\n`,
    ]);
    const policy = createHash('sha256').update(await fixture.read('provkit.policy.json'));
    const digest = ['--policy-digest', `sha256:${policy.digest('hex')}`];
    expect((await verifyVsa(...HOLDER, ...POLICY_URI, ...digest, '--max-age', '1h')).code).toBe(0);
    const other = HOLDER.map((value) => value.replace('verify.yml', 'other.yml'));
    expect((await verifyVsa(...other)).code).toBe(1);
    expect((await verifyVsa(...HOLDER, '--level', 'SLSA_BUILD_LEVEL_2')).code).toBe(1);
  });

  test('one signature is for all files of the call', async () => {
    const { code } = await inJob(
      server.env,
      ...STATE,
      `sha256:${sha256(ARTIFACT.bytes)}`,
      '--bundle',
      `${FILE}.sigstore.json`,
    );
    expect(code).toBe(0);
    expect((await fixture.read('out.json')).trim().split('\n')).toHaveLength(1);
    expect((await verifyVsa(...HOLDER)).code).toBe(0);
  });

  test('takes the token in SIGSTORE_ID_TOKEN, as other tools do', async () => {
    const { ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN } = server.env;
    const answer = await fetch(`${ACTIONS_ID_TOKEN_REQUEST_URL}&audience=sigstore`, {
      headers: { authorization: `bearer ${ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
    });
    const { value } = (await answer.json()) as { value: string };
    expect((await inJob({ SIGSTORE_ID_TOKEN: value }, ...STATE)).code).toBe(0);
    expect((await verifyVsa(...HOLDER)).code).toBe(0);
  });

  test('a failure is stated too, of what failed; nobody can take it for a pass', async () => {
    await fixture.write('bad.tgz', 'other');
    const bundle = ['--bundle', `${FILE}.sigstore.json`];
    const { code, stderr } = await inJob(server.env, 'bad.tgz', ...STATE, ...bundle);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^out.json: FAILED, signed by /)]);
    const { dsseEnvelope } = JSON.parse(await fixture.read('out.json'));
    const statement = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString());
    expect(statement.subject).toEqual([{ name: 'bad.tgz', digest: { sha256: sha256('other') } }]);
    expect(statement.predicate.verificationResult).toBe('FAILED');
    expect((await verifyVsa(...HOLDER)).code).toBe(1);
  });

  test('T1: a job that could sign as the release builder states nothing', async () => {
    server.setClaims(claimsForRef('refs/tags/v1.2.3'));
    const { code, stderr } = await inJob(server.env, ...STATE);
    expect([code, await isThere('out.json')]).toEqual([5, false]);
    expect(stderr).toContain('which the policy takes for the release builder');
  });

  test('a signature that cannot be had ends with 5 and no file, and the report is written all the same', async () => {
    const env = { ...server.env, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'a-token-that-is-not-good' };
    const { code, stdout, stderr } = await inJob(env, ...STATE);
    expect([code, await isThere('out.json')]).toEqual([5, false]);
    expect(stdout).toContain(FILE);
    expect(stderr).toContain('out.json: not written: ');
    expect(stderr).not.toContain('a-token-that-is-not-good');
    await sign({ claims: claimsForRef('refs/heads/main') });
    expect((await inJob(env, ...STATE)).code).toBe(1); // a failure stays one
  });

  test('a token of nobody ends with 5, and is shown nowhere (T18)', async () => {
    const env = { SIGSTORE_ID_TOKEN: 'a-secret-that-is-no-token' };
    const { code, stdout, stderr } = await inJob(env, ...STATE);
    expect(code).toBe(5);
    expect(stdout + stderr).not.toContain('a-secret-that-is-no-token');
  });
});

describe('provkit verify --vsa, unsigned', () => {
  test('without an id token it is a statement, says so, and verify-vsa refuses it', async () => {
    const { code, stderr } = await verify(...STATE);
    expect([code, stderr]).toEqual([
      0,
      'out.json: PASSED, NOT SIGNED, for there is no id token (SIGSTORE_ID_TOKEN): it proves nothing to others\n',
    ]);
    const statement = JSON.parse(await fixture.read('out.json'));
    expect(Object.keys(statement)).toEqual(['_type', 'subject', 'predicateType', 'predicate']);
    expect(statement.predicate).toMatchObject({
      verificationResult: 'PASSED',
      verifiedLevels: ['SLSA_BUILD_LEVEL_1'],
      timeVerified: NOW,
    });
    const refused = await verifyVsa(...HOLDER);
    expect([refused.code, refused.stdout]).toEqual([
      1,
      expect.stringContaining('predicate_malformed'),
    ]);
  });

  test('a job without the permission is told which', async () => {
    const { code, stderr } = await inJob({ GITHUB_ACTIONS: 'true' }, ...STATE);
    expect([code, stderr]).toEqual([0, expect.stringContaining('permissions: id-token: write')]);
  });

  test('--offline asks nobody, whatever token there is', async () => {
    const { code, stderr } = await inJob(server.env, ...STATE, '--offline');
    expect([code, stderr]).toEqual([0, expect.stringContaining('NOT SIGNED, for --offline')]);
  });

  test('--vsa-signed: signed or not at all', async () => {
    const { code, stderr } = await verify(...STATE, '--vsa-signed');
    expect([code, await isThere('out.json')]).toEqual([5, false]);
    expect(stderr).toContain('not written: --vsa-signed, and there is no id token');
    expect((await inJob(server.env, ...STATE, '--vsa-signed')).code).toBe(0);
  });
});

describe('provkit verify --vsa, the file', () => {
  test('T19: what could not be decided leaves none, not even an older one', async () => {
    expect((await verify(...STATE)).code).toBe(0);
    const network = [
      '--trust',
      'require-fresh',
      '--tuf-mirror',
      server.url.replace('http:', 'https:'),
    ];
    const { code, stderr } = await fixture.run('verify', FILE, ...ASKED, ...STATE, ...network);
    expect([code, stderr]).toEqual([3, 'out.json: not written, for nothing was decided\n']);
    expect(await isThere('out.json')).toBe(false);
  });

  test('a usage error leaves no older one either', async () => {
    expect((await verify(...STATE)).code).toBe(0);
    expect((await verify('missing.tgz', ...STATE)).code).toBe(2);
    expect(await isThere('out.json')).toBe(false);
  });

  test('is written wholly or not at all: nothing else is left beside it', async () => {
    await verify(...STATE);
    expect((await readdir(fixture.folder)).filter((name) => name.includes('out.json'))).toEqual([
      'out.json',
    ]);
    const nowhere = STATE.map((value) => (value === 'out.json' ? 'missing/out.json' : value));
    const { code, stderr } = await verify(...nowhere);
    expect([code, stderr]).toEqual([5, 'missing/out.json: not written: it cannot be (ENOENT)\n']);
  });

  test.each([[FILE], ['provkit.policy.json'], ['root.json']])(
    'is never %s, which is read',
    async (file) => {
      const before = await fixture.read(file);
      const argv = STATE.map((value) => (value === 'out.json' ? file : value));
      const { code, stderr } = await verify(...argv);
      expect([code, stderr]).toEqual([2, expect.stringContaining('name another file')]);
      expect(await fixture.read(file)).toBe(before);
    },
  );

  test.each<[string, string[]]>([
    ['--verifier-id', ['--vsa', 'out.json', '--resource-uri', 'x:y', ...POLICY_URI]],
    ['--resource-uri', ['--vsa', 'out.json', '--verifier-id', 'x:y', ...POLICY_URI]],
    ['--policy-uri', ['--vsa', 'out.json', ...NAMES]],
    [
      'is no URI',
      ['--vsa', 'out.json', '--verifier-id', 'gate', '--resource-uri', 'x:y', ...POLICY_URI],
    ],
    ['--verifier-id without --vsa', ['--verifier-id', 'x:y']],
    ['--vsa-signed without --vsa', ['--vsa-signed']],
    ['--offline forbids it', [...STATE, '--vsa-signed', '--offline']],
  ])('says what is missing: %s', async (message, argv) => {
    const { code, stderr } = await verify(...argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('names a policy that others can read: flags are none', async () => {
    const flags = ['--repo', 'acme/widgets', '--signer-workflow', '.github/workflows/release.yml'];
    const { code, stderr } = await fixture.run('verify', FILE, ...ROOT, ...flags, ...STATE);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--policy FILE')]);
  });
});

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
