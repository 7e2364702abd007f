/** A repository on GitHub, and where it is asked about. */
export interface GithubRepository {
  readonly owner: string;
  readonly name: string;
  /** Without a final slash: `https://api.github.com`, `https://api.TENANT.ghe.com`, `https://HOST/api/v3`. */
  readonly apiUrl: string;
  /** Without a final slash: `https://github.com`. */
  readonly serverUrl: string;
}

/** GitHub's own name rules, so that nothing in a name can lead to another endpoint. */
const OWNER = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?(?:_[A-Za-z0-9]+)?$/;
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;

/**
 * Reads a repository's URL. Pure.
 * @param url for example `https://github.com/acme/widgets`, as in a policy.
 * @param apiUrl where its API is; default: GitHub's own convention for the host.
 * @returns `undefined` when the URL is no repository's.
 */
export function githubRepository(url: string, apiUrl?: string): GithubRepository | undefined {
  const parsed = URL.parse(url);
  const [owner = '', name = '', ...rest] = parsed?.pathname.slice(1).split('/') ?? [];
  if (!parsed || rest.length > 0 || !OWNER.test(owner) || !NAME.test(name)) return undefined;
  const api = apiUrl?.replace(/\/+$/, '') ?? apiUrlOf(parsed);
  return { owner, name, apiUrl: api, serverUrl: parsed.origin };
}

function apiUrlOf({ host, origin }: URL): string {
  const isShared = host === 'github.com' || host.endsWith('.ghe.com');
  return isShared ? `https://api.${host}` : `${origin}/api/v3`;
}

/** `https://api.github.com/repos/acme/widgets`, below which everything about the repository is. Pure. */
export function repositoryApi({ apiUrl, owner, name }: GithubRepository): string {
  return `${apiUrl}/repos/${owner}/${name}`;
}
