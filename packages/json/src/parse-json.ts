import { JsonError } from './json-error.ts';
import { DEFAULT_LIMITS, type JsonLimits } from './limits.ts';
import { scan } from './scan.ts';

/** Any JSON value. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/**
 * Reads a JSON text (RFC 8259) from outside: bounded, and refused wherever two parsers could read it differently.
 * Pure.
 * @param input text, or its UTF-8 bytes; a byte order mark is refused as SYNTAX.
 * @throws JsonError TOO_LARGE, TOO_DEEP, TOO_MANY_VALUES: beyond `limits`; NOT_UTF8; SYNTAX; DUPLICATE_KEY;
 *   FORBIDDEN_KEY: `__proto__`; LONE_SURROGATE; UNSAFE_NUMBER: an integer beyond ±(2^53 − 1), or beyond a double
 * @example
 * parseJson('{"tag":"v1.2.3"}'); // { tag: 'v1.2.3' }
 */
export function parseJson(
  input: string | Uint8Array,
  limits: JsonLimits = DEFAULT_LIMITS,
): JsonValue {
  const size = typeof input === 'string' ? Buffer.byteLength(input) : input.byteLength;
  if (size > limits.maxBytes) {
    throw new JsonError(
      'TOO_LARGE',
      `${size} bytes, more than the ${limits.maxBytes} that are read`,
    );
  }
  const text = typeof input === 'string' ? input : decodeUtf8(input);
  scan(text, limits);
  try {
    return JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw new JsonError('SYNTAX', `not JSON: ${syntaxProblem(cause, text)}`, { cause });
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new JsonError('NOT_UTF8', 'not UTF-8', { cause });
  }
}

/** Where the text stops being JSON; V8's own message would quote the text. */
function syntaxProblem(cause: unknown, text: string): string {
  if (text.trim() === '') return 'empty';
  const message = cause instanceof Error ? cause.message : '';
  if (message.includes('end of JSON')) return 'ends too early';
  const offset = /position (\d+)/.exec(message)?.[1];
  if (offset === undefined) return 'unexpected text';
  const before = text.slice(0, Number(offset));
  const line = before.split('\n').length;
  return `unexpected text at line ${line}, column ${before.length - before.lastIndexOf('\n')}`;
}
