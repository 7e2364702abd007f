import { type AttemptContext, attempt, type ReadError } from './attempt.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import type { HttpPolicy } from './host-rule.ts';
import { shown } from './host-rule.ts';
import { HttpError, isHttpError } from './http-error.ts';
import { DEFAULT_HTTP_LIMITS, type HttpLimits } from './limits.ts';
import { planRetry } from './plan-retry.ts';
import { type HttpRequest, type HttpResponse, isRepeatable } from './request.ts';
import type { HttpClock, Transport } from './transport.ts';

/** Ports and policy of a client. */
export interface HttpClientOptions {
  readonly policy: HttpPolicy;
  readonly transport: Transport;
  readonly clock: HttpClock;
  /** From 0 inclusive to 1 exclusive, as `Math.random`: keeps clients that failed together from coming back together. */
  readonly random: () => number;
  /** Over `DEFAULT_HTTP_LIMITS`. */
  readonly limits?: Partial<HttpLimits>;
  /** Secrets that must not show in an error, beside each request's own credential. */
  readonly secrets?: readonly string[];
  /** Reads what a server says in the body of an error. Default: nothing is read. */
  readonly readError?: ReadError;
  /** Default: `provkit`. */
  readonly userAgent?: string;
}

/** Asks the hosts that its policy names. */
export interface HttpClient {
  /**
   * Sends a request, follows redirects and repeats it where that is harmless and may help: after broken connections, time-outs,
   * 408, 429, 500, 502, 503 and 504, waiting as long as the server says, or longer each time.
   * @throws HttpError with every code that there is
   */
  send(request: HttpRequest): Promise<HttpResponse>;
}

/**
 * Makes a client. It keeps nothing between requests but the connections of its transport.
 * @example
 * const client = createHttpClient({
 *   policy: { hosts: ['api.github.com'] },
 *   transport: createNodeTransport(), clock, random: Math.random,
 * });
 * const { body } = await client.send({ url: 'https://api.github.com/meta', credential: `Bearer ${token}` });
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { policy, transport, clock, random, secrets = [] } = options;
  const { userAgent = 'provkit', readError = () => ({}) } = options;
  const ports = { policy, transport, clock, random, userAgent, readError };
  return {
    send: async (request) => {
      const limits = limitsOf(options.limits, request);
      const deadline = startDeadline(limits.overallMs, shown(request.url), clock, request.signal);
      try {
        return await sendUntilAnswered(request, { ...ports, limits, deadline });
      } catch (error) {
        throw concealed(error, [...secrets, request.credential ?? '']);
      } finally {
        deadline.end();
      }
    },
  };
}

interface SendContext extends Omit<AttemptContext, 'signal'> {
  readonly random: () => number;
  readonly deadline: Deadline;
}

async function sendUntilAnswered(
  request: HttpRequest,
  context: SendContext,
): Promise<HttpResponse> {
  const { limits, clock, random, deadline } = context;
  for (let tries = 1; ; tries += 1) {
    try {
      return { ...(await sendOnce(request, context)), tries };
    } catch (caught) {
      const error = classified(caught, request, deadline);
      const waitMs = planRetry({
        error,
        tries,
        isIdempotent: isRepeatable(request),
        ...(request.retryStatuses && { retryStatuses: request.retryStatuses }),
        limits,
        leftMs: deadline.leftMs(),
        random: random(),
      });
      if (waitMs === undefined || deadline.signal.aborted) throw error;
      await clock.sleep(waitMs, deadline.signal).catch((reason: unknown) => {
        throw classified(reason, request, deadline);
      });
    }
  }
}

/** One attempt, ended by its own deadline or the overall one. A transport that does not heed the signal is not waited for. */
async function sendOnce(
  request: HttpRequest,
  { deadline: overall, ...context }: SendContext,
): Promise<Omit<HttpResponse, 'tries'>> {
  const { clock, limits } = context;
  overall.signal.throwIfAborted();
  const deadline = startDeadline(limits.attemptMs, shown(request.url), clock, overall.signal);
  const { signal } = deadline;
  const failed = new AbortController();
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    const answer = attempt(request, {
      ...context,
      signal: AbortSignal.any([signal, failed.signal]),
    });
    answer.catch(() => {}); // when the deadline wins, nobody else looks at it
    return await Promise.race([answer, aborted.promise]);
  } catch (error) {
    failed.abort(); // a body that nobody reads to its end would hold its connection
    // a connection that breaks because it was aborted says so in words of its own
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', abort);
    deadline.end();
  }
}

/** Every failure as an `HttpError`; what a sink throws stays as it is. */
function classified(error: unknown, { signal, url }: HttpRequest, deadline: Deadline): HttpError {
  if (signal?.aborted) {
    return new HttpError('ABORTED', `${shown(url)}: aborted`, {
      cause: signal.reason,
      mayHaveArrived: true,
    });
  }
  if (isHttpError(error)) return error;
  const late: unknown = deadline.signal.aborted ? deadline.signal.reason : undefined;
  if (isHttpError(late)) return late;
  throw error;
}

/** The error anew, without what must not show: only here are all secrets known. */
function concealed(error: unknown, secrets: readonly string[]): unknown {
  if (!isHttpError(error)) return error;
  const { code, message, cause, status, retryAfterMs, mayHaveArrived } = error;
  return new HttpError(code, message, {
    secrets,
    mayHaveArrived,
    ...(cause !== undefined && { cause }),
    ...(status !== undefined && { status }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** The request's limits over the client's, and those over the defaults. */
function limitsOf(client: Partial<HttpLimits> = {}, request: Partial<HttpLimits>): HttpLimits {
  const limit = (name: keyof HttpLimits) =>
    request[name] ?? client[name] ?? DEFAULT_HTTP_LIMITS[name];
  return {
    maxTries: limit('maxTries'),
    attemptMs: limit('attemptMs'),
    overallMs: limit('overallMs'),
    maxBytes: limit('maxBytes'),
    maxRedirects: limit('maxRedirects'),
    backoffMs: limit('backoffMs'),
    maxBackoffMs: limit('maxBackoffMs'),
    maxRetryAfterMs: limit('maxRetryAfterMs'),
  };
}
