import { Octokit } from '@octokit/core';
import { createFetch, createHttpClient } from '@provkit/http';
import { createNodeTransport } from '@provkit/http/node';
import {
  createFakeProject,
  createIssueTracker,
  type FakeIssueTracker,
  type GithubServer,
  issueRoutes,
  startGithub,
} from '@provkit/testkit/github';
import { afterEach, beforeEach, expect } from 'vitest';
import { createGithubIssue, type GithubIdentity } from '../../src/adapters/github-issue/index.ts';
import type { Alert } from '../../src/alert.ts';
import type { Channel, Delivery, Message } from '../../src/channel.ts';
import { CONTEXT, START } from '../alerts.ts';

export const JOB = 'ghs_testkitTESTKITtestkitTESTKITworkflow';
export const FALLBACK = 'ghp_testkitTESTKITtestkitTESTKITperson01';
/** An app that is none of Actions. */
export const US = 1;
export const FALLBACK_USER = 2;
export const MALLORY = 9;

/** A GitHub with Issues over HTTP, and the channel to it. Time stands still but for waits. */
export function useIssues() {
  const world = {
    now: START,
    waits: [] as number[],
    tracker: undefined as unknown as FakeIssueTracker,
    github: undefined as unknown as GithubServer,
  };
  const clock = {
    now: () => world.now,
    sleep: async (ms: number) => {
      world.waits.push(ms);
      world.now += ms;
    },
  };
  const identity = (token: string, name = 'GITHUB_TOKEN'): GithubIdentity => {
    const http = createHttpClient({
      policy: { hosts: [], loopbackUnsafe: true },
      transport: createNodeTransport(),
      clock: { now: clock.now, sleep: () => Promise.withResolvers<void>().promise },
      random: () => 0,
    });
    const request = { fetch: createFetch(http) };
    return { name, octokit: new Octokit({ auth: token, baseUrl: world.github.apiUrl, request }) };
  };
  beforeEach(async () => {
    world.now = START;
    world.waits = [];
    const write = new Set(['issues: write', 'issues: read'] as const);
    const tokens = new Map([
      [JOB, { userId: US, permissions: write }],
      [FALLBACK, { userId: FALLBACK_USER, permissions: write }],
    ]);
    const project = createFakeProject({ now: clock.now, tokens });
    project.users.set(US, { id: US, login: 'acme-releases[bot]', type: 'Bot' });
    project.users.set(FALLBACK_USER, { id: FALLBACK_USER, login: 'rita', type: 'User' });
    world.tracker = createIssueTracker(project);
    world.github = await startGithub({ routes: (urls) => issueRoutes(world.tracker, urls) });
  });
  afterEach(async () => {
    expect(world.github.violations).toEqual([]);
    await world.github.close();
  });
  return Object.assign(world, {
    identity,
    channel: (
      identities: readonly [GithubIdentity, ...GithubIdentity[]] = [identity(JOB)],
    ): Channel => createGithubIssue({ owner: 'acme', repo: 'widgets', identities, clock }),
  });
}

/** A delivery of an alert, or of what is given. */
export function deliveryOf(
  alert: Alert,
  changes: Partial<Delivery> & { readonly message?: Message } = {},
): Delivery {
  return {
    message: { purpose: 'alert', alert },
    idempotencyKey: alert.alert_id,
    try: 1,
    context: CONTEXT,
    signal: new AbortController().signal,
    ...changes,
  };
}
