import type { HttpClient } from '@provkit/http';
import type { Channel } from '@provkit/notify';
import type { GithubIdentity } from '@provkit/notify/github-issue';
import { CliError } from '../cli-error.ts';
import type { NotifyEnvironment } from '../env.ts';
import type { Ports } from '../ports.ts';
import { connectOctokit } from './connect-octokit.ts';

/** What the ladder is made from. */
export interface LadderSettings {
  readonly environment: NotifyEnvironment;
  /** URL of the repository: where Issues are opened. */
  readonly repository: string;
  /** Absolute. */
  readonly spool: string;
  /** Lets the hosts of GitHub's API and Supabase have a private address. */
  readonly privateAddressesUnsafe: boolean;
  /** Takes secrets out of what is said. */
  readonly redact: (text: string) => string;
}

type LadderPorts = Pick<Ports, 'clock' | 'openNetwork' | 'stderr'>;

/**
 * The ways to tell people that are set up, each loaded here and not before. One that cannot be opened, since its address is no
 * URL, keeps nobody from the others: it is left out, and `stderr` says so.
 */
export async function openLadder(
  settings: LadderSettings,
  ports: LadderPorts,
): Promise<readonly Channel[]> {
  const { environment, spool } = settings;
  const { clock } = ports;
  const [{ createSpoolFile }, { createStepSummary }] = await Promise.all([
    import('@provkit/notify/spool-file'),
    import('@provkit/notify/step-summary'),
  ]);
  const { stepSummary } = environment;
  return [
    ...(await orNone(openFunctions, settings, ports)),
    ...(await orNone(openWebhook, settings, ports)),
    ...(await orNone(openIssues, settings, ports)),
    ...(stepSummary === undefined ? [] : [createStepSummary({ path: stepSummary })]),
    createSpoolFile({ path: spool, clock }),
  ];
}

type Open = (settings: LadderSettings, ports: LadderPorts) => Promise<readonly Channel[]>;

async function orNone(
  open: Open,
  settings: LadderSettings,
  ports: LadderPorts,
): Promise<readonly Channel[]> {
  try {
    return await open(settings, ports);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown reason';
    ports.stderr.write(`provkit: a way to tell people is left out: ${settings.redact(why)}\n`);
    return [];
  }
}

async function openFunctions(
  { environment: { supabase }, privateAddressesUnsafe }: LadderSettings,
  ports: LadderPorts,
): Promise<readonly Channel[]> {
  if (!supabase) return [];
  const { url, key, notifyToken, summaryToken } = supabase;
  const [{ createClient }, { createFetch }, adapters] = await Promise.all([
    import('@supabase/supabase-js'),
    import('@provkit/http'),
    import('@provkit/notify/supabase-function'),
  ]);
  const secrets = [key, notifyToken, summaryToken];
  const http = await connect('SUPABASE_URL', url, secrets, privateAddressesUnsafe, ports);
  const { functions } = createClient(url, key, {
    global: { fetch: createFetch(http) },
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
  const { clock } = ports;
  return [
    adapters.createEdgeFunction({ functions, token: notifyToken, clock }),
    adapters.createSummaryFunction({ functions, token: summaryToken, clock }),
  ];
}

async function openWebhook(
  { environment: { webhookUrl } }: LadderSettings,
  ports: LadderPorts,
): Promise<readonly Channel[]> {
  if (webhookUrl === undefined) return [];
  const { createSlackWebhook } = await import('@provkit/notify/slack-webhook');
  const http = await connect('SLACK_WEBHOOK_URL', webhookUrl, [webhookUrl], false, ports);
  return [createSlackWebhook({ url: webhookUrl, http, clock: ports.clock })];
}

async function openIssues(
  { environment, repository, privateAddressesUnsafe }: LadderSettings,
  ports: LadderPorts,
): Promise<readonly Channel[]> {
  const { issueTokens, apiUrl } = environment;
  const identities: GithubIdentity[] = [];
  for (const { name, token } of issueTokens) {
    const settings = { token, privateAddressesUnsafe, ...(apiUrl !== undefined && { apiUrl }) };
    identities.push({ name, octokit: await connectOctokit(settings, ports) });
  }
  const [first, ...others] = identities;
  if (!first) return [];
  const [owner = '', repo = ''] = new URL(repository).pathname.slice(1).split('/');
  const { createGithubIssue } = await import('@provkit/notify/github-issue');
  return [createGithubIssue({ owner, repo, identities: [first, ...others], clock: ports.clock })];
}

/** A client for one host. */
async function connect(
  variable: string,
  address: string,
  secrets: readonly string[],
  privateAddressesUnsafe: boolean,
  { clock, openNetwork }: LadderPorts,
): Promise<HttpClient> {
  const url = URL.parse(address);
  if (!url) throw new CliError('USAGE', `${variable} is no URL`);
  const { createHttpClient } = await import('@provkit/http');
  const { transport, random, loopbackUnsafe = false } = await openNetwork();
  const { hostname: name, port } = url;
  const host = { name, ...(port !== '' && { port: Number(port) }), privateAddressesUnsafe };
  const policy = { hosts: [host], loopbackUnsafe };
  return createHttpClient({ policy, transport, clock, random, secrets });
}
