import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  contentsRoutes,
  createFakeContents,
  type FakeContents,
  type GithubServer,
  startGithub,
} from '../../src/github/index.ts';

let contents: FakeContents;
let github: GithubServer;
beforeEach(async () => {
  contents = createFakeContents({ now: () => 0 });
  github = await startGithub({ routes: () => contentsRoutes(contents) });
});
afterEach(() => github.close());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${github.apiUrl}/repos/acme/widgets${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${contents.token}`,
      accept: 'application/vnd.github+json',
      ...init.headers,
    },
  });
const put = (body: object) =>
  ask('/contents/a/b.json', { method: 'PUT', body: JSON.stringify({ message: 'm', ...body }) });
const content = (text: string) => Buffer.from(text).toString('base64');

describe('the contents API of the fake GitHub', () => {
  test('a file is made, read in both forms, replaced by its id, and its commits are listed', async () => {
    expect((await put({ content: content('one') })).status).toBe(201);
    const file = (await (await ask('/contents/a/b.json?ref=main')).json()) as {
      sha: string;
      content: string;
    };
    expect(Buffer.from(file.content, 'base64').toString()).toBe('one');
    const raw = await ask('/contents/a/b.json', {
      headers: { accept: 'application/vnd.github.raw+json' },
    });
    expect(await raw.text()).toBe('one');
    expect((await put({ content: content('two'), sha: file.sha })).status).toBe(200);
    const commits = (await (await ask('/commits?path=a/b.json&sha=main')).json()) as {
      commit: { message: string };
    }[];
    expect(commits.map(({ commit }) => commit.message)).toEqual(['m', 'm']);
    expect(github.violations).toEqual([]);
  });

  test.each([
    ['without the id of what is there', 422, {}],
    ['with the id of something else', 409, { sha: '0'.repeat(40) }],
    ['on a branch that there is not', 404, { branch: 'none' }],
  ])('a write %s is %d, and changes nothing', async (_, status, changes) => {
    await put({ content: content('one') });
    expect((await put({ content: content('two'), ...changes })).status).toBe(status);
    expect(contents.branches.get('main')?.get('a/b.json')?.toString()).toBe('one');
    expect(github.violations).toEqual([]);
  });

  test('without the token there is no such repository, and without the permission no write', async () => {
    expect((await fetch(`${github.apiUrl}/repos/acme/widgets/contents/a`)).status).toBe(404);
    contents.mayWrite = false;
    expect((await put({ content: content('one') })).status).toBe(403);
  });

  test('a request that GitHub does not describe is a violation', async () => {
    await put({ contents: content('one') });
    await ask('/contents/a/b.json?branch=main');
    expect(github.violations).toEqual([
      expect.stringContaining("must have required property 'content'"),
      expect.stringContaining('unknown query parameter branch'),
    ]);
  });
});
