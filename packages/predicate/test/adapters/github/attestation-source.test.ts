import type { FakeRun } from '@provkit/testkit/github';
import { compress } from 'snappyjs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAttestationSource } from '../../../src/adapters/github/index.ts';
import {
  attest,
  BUNDLE,
  DIGEST,
  HEX,
  JSON_BYTES,
  resetWorld,
  startWorld,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => resetWorld(world));

const ARTIFACT = { name: 'widgets.tgz', sha256: HEX };
const find = (options: Parameters<World['github']>[0] = {}) =>
  createAttestationSource(world.github(options)).find(ARTIFACT);

describe('S1.3: attestations of a digest', () => {
  test('come in the answer or behind a URL, raw or packed, and every request is as GitHub describes it', async () => {
    attest(world, 'inline', { blob: JSON_BYTES }, { blob: compress(JSON_BYTES) });
    const outcome = await find();
    expect(outcome.problems).toEqual([]);
    const texts = outcome.bundles.map((found) =>
      'content' in found ? Buffer.from(found.content).toString() : found.problem,
    );
    expect(texts).toEqual(Array(3).fill(JSON.stringify(BUNDLE)));
    expect(outcome.bundles[2]?.name).toBe('attestations of github.com/acme/widgets #3');
    expect(world.server.violations).toEqual([]);
  });

  test('T14: the token goes to the API, and not to where the blobs are', async () => {
    attest(world, { blob: JSON_BYTES });
    await find();
    const sent = world.server.requests.map(({ host, authorization }) => [host, authorization]);
    expect(sent).toEqual([
      ['api', `Bearer ${world.repository.token}`],
      ['blob', undefined],
    ]);
  });

  test('are read page by page', async () => {
    attest(world, ...Array<'inline'>(250).fill('inline'));
    const outcome = await find();
    expect([outcome.bundles.length, outcome.problems, world.server.requests.length]).toEqual([
      250,
      [],
      3,
    ]);
    expect(world.server.violations).toEqual([]);
  });

  test('spec 1.2: more than are read are a truncated answer', async () => {
    attest(world, ...Array<'inline'>(1_001).fill('inline'));
    const outcome = await find();
    expect(outcome.bundles).toHaveLength(1_000);
    expect(outcome.problems).toMatchObject([{ reason: 'truncated' }]);
  });

  test('need no token where the repository is public', async () => {
    attest(world, 'inline');
    const outcome = await find({ isAnonymous: true });
    expect([outcome.bundles.length, outcome.problems]).toEqual([1, []]);
    expect(world.server.requests[0]?.authorization).toBeUndefined();
  });
});

describe('spec 1.2: none, or cannot tell', () => {
  test('an empty list is none', async () => {
    expect(await find()).toMatchObject({ bundles: [], problems: [] });
    expect(world.server.requests).toHaveLength(1);
  });

  const fourOhFour = { kind: 'answer', status: 404, body: '{"message":"Not Found"}' } as const;

  test('a 404 is none when the same token has just read the repository', async () => {
    world.server.setFault(({ path }) => (path.includes('/attestations/') ? fourOhFour : undefined));
    expect(await find()).toMatchObject({ bundles: [], problems: [] });
    expect(world.server.requests.map(({ path }) => path)).toEqual([
      `/repos/acme/widgets/attestations/${DIGEST}`,
      '/repos/acme/widgets',
    ]);
  });

  test('a 404 is not none when the repository cannot be read either', async () => {
    world.repository.isPublic = false;
    const outcome = await find({ isAnonymous: true });
    expect(outcome.problems).toMatchObject([
      { reason: 'not_permitted', message: expect.stringContaining('attestations: read') },
    ]);
  });

  test('S1.3: without attestations: read it is degraded, and says what is missing', async () => {
    world.repository.mayReadAttestations = false;
    const outcome = await find();
    expect(outcome).toMatchObject({
      bundles: [],
      problems: [
        {
          reason: 'not_permitted',
          message: expect.stringMatching(
            /403.*Resource not accessible by integration.*attestations: read/,
          ),
        },
      ],
    });
  });

  test('within the indexing grace an empty list is not none', async () => {
    const github = world.github();
    const now = Date.now();
    const at = (completedAt?: number) =>
      createAttestationSource(github, {
        run: completedAt === undefined ? {} : { completedAt },
      }).find(ARTIFACT);
    expect((await at(now - 60_000)).problems).toMatchObject([{ reason: 'not_indexed_yet' }]);
    expect((await at()).problems).toMatchObject([{ reason: 'not_indexed_yet' }]);
    expect((await at(now - 601_000)).problems).toEqual([]);
  });

  describe('asked of a run by its numbers', () => {
    const findOf = () =>
      createAttestationSource(world.github(), { run: { id: '42', attempt: 1 } }).find(ARTIFACT);
    const runThat = (changes: Partial<FakeRun>) =>
      world.repository.runs.push({ id: 42, headSha: 'c'.repeat(40), ...changes });
    const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

    test.each<[string, Partial<FakeRun>, readonly string[]]>([
      ['has just ended', { updatedAt: secondsAgo(30) }, ['not_indexed_yet']],
      ['goes on', { status: 'in_progress', conclusion: null }, ['not_indexed_yet']],
      ['ended long ago', { updatedAt: secondsAgo(3600) }, []],
      ['is not there', { id: 43 }, []],
    ])('none of a run that %s', async (_, run, reasons) => {
      runThat(run);
      expect((await findOf()).problems.map(({ reason }) => reason)).toEqual(reasons);
    });

    test('the run is asked for only where there is no attestation', async () => {
      runThat({ updatedAt: secondsAgo(30) });
      attest(world, 'inline');
      expect((await findOf()).problems).toEqual([]);
      expect(world.server.requests.filter(({ path }) => path.includes('/runs/'))).toEqual([]);
    });

    test('a run that cannot be read leaves it open', async () => {
      runThat({ updatedAt: secondsAgo(3600) });
      world.server.setFault(({ path }) =>
        path.includes('/runs/') ? { kind: 'answer', status: 503 } : undefined,
      );
      expect((await findOf()).problems).toMatchObject([
        { reason: 'upstream_unavailable', message: expect.stringContaining('cannot be told') },
      ]);
    });
  });
});
