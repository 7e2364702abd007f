import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAttestationSource } from '../../../src/adapters/github/index.ts';
import { attest, BUNDLE, HEX, JSON_BYTES, resetWorld, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => resetWorld(world));

const ARTIFACT = { name: 'widgets.tgz', sha256: HEX };
const find = (options: Parameters<World['github']>[0] = {}) =>
  createAttestationSource(world.github(options)).find(ARTIFACT);

describe('bad answers about attestations', () => {
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
    const isEndless = ['silence', 'drip'].includes(fault.kind);
    const outcome = await find(isEndless ? { limits: { backoffMs: 1, attemptMs: 200 } } : {});
    expect(outcome.bundles).toEqual([]);
    expect(outcome.problems.map((problem) => problem.reason)).toEqual([reason]);
    expect(world.server.requests).toHaveLength(tries);
    expect(JSON.stringify(outcome)).not.toContain(world.repository.token);
  });

  test('T15: an answer without end is left', async () => {
    world.server.setFault(() => ({ kind: 'flood' }));
    const outcome = await find();
    expect(outcome.problems).toMatchObject([{ reason: 'malformed' }]);
    expect(world.server.requests).toHaveLength(1);
  });

  test('one that passes is not noticed', async () => {
    attest(world, 'inline');
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

  test('T19: a later page that is not there is no end of the list', async () => {
    attest(world, ...Array<'inline'>(150).fill('inline'));
    world.server.setFault((_, count) => (count === 2 ? answer(404, '{}') : undefined));
    const outcome = await find();
    expect(outcome.bundles).toHaveLength(100);
    expect(outcome.problems).toMatchObject([{ reason: 'not_permitted' }]);
  });

  test.each([
    ['a page for people', Buffer.from('<Error>AuthenticationFailed</Error>'), 'malformed'],
    ['a bomb', Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0]), 'malformed'],
    ['more bytes than a bundle has', Buffer.alloc(17 * 1024 * 1024, '{'), 'malformed'],
  ])('T15: a blob that is %s hides no other', async (_, blob, reason) => {
    attest(world, { blob }, 'inline');
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
    attest(world, { blob: JSON_BYTES });
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
