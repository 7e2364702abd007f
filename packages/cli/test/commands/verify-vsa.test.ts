import {
  ARTIFACT,
  createSigstore,
  DEFAULT_CLAIMS,
  GITHUB_ISSUER,
  generateSigningKey,
  signEnvelope,
  type TestVsa,
  VSA,
  vsaFor,
} from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture } from '../fixture.ts';

const FILE = ARTIFACT.name;
const COMMIT = 'a'.repeat(40);
const KEY = generateSigningKey();
const VERIFIER = ['--verifier-id', VSA.verifierId];
const RESOURCE = ['--resource-uri', VSA.resourceUri];
const LEVEL = ['--level', VSA.level];
const SIGNED = ['--vsa', 'vsa.json', '--key', 'key.pem'];
const ALL = [...VERIFIER, ...RESOURCE, ...LEVEL];

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
  await fixture.write('key.pem', KEY.pem);
  await writeVsa();
});
afterEach(() => fixture.remove());

async function writeVsa(change?: (vsa: TestVsa) => void): Promise<void> {
  const envelope = signEnvelope(vsaFor(change), [{ key: KEY, keyid: 'keystore://gate' }]);
  await fixture.write('vsa.json', JSON.stringify(envelope));
}

const verify = (...argv: string[]) =>
  fixture.run('verify-vsa', ...argv, ...SIGNED, '--key-id', 'keystore://gate');
const failed = (stdout: string) =>
  JSON.parse(stdout)
    .reports[0].checks.filter(({ status }: { status: string }) => status === 'fail')
    .map(({ id }: { id: string }) => id);

describe('provkit verify-vsa', () => {
  test('passes, and says who verified what, by which policy and at which levels', async () => {
    const { code, stdout, stderr } = await verify(FILE, ...ALL, '--offline');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('verification summary holds');
    expect(stdout).toMatch(/verified by +https:\/\/verifier.example\/gate\n/);
    expect(stdout).toMatch(/policy +https:\/\/verifier.example\/policies\/release\n/);
    expect(stdout).toMatch(/levels +SLSA_BUILD_LEVEL_3\n/);
    expect(stdout).toMatch(/signed by +the key keystore:\/\/gate\n/);
  });

  test('passes with every further expectation that holds', async () => {
    const { code, stdout } = await verify(
      FILE,
      ...ALL,
      ...['--level', 'SLSA_BUILD_LEVEL_1', '--dependency-level', 'SLSA_BUILD_LEVEL_2'],
      ...['--policy-uri', VSA.policyUri, '--policy-digest', `sha256:${'f'.repeat(64)}`],
      ...['--max-age', '1h', '--format', 'json'],
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      verdict: 'pass',
      reports: [{ name: 'vsa.json', summary: { verifiedLevels: [VSA.level] } }],
    });
  });

  test.each([
    ['--verifier-id', ['--verifier-id', 'https://evil.example', ...RESOURCE, ...LEVEL], 'verifier'],
    ['--resource-uri', [...VERIFIER, '--resource-uri', 'pkg:generic/x', ...LEVEL], 'resource'],
    ['--level', [...VERIFIER, ...RESOURCE, '--level', 'SLSA_BUILD_LEVEL_4'], 'levels'],
    ['second --level', [...ALL, '--level', 'OURS'], 'levels'],
    ['--dependency-level', [...ALL, '--dependency-level', 'SLSA_BUILD_LEVEL_3'], 'dependencies'],
    ['--policy-uri', [...ALL, '--policy-uri', 'https://x.example'], 'policy'],
    ['--policy-digest', [...ALL, '--policy-digest', `sha256:${'0'.repeat(64)}`], 'policy'],
    ['--max-age', [...ALL, '--max-age', '59m'], 'time-verified'],
  ])('another %s fails its check, and says expected and found', async (_, argv, check) => {
    const { code, stdout } = await verify(FILE, ...argv, '--format', 'json');
    expect([code, failed(stdout)]).toEqual([1, [check]]);
    const text = await verify(FILE, ...argv);
    expect(text.stdout).toMatch(/ {6}expected +\S/);
    expect(text.stdout).toMatch(/ {6}found +\S/);
  });

  test('another file fails, and so does one of several', async () => {
    await fixture.write('other.tgz', 'x');
    const { code, stdout } = await verify(FILE, 'other.tgz', ...ALL, '--format', 'json');
    expect([code, failed(stdout)]).toEqual([1, ['subject']]);
  });

  test('a file with a digest of any SHA-2 is found, a digest in place of a file too', async () => {
    const { createHash } = await import('node:crypto');
    const digest = (name: string) => createHash(name).update(ARTIFACT.bytes).digest('hex');
    await writeVsa((vsa) => {
      vsa.subject = [{ name: FILE, digest: { sha384: digest('sha384') } }];
    });
    expect((await verify(FILE, ...ALL)).code).toBe(0);
    expect((await verify(`sha384:${digest('sha384')}`, ...ALL)).code).toBe(0);
    expect((await verify(`sha256:${digest('sha256')}`, ...ALL)).code).toBe(1);
  });

  test('a source revision is named by its commit, and held against a ref (SLSA 1.2)', async () => {
    await writeVsa((vsa) => {
      const annotations = { sourceRefs: ['refs/heads/main'] };
      vsa.subject = [{ name: '', digest: { gitCommit: COMMIT }, annotations }];
      vsa.predicate.verifiedLevels = ['SLSA_SOURCE_LEVEL_3'];
    });
    const asked = [
      `gitCommit:${COMMIT}`,
      ...VERIFIER,
      ...RESOURCE,
      '--level',
      'SLSA_SOURCE_LEVEL_2',
    ];
    expect((await verify(...asked, '--source-ref', 'refs/heads/main')).code).toBe(0);
    const { code, stdout } = await verify(
      ...asked,
      '--source-ref',
      'refs/heads/x',
      '--format',
      'json',
    );
    expect([code, failed(stdout)]).toEqual([1, ['source-ref']]);
  });

  test('opting out of each expectation passes, and says what was not asked for', async () => {
    const { code, stdout } = await verify(
      '--any-subject-unsafe',
      '--any-verifier-unsafe',
      '--any-resource-unsafe',
      '--any-level-unsafe',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('which artifact the summary is about');
    expect(stdout).toContain('at which level it was verified');
  });

  test('another key, or another name of it, fails', async () => {
    await fixture.write('other.pem', generateSigningKey().pem);
    const vsa = ['--vsa', 'vsa.json', FILE, ...ALL, '--format', 'json'];
    const other = await fixture.run(
      'verify-vsa',
      ...vsa,
      '--key',
      'other.pem',
      '--key-id',
      'keystore://gate',
    );
    expect([other.code, failed(other.stdout)]).toEqual([1, ['signature']]);
    for (const argv of [[], ['--key-id', 'my_key_id']]) {
      const unnamed = await fixture.run('verify-vsa', ...vsa, '--key', 'key.pem', ...argv);
      expect([unnamed.code, failed(unnamed.stdout)]).toEqual([1, ['signature']]);
    }
  });

  test('a bundle is held against the holder of its certificate', async () => {
    const sigstore = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });
    await fixture.write('gate-root.json', sigstore.trustedRoot);
    const bundle = sigstore.sign({ payload: JSON.stringify(vsaFor()) });
    await fixture.write('bundle.json', JSON.stringify(bundle));
    const ask = (name: string, issuer = GITHUB_ISSUER) =>
      fixture.run(
        'verify-vsa',
        ...[FILE, ...ALL, '--vsa', 'bundle.json', '--trusted-root', 'gate-root.json'],
        ...['--cert-identity', name, '--cert-oidc-issuer', issuer, '--format', 'json'],
      );
    const name = `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`;
    expect((await ask(name)).code).toBe(0);
    const other = await ask('https://github.com/evil/x/.github/workflows/x.yml@refs/heads/main');
    expect([other.code, failed(other.stdout)]).toEqual([1, ['identity']]);
    const issuer = await ask(name, 'https://accounts.example.com');
    expect([issuer.code, failed(issuer.stdout)]).toEqual([1, ['identity']]);
  });
});

describe('bad input', () => {
  test.each([
    ['malformed', '{'],
    ['empty', ''],
    ['deeply nested', '['.repeat(100_000)],
    ['binary', Buffer.from([0, 255, 254])],
    ['another document', '{"hello":"world"}'],
    ['oversized', Buffer.alloc(25 * 1024 * 1024, ' ')],
  ])('a summary that is %s fails with its reason, exit code 1', async (_, content) => {
    await fixture.write('vsa.json', content);
    const { code, stdout, stderr } = await verify(FILE, ...ALL);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain('predicate_malformed');
  });

  test.each([
    [[FILE, ...ALL, '--key', 'key.pem'], 'name the summary: --vsa FILE'],
    [[FILE, ...ALL, '--vsa', 'vsa.json'], '--key PEM, or --cert-identity NAME'],
    [[FILE, ...ALL, '--vsa', 'vsa.json', '--cert-identity', 'x'], '--cert-oidc-issuer URL'],
    [[FILE, ...ALL, '--vsa', 'vsa.json', '--key-id', 'x'], 'add --key PEM'],
    [[FILE, ...ALL, ...SIGNED, '--cert-identity', 'x'], 'exclude each other'],
    [[FILE, ...ALL, ...SIGNED, '--trusted-root', 'root.json'], 'exclude each other'],
    [[...ALL, ...SIGNED], 'name the files or digests'],
    [[FILE, ...RESOURCE, ...LEVEL, ...SIGNED], '--verifier-id URI, or --any-verifier-unsafe'],
    [[FILE, ...VERIFIER, ...LEVEL, ...SIGNED], '--resource-uri URI, or --any-resource-unsafe'],
    [[FILE, ...VERIFIER, ...RESOURCE, ...SIGNED], '--level LEVEL, or --any-level-unsafe'],
    [[FILE, ...ALL, ...SIGNED, '--any-level-unsafe'], 'exclude each other'],
    [[FILE, ...ALL, ...SIGNED, '--any-subject-unsafe'], 'exclude each other'],
    [[FILE, ...ALL, ...SIGNED, '--level', 'SLSA_BUILD_LEVEL_03'], 'neither a level'],
    [[FILE, ...ALL, ...SIGNED, '--dependency-level', 'X'], 'no SLSA_<TRACK>_LEVEL_<n>'],
    [[FILE, ...ALL, ...SIGNED, '--max-age', 'soon'], '--max-age soon is no length of time'],
    [[FILE, ...ALL, ...SIGNED, '--policy-digest', 'x'], 'write ALG:HEX'],
    [[FILE, ...ALL, ...SIGNED, '--policy-digest', 'sha1:x'], 'give sha256'],
    [[FILE, ...ALL, ...SIGNED, '--source-ref', 'refs/heads/main'], 'is none'],
    [['sha1:abc', ...ALL, ...SIGNED], 'give sha256'],
    [['sha256:abc', ...ALL, ...SIGNED], 'lowercase hexadecimal'],
    [['missing.tgz', ...ALL, ...SIGNED], 'missing.tgz cannot be read: there is no such file'],
    [[FILE, ...ALL, '--vsa', 'missing.json', '--key', 'key.pem'], 'missing.json cannot be read'],
    [[FILE, ...ALL, '--vsa', 'vsa.json', '--key', 'missing.pem'], 'missing.pem cannot be read'],
    [[FILE, ...ALL, '--vsa', 'vsa.json', '--key', 'vsa.json'], 'no public key in PEM'],
  ])('%j is exit code 2 with a hint', async (argv, message) => {
    const { code, stdout, stderr } = await fixture.run('verify-vsa', ...argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
  });

  test('a file with a colon in its name is named by its path', async () => {
    await fixture.write('ab:c', ARTIFACT.bytes);
    expect((await verify('./ab:c', ...ALL)).code).toBe(0);
    expect((await verify('ab:c', ...ALL)).code).toBe(1);
  });
});
