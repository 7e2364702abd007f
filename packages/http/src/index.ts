export { isLoopbackAddress, isPrivateAddress, isPublicAddress } from './address.ts';
export type { ErrorWords, ReadError } from './attempt.ts';
export { createFetch, type Fetch } from './create-fetch.ts';
export {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
} from './create-http-client.ts';
export type { DetailedHostRule, HostRule, HttpPolicy } from './host-rule.ts';
export {
  HttpError,
  type HttpErrorCode,
  type HttpErrorDetails,
  isHttpError,
} from './http-error.ts';
export { DEFAULT_HTTP_LIMITS, type HttpLimits } from './limits.ts';
export { type ProxyFor, type ProxyOutcome, proxyFromEnv } from './proxy.ts';
export { quoteWords } from './quote-words.ts';
export { isRateLimited, retryAfterMs } from './rate-limit.ts';
export type { Sink } from './read-body.ts';
export { createRedactor, type Redactor, redact } from './redact.ts';
export type { HttpRequest, HttpResponse } from './request.ts';
export type {
  HttpClock,
  Transport,
  TransportRequest,
  TransportResponse,
} from './transport.ts';
