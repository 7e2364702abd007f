import { type ErrorWords, HttpError } from '@provkit/http';
import {
  isJsonError,
  type JsonValue,
  parseJson,
  schemaProblem,
  type Validator,
} from '@provkit/json';

/** Bounds on an answer of the API: a hundred attestations with their bundles fit. */
export const ANSWER_LIMITS = { maxBytes: 33_554_432, maxDepth: 40, maxValues: 1_000_000 } as const;

/** The most characters of GitHub's own words in a message of ours. */
const MAX_QUOTED = 200;

/**
 * The body of an answer as what it must be. Pure.
 * @param what names the request, for messages.
 * @param secrets values that must not show, should the answer repeat them.
 * @throws HttpError MALFORMED
 */
export function readAnswer<T>(
  body: Uint8Array,
  validate: Validator,
  what: string,
  secrets: readonly string[] = [],
): T {
  const json = parse(body, what);
  if (validate(json)) return json as T; // by the validator compiled from T's own schema
  const { pointer, message } = schemaProblem(validate.errors, json);
  const problem = `${what}: an answer of another form: ${pointer}: ${message}`;
  throw new HttpError('MALFORMED', problem, { secrets, mayHaveArrived: true });
}

function parse(body: Uint8Array, what: string): JsonValue {
  try {
    return parseJson(body, ANSWER_LIMITS);
  } catch (cause) {
    if (!isJsonError(cause)) throw cause;
    throw new HttpError('MALFORMED', `${what}: an answer that is no JSON: ${cause.message}`, {
      cause,
    });
  }
}

/**
 * What GitHub says in the `message` of an error, shortened. A 403 that speaks of a rate limit is one: GitHub documents no header
 * for all secondary limits, and its own clients know them by these words; taken for a missing permission, it would make a
 * release fail that nobody judged. Pure.
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function readErrorWords(status: number, body: Uint8Array): ErrorWords {
  const message = messageIn(body)?.slice(0, MAX_QUOTED);
  if (message === undefined) return {};
  return { message, isRateLimited: status === 403 && /\brate limit/i.test(message) };
}

function messageIn(body: Uint8Array): string | undefined {
  try {
    const json = parseJson(body, ANSWER_LIMITS);
    return typeof json === 'object' && json !== null && 'message' in json
      ? String(json.message)
      : undefined;
  } catch (error) {
    if (isJsonError(error)) return undefined; // a page for people, from something in between
    throw error;
  }
}
