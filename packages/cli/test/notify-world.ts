import { createNodeTransport } from '@provkit/http/node';
import {
  createFakeProject,
  createIssueTracker,
  type FakeIssueTracker,
  type GithubServer,
  issueRoutes,
  startGithub,
} from '@provkit/testkit/github';
import { type SlackServer, startSlack } from '@provkit/testkit/slack';
import { createFixture, type Fixture, NOW, type Result } from './fixture.ts';

const TOKEN = 'ghs_testkitTESTKITtestkitTESTKITnotify01';
const OPS = 'opsnotify-testkitTESTKITtestkitTESTKIT';

/** A folder with a manifest whose release failed, and a GitHub and a Slack on loopback that its commands tell. */
export interface NotifyWorld {
  readonly fixture: Fixture;
  readonly tracker: FakeIssueTracker;
  readonly github: GithubServer;
  readonly slack: SlackServer;
  /** The variables that set up every rung but the summary page. */
  readonly env: Readonly<Record<string, string>>;
  /** `provkit notify --from manifest.json --tag v1.2.3` and more. */
  readonly notify: (...argv: string[]) => Promise<Result>;
  readonly run: (env: Readonly<Record<string, string>>, ...argv: string[]) => Promise<Result>;
  /** Lets time pass. */
  readonly pass: (ms: number) => void;
  readonly entry: () => Promise<Record<string, unknown>>;
  /** Types of the events of the log. */
  readonly events: () => Promise<readonly Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
}

export async function startNotifyWorld(): Promise<NotifyWorld> {
  let now = Date.parse(NOW);
  // who waits makes time pass; deadlines do not come
  const clock = {
    now: () => now,
    sleep: async (ms: number, signal?: AbortSignal) => {
      if (ms < 15_000) {
        now += ms;
        return;
      }
      await new Promise<void>((_, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('over')));
      });
    },
  };
  const project = createFakeProject({ now: clock.now });
  project.users.set(41_898_282, { id: 41_898_282, login: 'github-actions[bot]', type: 'Bot' });
  const permissions = new Set(['issues: write'] as const);
  project.tokens.set(TOKEN, { userId: 41_898_282, permissions });
  const tracker = createIssueTracker(project);
  const github = await startGithub({ routes: (urls) => issueRoutes(tracker, urls) });
  const slack = await startSlack({ now: clock.now, token: OPS });
  const transport = createNodeTransport();
  const network = { transport, random: () => 0.5, loopbackUnsafe: true };
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_TOKEN: TOKEN,
    GITHUB_API_URL: github.apiUrl,
    SUPABASE_URL: slack.supabaseUrl,
    OPS_NOTIFY_TOKEN: OPS,
  };
  const fixture = await createFixture({ env, network, clock });
  await fixture.manifest({ status: 'failure', failure_reason: 'artifact_missing' });
  return {
    fixture,
    tracker,
    github,
    slack,
    env,
    notify: (...argv) =>
      fixture.run('notify', '--from', 'manifest.json', '--tag', 'v1.2.3', ...argv),
    run: (changes, ...argv) => fixture.runWith(changes, ...argv),
    pass: (ms) => {
      now += ms;
    },
    entry: async () => JSON.parse(await fixture.read('manifest.json')).entries[0],
    events: async () =>
      (await fixture.read('events.ndjson'))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    close: async () => {
      transport.close();
      await Promise.all([github.close(), slack.close(), fixture.remove()]);
    },
  };
}
