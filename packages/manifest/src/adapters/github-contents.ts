import { type HttpClient, HttpError, type HttpResponse, isHttpError } from '@provkit/http';
import { isJsonError, parseJson } from '@provkit/json';

/** Which file of which branch, and by whom. */
export interface GithubFile {
  /** Its policy must name the host of `apiUrl`. */
  readonly http: HttpClient;
  /** Default: `https://api.github.com`. */
  readonly apiUrl?: string;
  /** Reads and writes contents of the repository (`contents: write`); goes to the host of `apiUrl` alone. */
  readonly token: string;
  /** owner/name. */
  readonly repository: string;
  readonly branch: string;
  /** From the root of the repository, without a leading `/`. */
  readonly path: string;
}

/** A new content, and what it must replace. */
export interface Replacement {
  readonly content: Uint8Array;
  /** Blob id of what is there; empty: nothing is. */
  readonly replaces: string;
  readonly message: string;
  readonly author?: Author;
}

/** Whom a commit names. */
export interface Author {
  readonly name: string;
  readonly email: string;
}

/**
 * How a write went. `conflict`: the file, or the branch, is no longer what it was, or a rule of the repository is in the
 * way, which GitHub tells no other way; `refused-for-now`: it did not happen, and may be tried again; `unknown`: the answer was lost, so that it
 * may or may not have happened.
 */
export type WriteOutcome =
  | { readonly kind: 'written' }
  | { readonly kind: 'conflict' | 'refused-for-now' | 'unknown'; readonly error: HttpError };

/** A commit that changed the file. */
export interface Commit {
  readonly sha: string;
  readonly message: string;
  readonly author: string;
  /** UTC, ISO 8601. */
  readonly at: string;
}

/** GitHub takes no file beyond 100 MB by this API, and hands none out. */
export const MAX_GITHUB_BYTES = 100_000_000;

const COMMITS_LIMITS = { maxBytes: 16 * 1024 * 1024, maxDepth: 32, maxValues: 500_000 } as const;
const VERSION = { 'x-github-api-version': '2022-11-28' } as const;

/** The file's content, or `undefined` where the branch has no such file. @throws HttpError */
export async function readContent(
  file: GithubFile,
  signal?: AbortSignal,
): Promise<Uint8Array | undefined> {
  // the raw form is the only one for more than 1 MB; the blob id is computed from it
  const { status, body } = await send(file, {
    url: `${contentsUrl(file)}?ref=${encodeURIComponent(file.branch)}`,
    headers: { ...VERSION, accept: 'application/vnd.github.raw+json' },
    accept: [404],
    maxBytes: MAX_GITHUB_BYTES,
    signal,
  });
  return status === 404 ? undefined : body;
}

/**
 * Commits a new content, on condition that the file is still what it was. Sent once: whether it may be sent again is for
 * the caller to find out.
 * @throws HttpError for whatever is neither an outcome nor passes
 */
export async function writeContent(
  file: GithubFile,
  { content, replaces, message, author }: Replacement,
  signal?: AbortSignal,
): Promise<WriteOutcome> {
  const body = {
    message,
    content: Buffer.from(content).toString('base64'),
    branch: file.branch,
    ...(replaces !== '' && { sha: replaces }),
    ...(author && { author, committer: author }),
  };
  try {
    // 422 without a `sha`: somebody made the file meanwhile
    const answer = await send(file, {
      method: 'PUT',
      url: contentsUrl(file),
      headers: {
        ...VERSION,
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
      accept: replaces === '' ? [409, 422] : [409],
      isIdempotent: false,
      signal,
    });
    return answer.status < 300
      ? { kind: 'written' }
      : { kind: 'conflict', error: conflictOf(answer) };
  } catch (error) {
    return outcomeOf(error);
  }
}

function conflictOf({ status, url, body }: HttpResponse): HttpError {
  return new HttpError('STATUS', `PUT ${url}: status ${status}, ${messageIn(body)}`, { status });
}

/** What GitHub says of a refusal, for people. */
function messageIn(body: Uint8Array): string {
  try {
    const answer = parseJson(body);
    const said = typeof answer === 'object' && answer !== null && 'message' in answer;
    return said && typeof answer.message === 'string' ? answer.message : 'no reason given';
  } catch (error) {
    if (!isJsonError(error)) throw error;
    return 'no reason given';
  }
}

function outcomeOf(error: unknown): WriteOutcome {
  if (!isHttpError(error)) throw error;
  const { code, status = 0, mayHaveArrived } = error;
  if (code === 'RATE_LIMITED') return { kind: 'refused-for-now', error };
  if (code === 'NETWORK' && !mayHaveArrived) return { kind: 'refused-for-now', error };
  const isLost = code === 'TIMEOUT' || code === 'NETWORK' || code === 'MALFORMED';
  if (isLost || (code === 'STATUS' && status >= 500)) return { kind: 'unknown', error };
  throw error;
}

/** The latest commits of the branch that changed the file, newest first, at most 100. @throws HttpError */
export async function listCommits(
  file: GithubFile,
  signal?: AbortSignal,
): Promise<readonly Commit[]> {
  const query = new URLSearchParams({ sha: file.branch, path: file.path, per_page: '100' });
  const { body } = await send(file, {
    url: `${repositoryUrl(file)}/commits?${query.toString()}`,
    headers: { ...VERSION, accept: 'application/vnd.github+json' },
    signal,
  });
  const commits = parseJson(body, COMMITS_LIMITS);
  return Array.isArray(commits) ? commits.map(commitOf) : [];
}

/** Of GitHub's answer, as much as it has; a member that is missing is empty. */
function commitOf(value: unknown): Commit {
  const at = (object: unknown, name: string): unknown =>
    typeof object === 'object' && object !== null ? (object as Record<string, unknown>)[name] : '';
  const text = (found: unknown): string => (typeof found === 'string' ? found : '');
  const commit = at(value, 'commit');
  const author = at(commit, 'author');
  return {
    sha: text(at(value, 'sha')),
    message: text(at(commit, 'message')),
    author: text(at(author, 'name')),
    at: text(at(author, 'date')),
  };
}

type Request = Omit<Parameters<HttpClient['send']>[0], 'signal' | 'credential'> & {
  readonly signal: AbortSignal | undefined;
};

function send({ http, token }: GithubFile, { signal, ...request }: Request): Promise<HttpResponse> {
  return http.send({ ...request, credential: `Bearer ${token}`, ...(signal && { signal }) });
}

function repositoryUrl({ apiUrl = 'https://api.github.com', repository }: GithubFile): string {
  return `${apiUrl}/repos/${repository.split('/').map(encodeURIComponent).join('/')}`;
}

function contentsUrl(file: GithubFile): string {
  return `${repositoryUrl(file)}/contents/${file.path.split('/').map(encodeURIComponent).join('/')}`;
}
