import { setTimeout as sleep } from 'node:timers/promises';
import { Octokit } from '@octokit/core';
import { createFetch, createHttpClient } from '@provkit/http';
import { createNodeTransport } from '@provkit/http/node';
import {
  commitTo,
  createFakeProject,
  type FakeProject,
  type FakeWorkflowRun,
  type GithubServer,
  projectRoutes,
  RECOVERY_TOKEN,
  startGithub,
  startRun,
  tagCommit,
} from '@provkit/testkit/github';
import type { GithubRepository } from '../../../src/adapters/github/read.ts';

export const START = Date.parse('2026-02-01T09:00:00.000Z');
export const DAY_MS = 86_400_000;
export const RELEASE = '.github/workflows/release.yml';

/** A release whose run failed, on a GitHub over HTTP, and the octokit that the command line would build. */
export interface Scene {
  readonly project: FakeProject;
  readonly github: GithubServer;
  readonly repository: GithubRepository;
  /** The failed run of v1.2.3: `build` succeeded, `provenance` did not. */
  readonly run: FakeWorkflowRun;
  /** Commit of v1.2.3. */
  readonly commit: string;
  readonly clock: { now(): number; advance(ms: number): void };
  readonly iso: () => string;
  /** A client with another token. */
  readonly clientOf: (token: string, apiUrl?: string) => GithubRepository['client'];
}

/** @param attemptMs how long an answer is waited for, in real ms: long, since a machine may be busy, but where none comes. */
export async function openScene(attemptMs = 20_000): Promise<Scene> {
  let now = START;
  const clock = {
    now: () => now,
    advance: (ms: number) => {
      now += ms;
    },
  };
  const project = createFakeProject({ now: clock.now });
  const github = await startGithub({ routes: (urls) => projectRoutes(project, urls) });
  const good = commitTo(project, { branch: 'main', files: [RELEASE] });
  tagCommit(project, 'v1.2.3', good.sha);
  const run = startRun(project, {
    headSha: good.sha,
    conclusion: 'failure',
    jobs: { build: 'success', provenance: 'failure' },
  });
  const clientOf = (token: string, apiUrl = github.apiUrl) => connect(apiUrl, token, attemptMs);
  const client = clientOf(RECOVERY_TOKEN);
  const repository = { client, owner: 'acme', repo: 'widgets', clock };
  const iso = () => new Date(now).toISOString();
  return { project, github, repository, run, commit: good.sha, clock, iso, clientOf };
}

function connect(apiUrl: string, token: string, attemptMs: number): Octokit {
  const { port } = new URL(apiUrl);
  const http = createHttpClient({
    policy: { hosts: [{ name: '127.0.0.1', port: Number(port) }], loopbackUnsafe: true },
    transport: createNodeTransport(),
    // deadlines of real connections alone; nothing is repeated
    clock: { now: Date.now, sleep: (ms, signal) => sleep(ms, undefined, signal && { signal }) },
    random: () => 0,
    limits: { attemptMs },
  });
  return new Octokit({ auth: token, baseUrl: apiUrl, request: { fetch: createFetch(http) } });
}

/** Requests of that method, as `METHOD path`, without the repository. */
export function sent({ github }: Scene, method = 'POST'): readonly string[] {
  return github.requests
    .filter((request) => request.method === method)
    .map(({ path }) => path.replace('/repos/acme/widgets', ''));
}
