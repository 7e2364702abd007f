import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transport } from '@provkit/http';
import { createNodeTransport } from '@provkit/http/node';
import {
  commentsOf,
  createFakeProject,
  createIssueTracker,
  type FakeIssueTracker,
  type FakePermission,
  type Fault,
  type GithubServer,
  issueRoutes,
  startGithub,
} from '@provkit/testkit/github';
import { type SlackServer, startSlack } from '@provkit/testkit/slack';
import type { Ended } from '../run-command.ts';
import { runNotify } from './run-notify.ts';

/** What must show nowhere: every credential that the commands are given. */
export const TOKENS = {
  GITHUB_TOKEN: 'ghs_testkitTESTKITtestkitTESTKITnotify01',
  FAILURE_ISSUE_TOKEN: 'ghp_testkitTESTKITtestkitTESTKITnotify02',
  OPS_NOTIFY_TOKEN: 'opsnotify-testkitTESTKITtestkitTESTKIT',
} as const;

/** GitHub’s own numbers: the token of a workflow, a person, and somebody else. */
export const USERS = { workflow: 41_898_282, person: 2, outsider: 4 } as const;

/** Deadlines, in ms of the simulated clock: they pass when a server says nothing, and only then. */
const DEADLINES: ReadonlySet<number> = new Set([15_000, 30_000, 120_000]);
/** For a silence to begin, in real ms. */
const SILENCE_MS = 50;
const START = Date.parse('2026-02-01T09:00:00.000Z');

/** How the ladder is set up. */
export type Setup = Readonly<Record<string, string>>;

/** A folder with a manifest, a GitHub with Issues, functions that post to Slack, and commands that tell people. */
export interface NotifyWorld {
  readonly github: GithubServer;
  readonly tracker: FakeIssueTracker;
  readonly slack: SlackServer;
  readonly folder: string;
  /** All rungs, and no summary page. */
  readonly setup: Setup;
  now(): number;
  /** Lets time pass. */
  pass(ms: number): void;
  /** Nothing was said of anything, and nothing fails. The entry of v1.2.3 has failed for that reason. */
  reset(reason: string): Promise<void>;
  writeEntry(changes: Readonly<Record<string, unknown>>): Promise<void>;
  /** Runs `provkit` with its own event log where a name is given. */
  run(argv: readonly string[], options?: RunOptions): Promise<Ended>;
  read(name: string): Promise<string>;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly setup?: Setup;
  /** Stands before the network. */
  readonly wrap?: (transport: Transport) => Transport;
}

export async function startNotifyWorld(): Promise<NotifyWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'provkit-faults-'));
  let now = START;
  const project = createFakeProject({ now: () => now });
  project.users.set(USERS.workflow, {
    id: USERS.workflow,
    login: 'github-actions[bot]',
    type: 'Bot',
  });
  const tracker = createIssueTracker(project);
  const deadlines = createDeadlines();
  const github = heeding(
    await startGithub({ routes: (urls) => issueRoutes(tracker, urls) }),
    deadlines,
  );
  const slack = heeding(
    await startSlack({ now: () => now, token: TOKENS.OPS_NOTIFY_TOKEN }),
    deadlines,
  );
  const transport = createNodeTransport({ idleMs: 2_000 });
  const setup: Setup = {
    GITHUB_TOKEN: TOKENS.GITHUB_TOKEN,
    FAILURE_ISSUE_TOKEN: TOKENS.FAILURE_ISSUE_TOKEN,
    GITHUB_API_URL: github.apiUrl,
    SUPABASE_URL: slack.supabaseUrl,
    OPS_NOTIFY_TOKEN: TOKENS.OPS_NOTIFY_TOKEN,
  };
  const clock = {
    now: () => now,
    sleep: async (ms: number, signal?: AbortSignal) => {
      await (DEADLINES.has(ms)
        ? deadlines.sleep(signal)
        : sleep(0, undefined, signal && { signal }));
      now += ms;
    },
  };
  const world: NotifyWorld = {
    github,
    tracker,
    slack,
    folder,
    setup,
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
    reset: async (reason) => {
      now = START;
      await rm(folder, { recursive: true });
      await mkdir(folder);
      slack.reset();
      resetGithub(github, tracker);
      await world.writeEntry({ failure_reason: reason });
    },
    writeEntry: (changes) => writeFile(join(folder, 'manifest.json'), manifestOf(changes)),
    run: (argv, { setup: env = setup, wrap = (one: Transport) => one } = {}) =>
      runNotify(argv, { cwd: folder, env, clock, transport: wrap(transport) }),
    read: (name) => readFile(join(folder, name), 'utf8').catch(() => ''),
    close: async () => {
      transport.close();
      await Promise.all([github.close(), slack.close()]);
      await rm(folder, { recursive: true });
    },
  };
  return world;
}

interface Deadlines {
  /** Resolves at the next silence. */
  sleep(signal?: AbortSignal): Promise<void>;
  /** Lets all of them pass, once the silence has begun. */
  expire(): void;
}

function createDeadlines(): Deadlines {
  let next = Promise.withResolvers<void>();
  return {
    sleep: (signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const abort = () =>
          reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
        signal?.addEventListener('abort', abort, { once: true });
        void next.promise.then(() => {
          signal?.removeEventListener('abort', abort);
          resolve();
        });
      }),
    expire: () =>
      void setTimeout(() => {
        next.resolve();
        next = Promise.withResolvers<void>();
      }, SILENCE_MS),
  };
}

type Faults<R> = (request: R, count: number) => Fault | undefined;

/** The server, with deadlines that pass when it says nothing. */
function heeding<
  R,
  S extends { setFault(faults: Faults<R>): void; setOutage(faults: Faults<R>): void },
>(server: S, { expire }: Deadlines): S {
  const heard =
    (faults: Faults<R>): Faults<R> =>
    (request, count) => {
      const fault = faults(request, count);
      if (fault?.kind === 'silence') expire();
      return fault;
    };
  return {
    ...server,
    setFault: (faults: Faults<R>) => server.setFault(heard(faults)),
    setOutage: (faults: Faults<R>) => server.setOutage(heard(faults)),
  };
}

const WRITE: readonly FakePermission[] = ['issues: read', 'issues: write'];

function resetGithub(github: GithubServer, tracker: FakeIssueTracker): void {
  const { tokens, comments } = tracker.project;
  github.requests.length = 0;
  github.violations.length = 0;
  github.setFault(() => undefined);
  github.setOutage(() => undefined);
  tracker.issues.length = 0;
  tracker.isEnabled = true;
  tracker.labelless.clear();
  tracker.writes.clear();
  comments.length = 0;
  tokens.clear();
  tokens.set(TOKENS.GITHUB_TOKEN, { userId: USERS.workflow, permissions: new Set(WRITE) });
  tokens.set(TOKENS.FAILURE_ISSUE_TOKEN, { userId: USERS.person, permissions: new Set(WRITE) });
}

function manifestOf(changes: Readonly<Record<string, unknown>>): string {
  const entry = {
    tag: 'v1.2.3',
    run_id: '42',
    run_attempt: 1,
    sha: 'd'.repeat(40),
    artifact_url: 'https://blobs.example/widgets.tgz?sig=planted-signature-0123456789',
    status: 'failure',
    ...changes,
  };
  const generated_at = new Date(START).toISOString();
  return JSON.stringify({ version: 1, repository: 'acme/widgets', generated_at, entries: [entry] });
}

/** What people see: messages, open Issues, comments, and what waits in the spool. */
export async function visible({ slack, tracker, read }: NotifyWorld): Promise<string> {
  const open = tracker.issues.filter(
    ({ state, isPull, userId }) => state === 'open' && !isPull && userId !== USERS.outsider,
  );
  const comments = open.flatMap((issue) => commentsOf(tracker, issue));
  const spooled = (await read('notify-spool.ndjson')).split('\n').length - 1;
  const counts = [
    ['slack', slack.messages.length],
    ['issue', open.length],
    ['comment', comments.length],
    ['spool', Math.max(0, spooled)],
  ] as const;
  return counts.flatMap(([name, count]) => (count > 0 ? [`${name} ${count}`] : [])).join(', ');
}
