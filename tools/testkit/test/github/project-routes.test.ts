import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  comment,
  commitTo,
  createFakeProject,
  editComment,
  type FakeProject,
  type FakeWorkflowRun,
  finishRun,
  type GithubServer,
  lastAttempt,
  projectRoutes,
  RECOVERY_TOKEN,
  reviewPull,
  startGithub,
  startRun,
  tagCommit,
} from '../../src/github/index.ts';

const START = Date.parse('2026-02-01T09:00:00Z');
const DAY_MS = 86_400_000;

let now: number;
let project: FakeProject;
let github: GithubServer;
let run: FakeWorkflowRun;
beforeEach(async () => {
  now = START;
  project = createFakeProject({ now: () => now });
  github = await startGithub({ routes: (urls) => projectRoutes(project, urls) });
  const good = commitTo(project, { branch: 'main' });
  tagCommit(project, 'v1.2.3', good.sha);
  run = startRun(project, {
    headSha: good.sha,
    conclusion: 'failure',
    jobs: { build: 'success', provenance: 'failure' },
  });
});
afterEach(() => github.close());

const ask = async (path: string, body?: object, token = RECOVERY_TOKEN) => {
  const url = path.startsWith('/orgs') || path === '/graphql' ? path : `/repos/acme/widgets${path}`;
  const answer = await fetch(`${github.apiUrl}${url}`, {
    headers: { authorization: `Bearer ${token}` },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  // biome-ignore lint/suspicious/noExplicitAny: answers of many forms, looked at by their members
  return { status: answer.status, json: (text === '' ? undefined : JSON.parse(text)) as any };
};
const runPath = () => `/actions/runs/${run.id}`;

describe('runs and reruns of the fake GitHub', () => {
  test('a rerun of the failed jobs keeps those that succeeded, with the attempt in which they ran', async () => {
    expect((await ask(`${runPath()}/rerun-failed-jobs`, {})).status).toBe(201);
    const { json } = await ask(`${runPath()}/attempts/2/jobs?per_page=100`);
    expect(
      json.jobs.map((job: { run_attempt: number; status: string }) => [
        job.run_attempt,
        job.status,
      ]),
    ).toEqual([
      [1, 'completed'],
      [2, 'queued'],
    ]);
    expect((await ask(runPath())).json).toMatchObject({ run_attempt: 2, status: 'queued' });
    expect((await ask(`${runPath()}/attempts/1`)).json).toMatchObject({ conclusion: 'failure' });
    expect(github.violations).toEqual([]);
  });

  test('a run that is under way, and one that is too old, are refused with the words that GitHub has', async () => {
    await ask(`${runPath()}/rerun`, {});
    const running = await ask(`${runPath()}/rerun`, {});
    expect([running.status, running.json.message]).toEqual([
      403,
      'This workflow is already running',
    ]);
    finishRun(project, run, 'failure');
    now += 31 * DAY_MS;
    const old = await ask(`${runPath()}/rerun`, {});
    expect(old.status).toBe(403);
    expect(old.json.message).toMatch(
      /^Unable to retry this workflow run because it was created over a month ago$/,
    );
    expect(github.violations).toEqual([]);
  });

  test('the 51st rerun is taken and fails at once', async () => {
    for (let count = 1; count <= 50; count += 1) {
      await ask(`${runPath()}/rerun`, {});
      finishRun(project, run, 'failure');
    }
    expect((await ask(`${runPath()}/rerun`, {})).status).toBe(201);
    expect(lastAttempt(run)).toMatchObject({ number: 52, conclusion: 'failure', jobs: [] });
  });

  test('a dispatch names its run, or does not on an older server, which also refuses to be asked', async () => {
    const path = '/actions/workflows/release.yml/dispatches';
    const asked = { ref: 'refs/tags/v1.2.3', inputs: { tag: 'v1.2.3', recovery_id: 'abc' } };
    const { status, json } = await ask(path, { ...asked, return_run_details: true });
    expect([status, json.workflow_run_id]).toEqual([200, project.runs.at(-1)?.id]);
    project.returnsRunDetails = false;
    expect((await ask(path, { ...asked, return_run_details: true })).status).toBe(422);
    expect((await ask(path, asked)).status).toBe(204);
    expect((await ask(path, { ref: 'none' })).json.message).toBe('No ref found for: none');
    expect((await ask(path, { ...asked, inputs: { x: '1' } })).status).toBe(422);
    const list = await ask(
      '/actions/workflows/release.yml/runs?event=workflow_dispatch&per_page=1',
    );
    expect(list.json.workflow_runs[0]).toMatchObject({
      display_title: 'Release abc',
      head_branch: 'v1.2.3',
    });
    expect(github.violations).toEqual([]);
  });

  test('what runs is cancelled, what is over is 409; an expired artifact stays in the list', async () => {
    expect((await ask(`${runPath()}/cancel`, {})).status).toBe(409);
    await ask(`${runPath()}/rerun`, {});
    expect((await ask(`${runPath()}/cancel`, {})).status).toBe(202);
    project.artifacts.push({
      id: 5,
      name: 'dist',
      runId: run.id,
      createdAt: START,
      expiresAt: START,
    });
    const { json } = await ask(`${runPath()}/artifacts?per_page=100`);
    expect(json.artifacts[0]).toMatchObject({ id: 5, expired: true });
    expect(github.violations).toEqual([]);
  });
});

describe('refs, pull requests and statuses of the fake GitHub', () => {
  test('an annotated tag is peeled, a commit of a known tree is made, a ref is made once, a pull request once', async () => {
    const bad = commitTo(project, { branch: 'release', parents: [run.headSha] });
    const tag = await ask('/git/ref/tags/v1.2.3');
    expect(tag.json.object.type).toBe('tag');
    expect((await ask(`/git/tags/${tag.json.object.sha}`)).json.object.sha).toBe(run.headSha);
    const { tree } = (await ask(`/git/commits/${run.headSha}`)).json;
    const commit = { message: 'Revert', tree: tree.sha, parents: [bad.sha] };
    const { sha } = (await ask('/git/commits', commit)).json;
    const ref = { ref: 'refs/heads/rollback/x', sha };
    expect((await ask('/git/refs', ref)).status).toBe(201);
    expect((await ask('/git/refs', ref)).json.message).toBe('Reference already exists');
    const pull = { title: 'Back', head: 'rollback/x', base: 'release', body: '' };
    expect((await ask('/pulls', pull)).status).toBe(201);
    expect((await ask('/pulls', pull)).status).toBe(422);
    const found = await ask('/pulls?head=acme:rollback/x&state=all&base=release');
    expect(found.json).toMatchObject([{ number: 100, head: { sha } }]);
    expect((await ask('/compare/release...rollback%2Fx')).json.status).toBe('ahead');
    expect((await ask(`/commits/${sha}`)).json.author.id).toBe(1);
    expect(github.violations).toEqual([]);
  });

  test('a status is written for a commit that there is, and the newest is first', async () => {
    const context = 'provenance-validate';
    for (const state of ['pending', 'success']) {
      expect((await ask(`/statuses/${run.headSha}`, { state, context })).status).toBe(201);
    }
    expect((await ask(`/statuses/${'0'.repeat(40)}`, { state: 'error' })).status).toBe(422);
    const { json } = await ask(`/commits/${run.headSha}/statuses`);
    expect(json.map(({ state }: { state: string }) => state)).toEqual(['success', 'pending']);
    expect(github.violations).toEqual([]);
  });
});

describe('what people decide on the fake GitHub', () => {
  test('teams, environments, reviews and comments name accounts by their ids', async () => {
    const pull = { number: 7, head: 'main', base: 'release', title: '', body: '', userId: 2 };
    project.pulls.push({ ...pull, createdAt: now, state: 'open', reviews: [] });
    reviewPull(project, project.pulls[0] ?? never(), { userId: 3, state: 'APPROVED', body: 'yes' });
    const review = { runId: run.id, environment: 'recovery', userId: 3, comment: 'yes' };
    project.environmentReviews.push({ ...review, state: 'approved' });
    comment(project, { issue: 1, userId: 3, body: 'yes' });
    const ids = (json: { id?: number; user?: { id: number } }[]) =>
      json.map(({ id, user }) => user?.id ?? id);
    expect(ids((await ask('/orgs/acme/teams/ops-gov/members')).json)).toEqual([3]);
    expect(ids((await ask(`${runPath()}/approvals`)).json)).toEqual([3]);
    expect(ids((await ask('/pulls/7/reviews')).json)).toEqual([3]);
    expect(ids((await ask('/issues/1/comments')).json)).toEqual([3]);
    expect(github.violations).toEqual([]);
  });

  test('an edit shows in GraphQL, and in REST only from the next second on', async () => {
    const said = comment(project, { issue: 1, userId: 3, body: 'no' });
    now += 500;
    editComment(project, said, 'yes');
    const [shown] = (await ask('/issues/1/comments')).json;
    expect(shown.updated_at).toBe(shown.created_at);
    const query = 'query($ids: [ID!]!) { nodes(ids: $ids) { ... on Comment { id lastEditedAt } } }';
    const { json } = await ask('/graphql', { query, variables: { ids: [shown.node_id, 'IC_1'] } });
    expect(json.data.nodes).toMatchObject([{ lastEditedAt: '2026-02-01T09:00:00Z' }, null]);
  });

  test('a token sees and does what it has permission for; an organisation hides itself', async () => {
    project.tokens.set('weak', { userId: 2, permissions: new Set(['contents: read']) });
    expect((await ask('/orgs/acme/teams/ops-gov/members', undefined, 'weak')).status).toBe(404);
    expect((await ask(`${runPath()}/rerun`, {}, 'weak')).status).toBe(403);
    expect((await ask('/git/ref/tags/v1.2.3', undefined, 'weak')).status).toBe(200);
    expect((await ask('/git/ref/tags/v1.2.3', undefined, 'none')).status).toBe(401);
  });
});

function never(): never {
  throw new Error('there is one');
}
