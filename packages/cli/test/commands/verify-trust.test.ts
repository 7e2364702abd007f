import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ARTIFACT,
  createTufRepository,
  type Loopback,
  type LoopbackAnswer,
  startLoopback,
  type TufRepository,
} from '@provkit/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFixture, type Fixture } from '../fixture.ts';
import { LOOPBACK, STILL } from '../network.ts';

const EXPECTED = ['--repo', 'acme/widgets', '--signer-workflow', '.github/workflows/release.yml'];

let fixture: Fixture;
let repository: TufRepository;
let server: Loopback;
let answer: LoopbackAnswer | undefined;

beforeEach(async () => {
  const env: Record<string, string> = {};
  fixture = await createFixture({ env, network: LOOPBACK, clock: STILL });
  env.XDG_CACHE_HOME = join(fixture.folder, 'cache');
  repository = createTufRepository({ 'trusted_root.json': fixture.sigstore.trustedRoot });
  answer = undefined;
  server = await startLoopback(({ url }) => {
    const file = repository.files.get(url.pathname.slice(1));
    return answer ?? (file ? { status: 200, body: file } : { status: 404 });
  });
  await fixture.write('tuf-root.json', repository.root);
});
afterEach(async () => {
  await server.close();
  await fixture.remove();
});

const verify = (...argv: string[]) => fixture.run('verify', ARTIFACT.name, ...EXPECTED, ...argv);
const refreshed = (mode: string, ...argv: string[]) =>
  verify(
    '--trust',
    mode,
    '--tuf-mirror',
    server.url,
    '--tuf-root',
    'tuf-root.json',
    '--format',
    'json',
    ...argv,
  );

describe('provkit verify --trust (T11)', () => {
  test('refresh fetches the current root, and remembers its version', async () => {
    for (const mode of ['refresh', 'require-fresh']) {
      const { code, stdout, stderr } = await refreshed(mode);
      expect([code, stderr]).toEqual([0, '']);
      expect(JSON.parse(stdout).reports[0].trust[0].source).toMatch(
        /^TUF 127\.0\.0\.1:\d+, root 1, timestamp 1,/,
      );
    }
    expect(await readdir(join(fixture.folder, 'cache', 'provkit', 'tuf'))).toHaveLength(1);
  });

  test('refresh goes on with what was fetched before, and warns; require-fresh does not', async () => {
    await refreshed('refresh');
    answer = 'reset';
    const again = await refreshed('refresh');
    expect(again.code).toBe(0);
    expect(again.stderr).toMatch(/^warning: .*the one fetched before is used/);
    const { code, stdout } = await refreshed('require-fresh');
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'inconclusive',
      reports: [
        {
          verdict: 'inconclusive',
          failureReason: 'trust_root_unavailable',
          artifacts: [{ name: ARTIFACT.name }],
          sources: [{ degraded: [{ reason: 'upstream_unavailable' }] }],
        },
      ],
    });
  });

  test('with a repository of one’s own there is nothing embedded to go on with', async () => {
    answer = 'reset';
    expect((await refreshed('refresh')).code).toBe(3);
  });

  test('the public-good repository that cannot be reached: refresh goes on with the embedded root, and warns', async () => {
    answer = 'reset';
    const { code, stderr } = await verify('--trust', 'refresh', '--tuf-mirror', server.url);
    expect(stderr).toMatch(/^warning: .*the embedded one is used/);
    expect(code).toBe(1); // the embedded root does not know our authorities
    expect((await verify('--trust', 'require-fresh', '--tuf-mirror', server.url)).code).toBe(3);
  });

  test('a rollback is refused, and nothing is decided', async () => {
    const old = new Map(repository.files);
    repository.publish();
    await refreshed('refresh');
    repository.files.clear();
    for (const [path, bytes] of old) repository.files.set(path, bytes);
    const { code, stdout } = await refreshed('refresh');
    expect(code).toBe(3);
    expect(stdout).toContain('wrong answer');
  });

  test('a file is as --trusted-root; embedded is the default; neither asks anybody', async () => {
    expect((await verify('--trust', 'root.json')).code).toBe(0);
    expect((await verify('--trusted-root', 'root.json')).code).toBe(0);
    expect((await verify('--trust', 'embedded')).code).toBe(1);
    expect((await verify()).code).toBe(1);
    expect(server.requests).toEqual([]);
  });

  test.each([
    [
      '--trusted-root beside --trust',
      ['--trusted-root', 'root.json', '--trust', 'embedded'],
      'exclude each other',
    ],
    ['--offline', ['--trust', 'refresh', '--offline'], '--offline forbids it'],
    ['a mirror without refresh', ['--tuf-mirror', 'https://tuf.example'], 'add --trust refresh'],
    ['a mirror that is no URL', ['--trust', 'refresh', '--tuf-mirror', 'nonsense'], 'is no URL'],
    [
      'a root without a mirror',
      ['--trust', 'refresh', '--tuf-root', 'tuf-root.json'],
      'add its --tuf-mirror',
    ],
    ['a file that is missing', ['--trust', 'nowhere.json'], 'cannot be read'],
  ])('%s is a usage error', async (_, argv, message) => {
    const { code, stdout, stderr } = await verify(...argv);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)]);
  });

  test('a policy for GitHub’s own instance needs the root of its repository', async () => {
    const policy = {
      version: 1,
      source: 'github:acme/widgets',
      workflow: '.github/workflows/release.yml',
      profiles: ['github'],
    };
    await fixture.write('policy.json', JSON.stringify(policy));
    const { code, stderr } = await fixture.run(
      'verify',
      ARTIFACT.name,
      '--policy',
      'policy.json',
      '--source-tag',
      'v1.2.3',
      '--trust',
      'refresh',
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining('--github-tuf-root')]);
  });
});
