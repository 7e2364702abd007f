import { type AllowedUrl, allowUrl, type HttpPolicy, shown } from './host-rule.ts';
import { HttpError, type HttpErrorDetails } from './http-error.ts';
import type { HttpLimits } from './limits.ts';
import { isRateLimited, retryAfterMs } from './rate-limit.ts';
import { createBuffer, readBody } from './read-body.ts';
import type { HttpRequest, HttpResponse } from './request.ts';
import type { HttpClock, Transport, TransportResponse } from './transport.ts';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Headers that only the client itself sets. */
const OWN: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'host',
]);

/** The most bytes that are read of an answer that is an error or a redirect. */
const MAX_ASIDE = 65_536;

/** What the body of an error says, in a server's own way. */
export interface ErrorWords {
  /** For people; redacted with the error. */
  readonly message?: string;
  /** Whether it is a rate limit, although neither status nor headers say so. */
  readonly isRateLimited?: boolean;
}

/** Reads the body of an error, or what fits into 64 KiB of it. Pure; must not throw. */
export type ReadError = (status: number, body: Uint8Array) => ErrorWords;

/** What one attempt is made with. */
export interface AttemptContext {
  readonly transport: Transport;
  readonly clock: HttpClock;
  readonly policy: HttpPolicy;
  readonly limits: HttpLimits;
  readonly userAgent: string;
  readonly readError: ReadError;
  readonly signal: AbortSignal;
}

/**
 * Sends a request once, following redirects by hand: each one is held against the policy as the first URL was, and
 * credential and headers stay with the origin that they were meant for.
 */
export async function attempt(
  request: HttpRequest,
  context: AttemptContext,
): Promise<Omit<HttpResponse, 'tries'>> {
  const { policy, limits } = context;
  const first = allowUrl(request.url, policy);
  let target = first;
  let isAtHome = true;
  for (let redirects = 0; ; redirects += 1) {
    const response = await send(request, target, isAtHome, context);
    if (!REDIRECTS.has(response.status)) return answerOf(request, target, response, context);
    await readAside(response);
    if (redirects === limits.maxRedirects) {
      throw refusal(`${shown(first.url)} redirects more than ${limits.maxRedirects} times`);
    }
    target = follow(request, target, response, policy);
    isAtHome &&= target.url.origin === first.url.origin; // a stranger that sends us back gains nothing
  }
}

function send(
  request: HttpRequest,
  { url, isAddressAllowed }: AllowedUrl,
  isAtHome: boolean,
  { transport, limits, userAgent, signal }: AttemptContext,
): Promise<TransportResponse> {
  const { method = 'GET', headers = {}, body, credential } = request;
  const own = Object.keys(headers).find((name) => OWN.has(name.toLowerCase()));
  if (own !== undefined) throw new HttpError('URL_INVALID', `the header ${own} is not to be set`);
  return transport.send({
    method,
    url,
    headers: {
      'user-agent': userAgent,
      accept: headers.accept ?? '*/*',
      ...(isAtHome && headers),
      ...(isAtHome && credential !== undefined && { authorization: credential }),
    },
    body: typeof body === 'string' ? Buffer.from(body) : body,
    maxBytes: limits.maxBytes,
    isAddressAllowed,
    signal,
  });
}

/** Where a redirect leads. Only what asks and changes nothing goes elsewhere. */
function follow(
  { method = 'GET' }: HttpRequest,
  from: AllowedUrl,
  { headers }: TransportResponse,
  policy: HttpPolicy,
): AllowedUrl {
  if (method !== 'GET' && method !== 'HEAD') {
    throw refusal(`${shown(from.url)} redirects a ${method}, which is not sent elsewhere`);
  }
  const url = URL.parse(headers.location ?? '', from.url.href);
  if (!headers.location || !url) throw refusal(`${shown(from.url)} redirects to no URL`);
  if (from.url.protocol === 'https:' && url.protocol !== 'https:') {
    throw refusal(`${shown(from.url)} redirects to ${shown(url)}, which is not https`);
  }
  return allowUrl(url.href, policy, true);
}

async function answerOf(
  request: HttpRequest,
  { url }: AllowedUrl,
  response: TransportResponse,
  { limits, clock, readError }: AttemptContext,
): Promise<Omit<HttpResponse, 'tries'>> {
  const { status, headers } = response;
  const what = `${request.method ?? 'GET'} ${shown(url)}`;
  const buffer = createBuffer();
  if (status >= 200 && status <= 299) {
    await readBody(response, request.sink?.() ?? buffer, limits.maxBytes, what);
    return { status, headers, url: url.href, body: buffer.bytes() };
  }
  const { accept = [] } = request;
  const isAccepted = accept === 'any' || accept.includes(status);
  if (isAccepted) await readBody(response, buffer, limits.maxBytes, what);
  const body = isAccepted ? buffer.bytes() : await readAside(response);
  const words = readError(status, body);
  const isLimited = words.isRateLimited === true || isRateLimited(status, headers);
  // a rate limit is no answer, also where its status would be one, unless everything is
  if (isAccepted && (!isLimited || accept === 'any'))
    return { status, headers, url: url.href, body };
  throw statusError(what, response, isLimited, words.message, clock.now());
}

function statusError(
  what: string,
  { status, headers }: TransportResponse,
  isLimited: boolean,
  said: string | undefined,
  now: number,
): HttpError {
  const after = retryAfterMs(status, headers, now);
  const details: HttpErrorDetails = {
    status,
    mayHaveArrived: true,
    ...(after !== undefined && { retryAfterMs: after }),
  };
  const words = said === undefined ? '' : `, ${said}`;
  return isLimited
    ? new HttpError('RATE_LIMITED', `${what}: too many requests (${status})${words}`, details)
    : new HttpError('STATUS', `${what}: status ${status}${words}`, details);
}

/** Reads a small body to its end, so that the connection can be used again; a large one is left. */
async function readAside({ body }: TransportResponse): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of body) {
    read += chunk.byteLength;
    if (read > MAX_ASIDE) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refusal(message: string): HttpError {
  return new HttpError('REDIRECT_REFUSED', message, { mayHaveArrived: true });
}
