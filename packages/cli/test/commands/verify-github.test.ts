import { ARTIFACT } from '@provkit/testkit';
import type { GithubRequest } from '@provkit/testkit/github';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answer, DIGEST, type GithubWorld, startGithubWorld } from '../github-world.ts';

let world: GithubWorld;
beforeAll(async () => {
  world = await startGithubWorld();
});
afterAll(() => world.close());
beforeEach(() => world.reset());
afterEach(() => {
  expect(world.server.violations).toEqual([]);
});

const isAttestations = ({ path }: GithubRequest) => path.includes('/attestations/');
const VERIFY = [
  ARTIFACT.name,
  '--trusted-root',
  'root.json',
  '--repo',
  'acme/widgets',
  '--signer-workflow',
  '.github/workflows/release.yml',
  '--format',
  'json',
];

async function verify(...argv: readonly string[]) {
  const { code, stdout, stderr } = await world.fixture.run('verify', ...VERIFY, ...argv);
  expect(stderr).toBe('');
  const { reports } = JSON.parse(stdout);
  return { code, report: reports[0] };
}

describe('S1.3: provkit verify with a token', () => {
  test('asks GitHub first, and nobody else when that passes', async () => {
    world.attest();
    const { code, report } = await verify();
    expect(code).toBe(0);
    expect(report.sources).toEqual([
      { source: 'attestations of github.com/acme/widgets', found: 1, degraded: [] },
    ]);
  });

  test('falls back to the files beside when GitHub has none', async () => {
    const { code, report } = await verify();
    expect(code).toBe(0);
    expect(report.sources.map(({ found }: { found: number }) => found)).toEqual([0, 1]);
  });

  test('without attestations: read it degrades to the fallback, and says so', async () => {
    world.repository.mayReadAttestations = false;
    const { code, report } = await verify();
    expect(code).toBe(0);
    expect(report.sources[0].degraded).toMatchObject([
      { reason: 'not_permitted', message: expect.stringContaining('attestations: read') },
    ]);
  });

  test('never passes because something could not be looked up: the fallback fails, and it stays undecided', async () => {
    await world.fixture.sign({ loggedAfterMs: 11 * 60_000 });
    world.server.setFault((request) => (isAttestations(request) ? answer(503) : undefined));
    expect(await verify()).toMatchObject({
      code: 3,
      report: { verdict: 'inconclusive', failureReason: 'upstream_unavailable' },
    });
    world.server.setFault((request) =>
      isAttestations(request) ? answer(429, '{}', { 'retry-after': '3600' }) : undefined,
    );
    expect(await verify()).toMatchObject({ code: 3, report: { failureReason: 'rate_limited' } });
  });

  test('definitely none anywhere is a failure', async () => {
    const name = 'unsigned.tgz';
    await world.fixture.write(name, 'x');
    const { code, stdout } = await world.fixture.run('verify', name, ...VERIFY.slice(1));
    expect([code, JSON.parse(stdout).reports[0].failureReason]).toEqual([1, 'attestation_missing']);
  });

  test('bundles that are named are the only ones, and --offline asks nobody', async () => {
    world.attest();
    const named = await verify('--bundle', `${ARTIFACT.name}.sigstore.json`);
    expect(named.report.sources).toMatchObject([{ source: 'the bundles that were named' }]);
    expect((await verify('--offline')).code).toBe(0);
    expect(world.server.requests).toEqual([]);
  });
});

describe('S1.3: provkit verify by a policy with several repositories', () => {
  const ASKED = ['--policy', 'several.json', '--source-tag', 'v1.2.3', '--format', 'json'];
  const ROOT = ['--trusted-root', 'root.json'];
  const verifyDigest = async (...repositories: readonly string[]) => {
    const anyOf = repositories.map((name) => ({
      source: `github:acme/${name}`,
      workflow: '.github/workflows/release.yml',
    }));
    await world.fixture.write('several.json', JSON.stringify({ version: 1, anyOf }));
    const { code, stdout } = await world.fixture.run('verify', DIGEST, ...ROOT, ...ASKED);
    const [report] = JSON.parse(stdout).reports;
    return {
      code,
      report,
      sources: report.sources.map(({ source }: { source: string }) => source),
    };
  };

  test('asks each of them, in the order of the policy', async () => {
    world.attest();
    expect(await verifyDigest('other', 'widgets')).toMatchObject({
      code: 0,
      sources: ['attestations of github.com/acme/other', 'attestations of github.com/acme/widgets'],
    });
    expect((await verifyDigest('widgets', 'other')).sources).toEqual([
      'attestations of github.com/acme/widgets',
    ]);
  });

  test('one that cannot be read leaves the verdict open, whatever the others say', async () => {
    expect(await verifyDigest('widgets', 'other')).toMatchObject({
      code: 3,
      report: { sources: [{ degraded: [] }, { degraded: [{ reason: 'not_permitted' }] }] },
    });
  });

  test('sets of expectations of one repository ask it once', async () => {
    expect((await verifyDigest('widgets', 'widgets')).sources).toHaveLength(1);
  });
});

describe('provkit verify without a token', () => {
  beforeEach(() => {
    delete world.env.GITHUB_TOKEN;
  });

  test('opens no connection where a bundle lies beside the file', async () => {
    expect((await verify()).code).toBe(0);
    expect(world.server.requests).toEqual([]);
  });

  test('asks GitHub about a digest', async () => {
    world.attest();
    const { code } = await world.fixture.run('verify', DIGEST, ...VERIFY.slice(1));
    expect(code).toBe(0);
    expect(world.server.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  test('of a digest there must be somewhere to look', async () => {
    const { code, stderr } = await world.fixture.run(
      'verify',
      DIGEST,
      ...VERIFY.slice(1),
      '--offline',
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining('--bundle FILE')]);
  });
});
