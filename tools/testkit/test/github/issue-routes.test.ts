import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createFakeProject,
  createIssueTracker,
  type FakeIssueTracker,
  type GithubServer,
  issueRoutes,
  openIssue,
  startGithub,
} from '../../src/github/index.ts';

const WORKFLOW = 'ghs_testkitTESTKITtestkitTESTKITworkflow';
const PERSON = 'ghp_testkitTESTKITtestkitTESTKITperson01';
const READER = 'ghp_testkitTESTKITtestkitTESTKITreader01';

let now: number;
let tracker: FakeIssueTracker;
let github: GithubServer;
beforeEach(async () => {
  now = Date.parse('2026-02-01T09:00:00Z');
  const write = new Set(['issues: write'] as const);
  const tokens = new Map([
    [WORKFLOW, { userId: 1, permissions: write }],
    [PERSON, { userId: 2, permissions: write }],
    [READER, { userId: 3, permissions: new Set(['issues: read'] as const) }],
  ]);
  tracker = createIssueTracker(createFakeProject({ now: () => now, tokens }));
  github = await startGithub({ routes: (urls) => issueRoutes(tracker, urls) });
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
});

const ask = async (method: string, path: string, body?: object, token = WORKFLOW) => {
  const url = path === '/user' ? path : `/repos/acme/widgets/issues${path}`;
  const answer = await fetch(`${github.apiUrl}${url}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers of many forms, looked at by their members
  return { status: answer.status, headers: answer.headers, json: (await answer.json()) as any };
};

describe('Issues of the fake GitHub', () => {
  test('an Issue is opened, listed by label, commented on, closed and opened again, as GitHub describes it', async () => {
    const made = await ask('POST', '', { title: 'T', body: 'B', labels: ['ops-alert', 'other'] });
    expect(made).toMatchObject({
      status: 201,
      json: { number: 1, user: { id: 1 }, state: 'open' },
    });
    openIssue(tracker, { userId: 4, title: 'another', body: '', labels: ['other'] });
    const { json: list } = await ask('GET', '?labels=ops-alert&state=all');
    expect(list.map(({ number }: { number: number }) => number)).toEqual([1]);
    expect((await ask('POST', '/1/comments', { body: 'again' })).status).toBe(201);
    expect((await ask('GET', '/1/comments')).json).toMatchObject([{ body: 'again' }]);
    const closed = await ask('PATCH', '/1', { state: 'closed', state_reason: 'not_planned' });
    expect(closed.json).toMatchObject({
      state_reason: 'not_planned',
      closed_at: '2026-02-01T09:00:00Z',
    });
    expect((await ask('GET', '')).json).toHaveLength(1); // open ones unless asked otherwise
    expect((await ask('PATCH', '/1', { state: 'open' })).json).toMatchObject({ closed_at: null });
    expect((await ask('GET', '/1')).json).toMatchObject({
      state: 'open',
      state_reason: 'reopened',
    });
  });

  test('a list has pages, the newest Issue first, and pull requests among them', async () => {
    for (let number = 1; number <= 3; number += 1) {
      openIssue(tracker, { userId: 4, title: String(number), body: '', isPull: number === 2 });
    }
    const first = await ask('GET', '?per_page=2&page=1');
    expect(first.json.map(({ number }: { number: number }) => number)).toEqual([3, 2]);
    expect(first.json[1]).toHaveProperty('pull_request');
    expect(first.headers.get('link')).toContain('rel="next"');
    expect((await ask('GET', '?per_page=2&page=2')).headers.get('link')).toBeNull();
  });

  test('labels of an account that may not push are left away without a word, and refused when they are all that is asked', async () => {
    tracker.labelless.add(2);
    const made = await ask('POST', '', { title: 'T', labels: ['ops-alert'] }, PERSON);
    expect(made.json.labels).toEqual([]);
    expect((await ask('POST', '/1/labels', { labels: ['x'] }, PERSON)).status).toBe(403);
    expect((await ask('POST', '/1/labels', { labels: ['x'] })).json).toMatchObject([{ name: 'x' }]);
  });

  test('who may not write gets 403, a token that is none 401, and all 410 where there are no Issues', async () => {
    expect((await ask('POST', '', { title: 'T' }, READER)).status).toBe(403);
    expect((await ask('POST', '', { title: 'T' }, 'nonsense')).status).toBe(401);
    tracker.isEnabled = false;
    expect((await ask('POST', '', { title: 'T' })).status).toBe(410);
    expect((await ask('GET', '')).json).toEqual([]);
    expect(tracker.issues).toEqual([]);
  });

  test('a person may ask who they are, the token of a workflow may not', async () => {
    expect((await ask('GET', '/user', undefined, PERSON)).json).toMatchObject({
      id: 2,
      login: 'ada',
    });
    expect((await ask('GET', '/user')).status).toBe(403);
  });

  test('an account writes 80 times a minute, and 500 times an hour', async () => {
    const write = async () => (await ask('POST', '', { title: 'T' })).status;
    for (let made = 0; made < 80; made += 1) expect(await write()).toBe(201);
    const refused = await ask('POST', '', { title: 'T' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([403, '60']);
    expect((await ask('POST', '', { title: 'T' }, PERSON)).status).toBe(201); // each account by itself
    now += 60_000;
    expect(await write()).toBe(201);
    tracker.writes.set(
      1,
      Array.from({ length: 500 }, (_, at) => now - 120_000 - at),
    );
    expect((await ask('POST', '', { title: 'T' })).status).toBe(403);
  });

  test('what is too long is 422', async () => {
    expect((await ask('POST', '', { title: 'T'.repeat(257) })).status).toBe(422);
    expect((await ask('POST', '', { title: 'T', body: 'B'.repeat(65_537) })).status).toBe(422);
  });
});
