import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { githubContract } from '../../src/github/contract.ts';
import {
  createFakeRepository,
  evidenceRoutes,
  type FakeRepository,
  type GithubServer,
  startGithub,
} from '../../src/github/index.ts';

const SHA = 'c'.repeat(40);
const DIGEST = `sha256:${'a'.repeat(64)}`;

let repository: FakeRepository;
let server: GithubServer;
beforeAll(async () => {
  repository = createFakeRepository();
  server = await startGithub({ routes: (urls) => evidenceRoutes(repository, urls) });
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
  server.violations.length = 0;
  server.setFault(() => undefined);
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${server.apiUrl}/repos/acme/widgets${path}`, {
    ...init,
    redirect: 'manual',
    headers: { authorization: `Bearer ${repository.token}` },
  });

describe('the fake GitHub', () => {
  test('answers every route as GitHub describes it', async () => {
    const jobs = [
      { name: 'provenance', conclusion: 'success' },
      { name: 'later', conclusion: null },
    ];
    repository.runs.push({ id: 42, headSha: SHA, jobs });
    repository.artifacts.push({
      id: 7,
      name: 'release',
      runId: 42,
      headSha: SHA,
      archive: Buffer.from('x'),
    });
    repository.tags.set('v1', 'e'.repeat(40));
    repository.annotated.set('e'.repeat(40), { type: 'commit', sha: SHA });
    repository.attestations.set(DIGEST, [
      { bundle: {} },
      { bundle: {}, form: { blob: Buffer.from('{}') } },
    ]);
    const paths = [
      '',
      '/actions/runs/42/attempts/1',
      '/actions/runs/42/attempts/1/jobs?per_page=1',
      '/actions/runs/42/artifacts?name=release',
      '/actions/artifacts/7',
      `/attestations/${DIGEST}?per_page=100`,
      '/git/ref/tags/v1',
      `/git/tags/${'e'.repeat(40)}`,
    ];
    for (const path of paths) expect([path, (await ask(path)).status]).toEqual([path, 200]);
    expect((await ask('/actions/artifacts/7/zip')).status).toBe(302);
    const bulk = await fetch(`${server.apiUrl}/orgs/acme/attestations/bulk-list`, {
      method: 'POST',
      body: JSON.stringify({ subject_digests: [DIGEST] }),
    });
    expect(bulk.status).toBe(200);
    expect(server.violations).toEqual([]);
  });

  test('says what breaks the description, in a request', async () => {
    await ask('/actions/runz');
    await ask('/actions/artifacts/7?colour=red');
    await ask('/actions/artifacts/seven');
    await fetch(`${server.apiUrl}/orgs/acme/attestations/bulk-list`, {
      method: 'POST',
      body: JSON.stringify({ subject_digests: [] }),
    });
    expect(server.violations).toEqual([
      'GET /repos/acme/widgets/actions/runz: no such operation',
      'actions/get-artifact: unknown query parameter colour',
      'actions/get-artifact: artifact_id: data must be integer',
      expect.stringContaining('orgs/list-attestations-bulk: body'),
    ]);
  });

  test('says what breaks the description, in an answer', () => {
    const contract = githubContract();
    const exchange = {
      method: 'GET',
      path: '/repos/acme/widgets/git/ref/tags/v1',
      query: new URLSearchParams(),
    };
    expect(contract.answerProblems(exchange, 200, { ref: 'x' }).length).toBeGreaterThan(0);
    expect(contract.answerProblems(exchange, 299, {})).toEqual([
      'git/get-ref: status 299 is not described',
    ]);
    expect(contract.answerProblems(exchange, 200, contract.sample('git/get-ref'))).toEqual([]);
  });

  test('shows a private repository to nobody without its token', async () => {
    repository.isPublic = false;
    expect((await fetch(`${server.apiUrl}/repos/acme/widgets`)).status).toBe(404);
    expect((await ask('')).status).toBe(200);
    repository.isPublic = true;
  });

  test('fails as it is told, and counts requests of a path', async () => {
    server.setFault((_, count) => (count === 2 ? { kind: 'answer', status: 503 } : undefined));
    const statuses = [(await ask('')).status, (await ask('')).status, (await ask('')).status];
    expect(statuses).toEqual([200, 503, 200]);
    server.setFault(() => ({ kind: 'reset' }));
    await expect(ask('')).rejects.toThrow();
    server.setFault(() => ({ kind: 'nonsense' }));
    await expect(ask('')).rejects.toThrow();
    server.setFault(() => ({ kind: 'truncate' }));
    await expect(ask('').then((response) => response.text())).rejects.toThrow();
    expect(server.violations).toEqual([]);
  });
});
