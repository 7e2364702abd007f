import { compress } from 'snappyjs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createAttestationSource,
  createReleaseAttestationSource,
  findInBulk,
  type GithubOptions,
} from '../../../src/adapters/github/index.ts';
import { startWorld, type World } from './world.ts';

const HEX = 'a'.repeat(64);
const DIGEST = `sha256:${HEX}`;
const ARTIFACT = { name: 'widgets.tgz', sha256: HEX };
const BUNDLE = { mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', n: 'x'.repeat(150) };
const JSON_BYTES = Buffer.from(JSON.stringify(BUNDLE));

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.server.setFault(() => undefined);
  world.server.requests.length = 0;
  world.server.violations.length = 0;
  world.repository.attestations.clear();
  world.repository.isPublic = true;
  world.repository.mayReadAttestations = true;
});

type Asked = Partial<GithubOptions> & { readonly isAnonymous?: boolean };

const find = (options?: Asked) => createAttestationSource(world.github(options)).find(ARTIFACT);
const texts = (bundles: readonly { readonly content: string | Uint8Array }[]) =>
  bundles.map(({ content }) => Buffer.from(content).toString());

function attested(...forms: readonly ('inline' | { readonly blob: Uint8Array })[]): void {
  world.repository.attestations.set(
    DIGEST,
    forms.map((form) => ({ bundle: BUNDLE, form })),
  );
}

describe('S1.3: attestations of a digest', () => {
  test('come in the answer or behind a URL, raw or packed, and every request is as GitHub describes it', async () => {
    attested('inline', { blob: JSON_BYTES }, { blob: compress(JSON_BYTES) });
    const outcome = await find();
    expect(outcome.problems).toEqual([]);
    expect(texts(outcome.bundles)).toEqual(Array(3).fill(JSON.stringify(BUNDLE)));
    expect(outcome.bundles[2]?.name).toBe('attestations of github.com/acme/widgets #3');
    expect(world.server.violations).toEqual([]);
  });

  test('T14: the token goes to the API, and not to where the blobs are', async () => {
    attested({ blob: JSON_BYTES });
    await find();
    const sent = world.server.requests.map(({ host, authorization }) => [host, authorization]);
    expect(sent).toEqual([
      ['api', `Bearer ${world.repository.token}`],
      ['blob', undefined],
    ]);
  });

  test('are read page by page', async () => {
    attested(...Array<'inline'>(250).fill('inline'));
    const outcome = await find();
    expect([outcome.bundles.length, outcome.problems, world.server.requests.length]).toEqual([
      250,
      [],
      3,
    ]);
    expect(world.server.violations).toEqual([]);
  });

  test('spec 1.2: more than are read are a truncated answer', async () => {
    attested(...Array<'inline'>(1_001).fill('inline'));
    const outcome = await find();
    expect(outcome.bundles).toHaveLength(1_000);
    expect(outcome.problems).toMatchObject([{ reason: 'truncated' }]);
  });

  test('need no token where the repository is public', async () => {
    attested('inline');
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
});

describe('bad answers', () => {
  const answer = (status: number, body: string, headers = {}) =>
    ({ kind: 'answer', status, body, headers }) as const;

  test.each([
    ['500', answer(500, '{}'), 'upstream_unavailable', 3],
    ['503 without end', answer(503, '{}', { 'retry-after': '0' }), 'upstream_unavailable', 3],
    ['a reset', { kind: 'reset' }, 'upstream_unavailable', 3],
    ['half an answer', { kind: 'truncate' }, 'upstream_unavailable', 3],
    ['silence', { kind: 'silence' }, 'upstream_unavailable', 3],
    ['a byte now and then', { kind: 'drip' }, 'upstream_unavailable', 3],
    ['no HTTP', { kind: 'nonsense' }, 'malformed', 1],
    ['no JSON', answer(200, '<html>'), 'malformed', 1],
    ['another form', answer(200, '{"attestations":{}}'), 'malformed', 1],
    ['JSON without end', answer(200, '['.repeat(1_000_000)), 'malformed', 1],
    ['429 for an hour', answer(429, '{}', { 'retry-after': '3600' }), 'rate_limited', 1],
    ['429 for a moment, each time', answer(429, '{}', { 'retry-after': '0' }), 'rate_limited', 3],
    [
      '403 with a used-up limit',
      answer(403, '{}', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999' }),
      'rate_limited',
      1,
    ],
    [
      '403 with a secondary limit',
      answer(403, '{"message":"You have exceeded a secondary rate limit"}'),
      'rate_limited',
      3,
    ],
    ['401', answer(401, '{"message":"Bad credentials"}'), 'not_permitted', 1],
    ['422', answer(422, '{"message":"Validation Failed"}'), 'upstream_unavailable', 1],
    [
      'a redirect elsewhere',
      answer(302, '', { location: 'https://evil.example/' }),
      'malformed',
      1,
    ],
    [
      'a redirect to metadata',
      answer(302, '', { location: 'http://169.254.169.254/latest' }),
      'malformed',
      1,
    ],
    [
      'a redirect without end',
      answer(302, '', { location: '/repos/acme/widgets' }),
      'malformed',
      4,
    ],
  ] as const)('T19: %s is inconclusive: %s', async (_, fault, reason, tries) => {
    world.server.setFault(() => fault);
    const outcome = await find();
    expect(outcome.bundles).toEqual([]);
    expect(outcome.problems.map((problem) => problem.reason)).toEqual([reason]);
    expect(world.server.requests).toHaveLength(tries);
    expect(JSON.stringify(outcome)).not.toContain(world.repository.token);
  });

  test('T15: an answer without end is left', async () => {
    world.server.setFault(() => ({ kind: 'flood' }));
    const outcome = await find({ limits: { attemptMs: 30_000 } });
    expect(outcome.problems).toMatchObject([{ reason: 'malformed' }]);
    expect(world.server.requests).toHaveLength(1);
  });

  test('one that passes is not noticed', async () => {
    attested('inline');
    world.server.setFault((_, count) => (count < 3 ? { kind: 'reset' } : undefined));
    expect(await find()).toMatchObject({ bundles: [expect.anything()], problems: [] });
  });

  test('a next page elsewhere is not asked for, and what was read before is kept', async () => {
    const link = '<https://evil.example/repos/acme/widgets/attestations/x>; rel="next"';
    const body = JSON.stringify({ attestations: [{ bundle: BUNDLE }] });
    world.server.setFault(() => answer(200, body, { link }));
    const outcome = await find();
    expect(outcome.bundles).toHaveLength(1);
    expect(outcome.problems).toMatchObject([
      { reason: 'malformed', message: expect.stringContaining('evil.example') },
    ]);
  });

  test.each([
    ['a page for people', Buffer.from('<Error>AuthenticationFailed</Error>'), 'malformed'],
    ['a bomb', Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0]), 'malformed'],
    ['more bytes than a bundle has', Buffer.alloc(17 * 1024 * 1024, '{'), 'malformed'],
  ])('T15: a blob that is %s hides no other', async (_, blob, reason) => {
    attested({ blob }, 'inline');
    const outcome = await find();
    expect(outcome.bundles).toHaveLength(1);
    expect(outcome.problems).toMatchObject([{ reason }]);
  });

  test.each([
    ['another host', 'https://evil.example/x', 'malformed'],
    ['metadata', 'https://169.254.169.254/latest', 'malformed'],
    ['a file', 'file:///etc/passwd', 'malformed'],
    ['the API itself', 'https://api.github.com/user', 'malformed'],
    ['nothing', '', 'malformed'],
  ])('T14: a bundle_url that leads to %s is refused', async (_, url, reason) => {
    const body = JSON.stringify({ attestations: [{ bundle: null, bundle_url: url }] });
    world.server.setFault(() => answer(200, body));
    const outcome = await find();
    expect(outcome).toMatchObject({ bundles: [], problems: [{ reason }] });
    expect(world.server.requests).toHaveLength(1);
  });

  test('T18: the signature of a URL does not show', async () => {
    attested({ blob: JSON_BYTES });
    world.server.setFault(({ host }) => (host === 'blob' ? answer(403, 'SIGNATURE') : undefined));
    const outcome = await find();
    expect(outcome.problems).toMatchObject([{ reason: 'not_permitted' }]);
    expect(JSON.stringify(outcome)).not.toContain('SIGNATURE');
  });

  test('an abort ends it, and is thrown', async () => {
    world.server.setFault(() => ({ kind: 'silence' }));
    const source = createAttestationSource(world.github());
    const signal = AbortSignal.timeout(30);
    await expect(source.find(ARTIFACT, { signal })).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('many artifacts', () => {
  const hex = (index: number) => index.toString(16).padStart(64, '0');
  const artifacts = Array.from({ length: 1_100 }, (_, index) => ({
    name: `${index}`,
    sha256: hex(index),
  }));

  test('take a request for each 1,024 of them', async () => {
    for (const { sha256 } of artifacts)
      world.repository.attestations.set(`sha256:${sha256}`, [{ bundle: BUNDLE }]);
    const github = world.github();
    const outcomes = await findInBulk(github, createAttestationSource(github), artifacts);
    expect(
      outcomes.every(({ bundles, problems }) => bundles.length === 1 && problems.length === 0),
    ).toBe(true);
    expect(world.server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /repos/acme/widgets',
      'POST /orgs/acme/attestations/bulk-list',
      'POST /orgs/acme/attestations/bulk-list',
    ]);
    expect(world.server.violations).toEqual([]);
  });

  test('spec 1.2: what the bulk list does not have is asked for by itself', async () => {
    const [known, unknown] = artifacts;
    if (!known || !unknown) throw new Error('unreachable');
    world.repository.attestations.set(`sha256:${known.sha256}`, [{ bundle: BUNDLE }]);
    const github = world.github();
    const outcomes = await findInBulk(github, createAttestationSource(github), [unknown, known]);
    expect(outcomes.map(({ bundles }) => bundles.length)).toEqual([0, 1]);
    expect(world.server.requests.at(-1)?.path).toBe(
      `/repos/acme/widgets/attestations/sha256:${unknown.sha256}`,
    );
  });

  test('are asked for one by one when there is no bulk list', async () => {
    for (const { sha256 } of artifacts.slice(0, 3)) {
      world.repository.attestations.set(`sha256:${sha256}`, [{ bundle: BUNDLE }]);
    }
    world.server.setFault(({ path }) =>
      path.endsWith('/bulk-list') ? { kind: 'answer', status: 404 } : undefined,
    );
    const github = world.github();
    const outcomes = await findInBulk(
      github,
      createAttestationSource(github),
      artifacts.slice(0, 3),
    );
    expect(outcomes.map(({ bundles }) => bundles.length)).toEqual([1, 1, 1]);
  });
});

describe('spec 1.5: release attestations', () => {
  const TAG_OBJECT = 'e'.repeat(40);

  test('are found by the object that the tag names', async () => {
    world.repository.tags.set('v1.2.3', TAG_OBJECT);
    world.repository.annotated.set(TAG_OBJECT, { type: 'commit', sha: 'c'.repeat(40) });
    world.repository.attestations.set(`sha1:${TAG_OBJECT}`, [{ bundle: BUNDLE }]);
    const source = createReleaseAttestationSource(world.github(), 'v1.2.3');
    const outcome = await source.find(ARTIFACT);
    expect([outcome.bundles.length, outcome.problems]).toEqual([1, []]);
    expect(world.server.requests.at(-1)?.query.get('predicate_type')).toBe('release');
    expect(world.server.violations).toEqual([]);
  });

  test('of a tag that is not there are none; of one that cannot be read, nobody knows', async () => {
    const none = await createReleaseAttestationSource(world.github(), 'v9').find(ARTIFACT);
    expect(none).toMatchObject({ bundles: [], problems: [] });
    world.repository.isPublic = false;
    const github = world.github({ isAnonymous: true });
    const hidden = await createReleaseAttestationSource(github, 'v9').find(ARTIFACT);
    expect(hidden).toMatchObject({ bundles: [], problems: [{ reason: 'not_permitted' }] });
  });
});
