import { decodeUtf8 } from './decode-utf8.ts';
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

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Reads a JSON text (RFC 8259) from outside: bounded, and refused wherever two parsers could read it differently.
 * Pure.
 * @param input text, or its UTF-8 bytes; a byte order mark is refused as SYNTAX (RFC 8259 section 8.1).
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

/** Where the text stops being JSON; V8's own message would quote the text. */
function syntaxProblem(cause: unknown, text: string): string {
  // before the question whether it is empty, since trim takes the mark for white space
  if (text.startsWith(BYTE_ORDER_MARK)) {
    return 'begins with a byte order mark: save it as UTF-8 without one';
  }
  if (text.trim() === '') return 'empty';
  const message = cause instanceof Error ? cause.message : '';
  const [, offset] = /position (\d+)/.exec(message) ?? [];
  const isAtEnd = Number(offset) >= text.trimEnd().length || message.includes('end of JSON');
  if (isAtEnd) return 'ends too early';
  if (offset === undefined) return 'unexpected text';
  const before = text.slice(0, Number(offset));
  const line = before.split('\n').length;
  return `unexpected text at line ${line}, column ${before.length - before.lastIndexOf('\n')}`;
}
