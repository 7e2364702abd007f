import { setTimeout as sleep } from 'node:timers/promises';
import { Octokit } from '@octokit/core';
import { createFetch, createHttpClient } from '@provkit/http';
import { createNodeTransport } from '@provkit/http/node';
import {
  beginRecovery,
  DEFAULT_RECOVERY_POLICY,
  type Observed,
  parseRecovery,
  type RecoveryPolicy,
  type RecoveryPorts,
  type RecoveryStore,
  type Settled,
  senseVerdict,
  serializeRecovery,
  settle,
  type Verdict,
} from '@provkit/recovery';
import { recoverOnGithub } from '@provkit/recovery/github';
import {
  commitTo,
  createFakeProject,
  type FakeProject,
  finishRun,
  type GithubServer,
  lastAttempt,
  projectRoutes,
  RECOVERY_TOKEN,
  startGithub,
  startRun,
  tagCommit,
} from '@provkit/testkit/github';

export const POLICY: RecoveryPolicy = {
  ...DEFAULT_RECOVERY_POLICY,
  approval: { ...DEFAULT_RECOVERY_POLICY.approval, required: false },
  dispatch: { workflow: 'release.yml', tagInput: 'tag', correlationInput: 'recovery_id' },
};

/** Ends a process at the nth of its points, and counts them. */
export interface Kill {
  readonly at: number;
  seen: number;
}

/** A process that was killed does nothing any more. */
class Killed extends Error {}

/** A release that failed, on a GitHub over HTTP, and processes that mend it. */
export interface RecoveryWorld {
  readonly project: FakeProject;
  readonly github: GithubServer;
  readonly commit: string;
  /** Lets time pass, in ms. */
  readonly advance: (ms: number) => void;
  readonly now: () => string;
  /** One process: how far it came, or `killed`. */
  readonly recover: (kill?: Kill, events?: readonly Observed[]) => Promise<Settled | 'killed'>;
  /** What is under way ends and passes. */
  readonly pass: (commit?: string) => void;
  /** POSTs that GitHub carried out, without its address. */
  readonly posts: () => readonly string[];
  readonly close: () => Promise<void>;
}

export async function openRecoveryWorld(ageDays: number): Promise<RecoveryWorld> {
  let now = Date.parse('2026-02-01T09:00:00.000Z');
  const clock = { now: () => now };
  const iso = () => new Date(now).toISOString();
  const project = createFakeProject(clock);
  const github = await startGithub({ routes: (urls) => projectRoutes(project, urls) });
  const { sha: commit } = commitTo(project, {
    branch: 'main',
    files: ['.github/workflows/release.yml'],
  });
  tagCommit(project, 'v1.2.3', commit);
  const jobs = { build: 'success', provenance: 'failure' };
  const run = startRun(project, { headSha: commit, conclusion: 'failure', jobs });
  now += ageDays * 86_400_000;
  const client = connect(github.apiUrl);
  const repository = { client, owner: 'acme', repo: 'widgets', clock };
  const onGithub = recoverOnGithub(repository, POLICY, { membersClient: client });
  const store = createStore();
  const verdicts: Verdict[] = [];
  const { recoveryId } = await beginRecovery(store, {
    repository: 'acme/widgets',
    repositoryId: '123456',
    tag: 'v1.2.3',
    event: {
      type: 'failure.recorded',
      at: iso(),
      actor: { kind: 'automated', id: 'validate' },
      runId: String(run.id),
      attempt: 1,
      reason: 'attestation_missing',
      verdict: 'fail',
    },
  });
  let processes = 0;
  const recover = async (kill: Kill = { at: 0, seen: 0 }, events: readonly Observed[] = []) => {
    processes += 1;
    const ports: RecoveryPorts = {
      ...onGithub,
      store,
      clock,
      random: () => 0,
      holder: `process ${processes}`,
      actor: { kind: 'automated', id: 'recover' },
      sense: async (state, note) => senseVerdict(state, verdicts) ?? onGithub.sense(state, note),
      perform: async () => undefined,
    };
    try {
      return await settle(recoveryId, mortal(ports, kill), POLICY, events);
    } catch (error) {
      if (error instanceof Killed) return 'killed';
      throw error;
    }
  };
  return {
    project,
    github,
    commit,
    advance: (ms) => {
      now += ms;
    },
    now: iso,
    recover,
    pass: (head) => {
      now += 60_000;
      const current = project.runs.findLast((one) => lastAttempt(one).status !== 'completed');
      if (current) finishRun(project, current, 'success');
      const { id } = current ?? run;
      const attempt = lastAttempt(current ?? run).number;
      const about = head === undefined ? {} : { commit: head };
      verdicts.push({ runId: String(id), attempt, verdict: 'pass', at: iso(), ...about });
    },
    posts: () =>
      github.requests
        .filter(({ method, path }) => method === 'POST' && path !== '/graphql')
        .map(({ path }) => path.replace('/repos/acme/widgets', '')),
    close: () => github.close(),
  };
}

/** A store as text: what is in it survives whoever wrote it. */
function createStore(): RecoveryStore {
  const texts = new Map<string, string>();
  const read = (id: string) => {
    const text = texts.get(id);
    return text === undefined ? undefined : parseRecovery(text, id);
  };
  return {
    read: async (id) => read(id),
    update: async (id, change) => {
      const next = change(read(id));
      texts.set(id, serializeRecovery(next));
      return next;
    },
  };
}

/** Ports of a process that ends before or after the nth thing that it does, and does nothing from then on. */
function mortal(ports: RecoveryPorts, kill: Kill): RecoveryPorts {
  const point = () => {
    kill.seen += 1;
    if (kill.at > 0 && kill.seen >= kill.at) throw new Killed();
  };
  /** What is after one thing is before the next; after an act it is worth a point of its own. */
  const around = async <T>(what: () => Promise<T>, isAct = false): Promise<T> => {
    point();
    const result = await what();
    if (isAct) point();
    return result;
  };
  const { store } = ports;
  return {
    ...ports,
    store: {
      read: store.read,
      update: (id, change) => around(() => store.update(id, change)),
    },
    act: (action, at) => around(() => ports.act(action, at), true),
    look: (action, at) => around(() => ports.look(action, at)),
    plan: (state) => around(() => ports.plan(state)),
    perform: (task, state) => around(() => ports.perform(task, state)),
  };
}

function connect(apiUrl: string): Octokit {
  const { port } = new URL(apiUrl);
  const http = createHttpClient({
    policy: { hosts: [{ name: '127.0.0.1', port: Number(port) }], loopbackUnsafe: true },
    transport: createNodeTransport(),
    clock: { now: Date.now, sleep: (ms, signal) => sleep(ms, undefined, signal && { signal }) },
    random: () => 0,
  });
  return new Octokit({
    auth: RECOVERY_TOKEN,
    baseUrl: apiUrl,
    request: { fetch: createFetch(http) },
  });
}
