/** Statuses that mean: not now (RFC 6585, 4; RFC 9110, 15.6.4). */
const NOT_NOW: ReadonlySet<number> = new Set([429, 503]);

type Headers = Readonly<Record<string, string>>;

/**
 * Whether an answer says that too much was asked: 429, or 403 with GitHub's headers for it. Pure.
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function isRateLimited(status: number, headers: Headers): boolean {
  if (status === 429) return true;
  const isUsedUp = headers['x-ratelimit-remaining'] === '0' || 'retry-after' in headers;
  return status === 403 && isUsedUp;
}

/**
 * Milliseconds until the server wants to be asked again: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), else when
 * a used-up rate limit starts anew. `undefined` where it does not say, or says nonsense. Pure.
 * @param now milliseconds since 1970, UTC.
 */
export function retryAfterMs(status: number, headers: Headers, now: number): number | undefined {
  const isLimited = isRateLimited(status, headers);
  if (!isLimited && !NOT_NOW.has(status)) return undefined;
  const after = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(after)) return Number(after) * 1000;
  const date = /^[A-Z][a-z]{2}, .* GMT$/.test(after) ? Date.parse(after) : Number.NaN;
  if (!Number.isNaN(date)) return Math.max(0, date - now);
  const reset = headers['x-ratelimit-reset'] ?? '';
  const isUsedUp = headers['x-ratelimit-remaining'] === '0' && /^\d{1,11}$/.test(reset);
  return isLimited && isUsedUp ? Math.max(0, Number(reset) * 1000 - now) : undefined;
}
