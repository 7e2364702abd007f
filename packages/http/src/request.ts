import type { HttpLimits } from './limits.ts';
import type { Sink } from './read-body.ts';

/** Methods that may be repeated (RFC 9110, 9.2.2). */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

/** What to ask, of whom, and what it may cost. Limits that are not given are the client's. */
export interface HttpRequest extends Partial<HttpLimits> {
  /** Default: `GET`. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string | URL;
  /** Names in lower case. Not `authorization`, `cookie` or `host`: a credential has a member of its own. Another origin gets `accept` alone. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Value of `authorization`. Sent to the origin of `url`, never along with a redirect to another one, never shown. */
  readonly credential?: string;
  readonly body?: string | Uint8Array;
  /** Whether a POST or PATCH may be repeated, since it only looks something up. */
  readonly isIdempotent?: boolean;
  /** Statuses beside 200 to 299 that are an answer and no error, each with the body that it has; of `any`, rate limits are too. */
  readonly accept?: readonly number[] | 'any';
  /** Further statuses after which the same request may succeed, such as the 404 of what is not everywhere yet. */
  readonly retryStatuses?: readonly number[];
  /** Where the body of an answer goes, instead of memory; called anew for each attempt. */
  readonly sink?: () => Sink;
  readonly signal?: AbortSignal;
}

/** An answer. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; a header that came several times is joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the answer came from, after redirects. May hold a signature: not for showing. */
  readonly url: string;
  /** Empty where the request has a sink. */
  readonly body: Uint8Array;
  /** Attempts that it took, from 1. */
  readonly tries: number;
}

/** Whether repeating a request changes nothing beyond its first effect. */
export function isRepeatable({ method = 'GET', isIdempotent }: HttpRequest): boolean {
  return isIdempotent ?? IDEMPOTENT.has(method);
}
