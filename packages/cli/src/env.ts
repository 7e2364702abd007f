import { join } from 'node:path';
import { CliError } from './cli-error.ts';

/** Who acts, by the environment: a workflow, or the person at the keyboard. */
export function actorFrom(env: Readonly<Record<string, string | undefined>>): {
  readonly kind: 'automated' | 'human';
  readonly id: string;
} {
  if (env.GITHUB_ACTIONS === 'true') {
    return { kind: 'automated', id: env.GITHUB_WORKFLOW_REF ?? 'GitHub Actions' };
  }
  const isAutomated = (env.CI ?? '') !== '';
  return { kind: isAutomated ? 'automated' : 'human', id: env.USER || 'unknown' };
}

/**
 * The number of the GitHub account that started this, by which it is kept from approving what it asks for (T4): a name can be
 * another one's tomorrow. An app that starts a workflow hides who had it do so, and the variables of a run that somebody else
 * ran again are those of its first starter.
 * @throws CliError USAGE: nobody knows it
 */
export function requesterFrom(env: Readonly<Record<string, string | undefined>>): string {
  const { GITHUB_ACTOR: actor = '', GITHUB_TRIGGERING_ACTOR: starter } = env;
  if (actor.endsWith('[bot]')) {
    throw new CliError('USAGE', `a person must ask, and this was started by an app: ${actor}`);
  }
  if (starter && starter.toLowerCase() !== actor.toLowerCase()) {
    const problem = `this run is one of ${actor || 'somebody'} that ${starter} ran again`;
    throw new CliError('USAGE', `${problem}: to ask for it, start a run of your own`);
  }
  const id = env.GITHUB_ACTOR_ID ?? '';
  if (/^[1-9]\d{0,19}$/.test(id)) return id;
  throw new CliError(
    'USAGE',
    'who asks may not approve it, so their number on GitHub is needed: run this in a workflow, or set GITHUB_ACTOR_ID',
  );
}

/** The number of a repository, where the workflow that runs is that repository's own: of another one it says nothing. */
export function repositoryIdFrom(
  env: Readonly<Record<string, string | undefined>>,
  { repository }: { readonly repository: string },
): string | undefined {
  const isOwn = env.GITHUB_REPOSITORY?.toLowerCase() === repository.toLowerCase();
  const id = env.GITHUB_REPOSITORY_ID ?? '';
  return isOwn && /^[1-9]\d{0,19}$/.test(id) ? id : undefined;
}

/** How GitHub is reached for one repository. */
export interface GithubEnvironment {
  readonly token?: string;
  readonly apiUrl?: string;
}

/**
 * Token and API address of the environment, for a repository on the server that they are of: `GITHUB_SERVER_URL`, which is
 * github.com unless stated. A repository elsewhere, which a command line can name, gets neither: our token is nothing to it
 * (T18). `GH_TOKEN` goes before `GITHUB_TOKEN`, as for gh.
 * @param repositoryUrl for example `https://github.com/acme/widgets`.
 */
export function githubEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  repositoryUrl: string,
): GithubEnvironment {
  const server = URL.parse(env.GITHUB_SERVER_URL || 'https://github.com');
  if (!server || URL.parse(repositoryUrl)?.origin !== server.origin) return {};
  const token = env.GH_TOKEN || env.GITHUB_TOKEN;
  const apiUrl = env.GITHUB_API_URL;
  return { ...(token && { token }), ...(apiUrl && { apiUrl }) };
}

/** Where what can be fetched anew is kept between runs: the user's own place for it, or nowhere. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const base = env.XDG_CACHE_HOME || env.LOCALAPPDATA || (env.HOME && join(env.HOME, '.cache'));
  return base ? join(base, 'provkit') : undefined;
}

/** A file in the user's home, or `undefined` where there is no home. */
export function homeFile(
  env: Readonly<Record<string, string | undefined>>,
  ...path: readonly string[]
): string | undefined {
  const home = env.HOME || env.USERPROFILE;
  return home ? join(home, ...path) : undefined;
}

/** A token that says who signs, or where a job of GitHub Actions gets one. */
export type SigningToken =
  | { readonly token: string }
  | { readonly url: string; readonly requestToken: string };

/**
 * Who signs, by the environment: `SIGSTORE_ID_TOKEN`, as for cosign and sigstore-js, else the job of GitHub Actions, which has
 * its two variables when it is given `id-token: write`.
 */
export function signingToken(
  env: Readonly<Record<string, string | undefined>>,
): SigningToken | undefined {
  const { SIGSTORE_ID_TOKEN: token } = env;
  if (token) return { token };
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken } = env;
  return url && requestToken ? { url, requestToken } : undefined;
}

/** Names of variables whose values are secrets, as they are commonly named. */
const SECRET_NAME =
  /(?:TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?|WEBHOOK_URL|(?:API|ACCESS|PRIVATE|ANON|SERVICE_ROLE|PUBLISHABLE)_?KEY)$/i;

/** The secrets that the process knows, by the name of their variable, for a redactor (S1.7, T18). */
export function secretsFrom(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const named = Object.entries(env).filter(([name]) => SECRET_NAME.test(name));
  return Object.fromEntries(named.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** How people are told, as far as the environment says. */
export interface NotifyEnvironment {
  /** The Supabase project with the functions, and their credentials. */
  readonly supabase?: {
    readonly url: string;
    /** What the project's gateway asks for; the function's own credential where there is none. */
    readonly key: string;
    readonly notifyToken: string;
    readonly summaryToken: string;
  };
  readonly webhookUrl?: string;
  /** In the order in which they are tried (S2.7). */
  readonly issueTokens: readonly { readonly name: string; readonly token: string }[];
  readonly apiUrl?: string;
  /** File that becomes the summary page of the run. */
  readonly stepSummary?: string;
  /** Slack's id of the user group `ops-team`. */
  readonly opsTeamGroup?: string;
}

/**
 * How people are told of a failure in a repository: `SUPABASE_URL` with `OPS_NOTIFY_TOKEN` (S1.7), `SLACK_WEBHOOK_URL`,
 * `GITHUB_TOKEN` and then `FAILURE_ISSUE_TOKEN` (S2.7), `GITHUB_STEP_SUMMARY`. An empty variable is none: so GitHub passes a
 * secret that is not set.
 * @param repositoryUrl tokens are for the server that they are of alone (T18), as in `githubEnvironment`.
 */
export function notifyEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  repositoryUrl: string,
): NotifyEnvironment {
  const { SUPABASE_URL: url, OPS_NOTIFY_TOKEN: notifyToken, SLACK_WEBHOOK_URL: webhookUrl } = env;
  const { token, apiUrl } = githubEnvironment(env, repositoryUrl);
  const isOurServer = githubEnvironment({ ...env, GITHUB_TOKEN: 'any' }, repositoryUrl).token;
  const second = isOurServer ? env.FAILURE_ISSUE_TOKEN : undefined;
  return {
    ...(url &&
      notifyToken && {
        supabase: {
          url,
          notifyToken,
          key: env.SUPABASE_ANON_KEY || notifyToken,
          summaryToken: env.OPS_SUMMARY_TOKEN || notifyToken,
        },
      }),
    ...(webhookUrl && { webhookUrl }),
    issueTokens: [
      ...(token ? [{ name: env.GH_TOKEN ? 'GH_TOKEN' : 'GITHUB_TOKEN', token }] : []),
      ...(second ? [{ name: 'FAILURE_ISSUE_TOKEN', token: second }] : []),
    ],
    ...(apiUrl && { apiUrl }),
    ...(env.GITHUB_STEP_SUMMARY && { stepSummary: env.GITHUB_STEP_SUMMARY }),
    ...(env.SLACK_OPS_TEAM_GROUP && { opsTeamGroup: env.SLACK_OPS_TEAM_GROUP }),
  };
}
