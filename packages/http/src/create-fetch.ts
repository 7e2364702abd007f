import type { HttpClient } from './create-http-client.ts';
import { HttpError } from './http-error.ts';
import type { HttpRequest } from './request.ts';

/** As the `fetch` of the platform is called, for clients that take one of their own. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

const METHODS: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
] satisfies NonNullable<HttpRequest['method']>[];

/** Answers that have no body (fetch standard, "null body status"). */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * A `fetch` that goes through a client, for octokit, supabase-js and the like: the same hosts, addresses, redirects and
 * bounds, and every status an answer, as `fetch` has it. Nothing is repeated, a GET neither: whoever takes a `fetch` has
 * rules of its own for that. An `authorization` header becomes the credential, which no redirect carries elsewhere.
 *
 * What it throws is an `HttpError`; clients wrap it and keep it as `cause`, where `mayHaveArrived` tells whether a POST may have had
 * its effect.
 * @example
 * const octokit = new Octokit({ auth: token, request: { fetch: createFetch(client) } });
 */
export function createFetch(client: HttpClient): Fetch {
  return async (input, init) => {
    const request = toRequest(input, init);
    const { status, headers, body } = await client.send({
      url: request.url,
      method: methodOf(request),
      ...headersOf(request),
      ...(request.body && { body: new Uint8Array(await request.arrayBuffer()) }),
      accept: 'any',
      maxTries: 1,
      signal: request.signal,
    });
    const content = WITHOUT_BODY.has(status) ? null : new Uint8Array(body);
    return new Response(content, { status, headers });
  };
}

/** The platform's own errors name the whole URL, with what is secret in it. */
function toRequest(...[input, init]: Parameters<Fetch>): Request {
  try {
    return new Request(input, init);
  } catch (cause) {
    throw new HttpError('URL_INVALID', 'the request is none that can be sent', { cause });
  }
}

function methodOf({ method, url }: Request): NonNullable<HttpRequest['method']> {
  if (METHODS.includes(method)) return method as NonNullable<HttpRequest['method']>;
  throw new HttpError('URL_INVALID', `${method} is not a method that is sent (${url})`);
}

function headersOf(request: Request): Pick<HttpRequest, 'headers' | 'credential'> {
  const { authorization: credential, ...headers } = Object.fromEntries(request.headers);
  return { headers, ...(credential !== undefined && { credential }) };
}
