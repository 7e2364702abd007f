import { isHttpError } from '../http-error.ts';
import { quoteWords } from '../quote-words.ts';
import { isRateLimited, retryAfterMs } from '../rate-limit.ts';

/** What of an octokit is used. Its retry plugin must not be there: it repeats POSTs. */
export interface OctokitClient {
  request(
    route: string,
    parameters?: Record<string, unknown>,
  ): Promise<{
    readonly status: number;
    readonly headers: { readonly link?: string | undefined };
    readonly data: unknown;
  }>;
}

/** One request, in octokit's words: `route` is a method and a path with `{names}`. */
export interface GithubRequest {
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal | undefined;
  /** Takes secrets out of GitHub's words before they are cut. Default: `redact`, which knows them by how they look. */
  readonly redact?: (text: string) => string;
}

/**
 * How one request went.
 * - answered: a status below 300, and what came with it
 * - refused: a status that says no; nothing was done
 * - limited: too much was asked, or GitHub is not there for now and says when it will be; nothing was done
 * - unsent: the request did not reach GitHub; nothing was done
 * - lost: it may or may not have been done
 */
export type GithubAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly data: unknown;
      readonly hasMore: boolean;
    }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }
  | { readonly kind: 'limited'; readonly retryAfterMs?: number; readonly message: string }
  | { readonly kind: 'unsent' | 'lost'; readonly message: string };

/** The most characters of GitHub's own words in a message of ours. */
const MAX_QUOTED = 200;
const VERSION = { 'x-github-api-version': '2022-11-28' };

/**
 * Sends a request once, and never again: whether an answer that was lost meant that it was done is for the caller to find out.
 * Throws nothing of GitHub's.
 * @param now ms since 1970, UTC: a rate limit may say until when in the server's time.
 */
export async function ask(
  client: OctokitClient,
  { route, parameters, signal, redact }: GithubRequest,
  now: number,
): Promise<GithubAnswer> {
  try {
    const answer = await client.request(route, {
      ...parameters,
      headers: VERSION,
      ...(signal && { request: { signal } }),
    });
    const hasMore = /\brel="next"/.test(answer.headers.link ?? '');
    return { kind: 'answered', status: answer.status, data: answer.data, hasMore };
  } catch (error) {
    return failed(route, error, now, redact);
  }
}

/** octokit gives a connection that broke the status 500; only an answer has a `response`. */
function failed(
  route: string,
  error: unknown,
  now: number,
  redact: GithubRequest['redact'],
): GithubAnswer {
  const response = responseOf(error);
  if (!response) return withoutAnswer(route, error, redact);
  const { status, headers, data } = response;
  const said = wordsOf(data, redact);
  const message = `${route}: status ${status}${said === '' ? '' : `, ${said}`}`;
  // GitHub documents no header for all secondary limits; its own clients know them by these words
  const isLimited =
    isRateLimited(status, headers) || (status === 403 && /\brate limit/i.test(said));
  if (isLimited) {
    const waitMs = retryAfterMs(status, headers, now);
    return { kind: 'limited', message, ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
  }
  return status >= 400 && status < 500 && status !== 408
    ? { kind: 'refused', status, message }
    : { kind: 'lost', message };
}

/** octokit wraps what `fetch` threw, and keeps it as the cause. */
function withoutAnswer(
  route: string,
  error: unknown,
  redact: GithubRequest['redact'],
): GithubAnswer {
  const cause = error instanceof Error && isHttpError(error.cause) ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `${route}: no answer: ${quoteWords(reason, MAX_QUOTED, redact)}`;
  // whose transport does not say whether the request arrived must be taken for one whose did
  return { kind: isHttpError(cause) && !cause.mayHaveArrived ? 'unsent' : 'lost', message };
}

interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: unknown;
}

function responseOf(error: unknown): Response | undefined {
  if (!(error instanceof Error) || !('response' in error)) return undefined;
  const { response } = error;
  const isResponse = typeof response === 'object' && response !== null && 'status' in response;
  if (!isResponse || typeof response.status !== 'number') return undefined;
  const { status } = response;
  const headers = 'headers' in response ? response.headers : {};
  return {
    status,
    headers: headers as Readonly<Record<string, string>>, // octokit's own, names in lower case
    data: 'data' in response ? response.data : undefined,
  };
}

function wordsOf(data: unknown, redact: GithubRequest['redact']): string {
  const message =
    typeof data === 'object' && data !== null && 'message' in data ? data.message : undefined;
  return typeof message === 'string' ? quoteWords(message, MAX_QUOTED, redact) : '';
}
