import { JsonError, type JsonErrorCode } from './json-error.ts';
import type { JsonLimits } from './limits.ts';
import { pointerOf } from './pointer.ts';

/** An object or array that is open at the present place of the text. */
type Frame = {
  /** The keys seen so far; `undefined` for an array. */
  readonly keys: Set<string> | undefined;
  /** Key or index of the member that is being read. */
  step: string | number;
  /** In an object: the next string is a key. */
  expectsKey: boolean;
};

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Walks a text that may or may not be JSON and refuses what `JSON.parse` would let pass in silence: depth and
 * number of values beyond the limits, two members of one name (whose winner differs from parser to parser),
 * `__proto__`, lone surrogates, and integers that a double cannot hold. Runs before `JSON.parse`, so that nothing
 * is built from a text out of bounds; what is no JSON at all is left for `JSON.parse` to refuse.
 * @throws JsonError with any code but TOO_LARGE, NOT_UTF8 and SYNTAX
 */
export function scan(text: string, limits: JsonLimits): void {
  const frames: Frame[] = [];
  let values = 1;

  const refuse = (code: JsonErrorCode, what: string, offset: number): never => {
    const pointer = pointerOf(frames.map(({ step }) => step));
    throw new JsonError(code, `${what} at ${pointer || 'the top'} (offset ${offset})`, { pointer });
  };
  const count = (offset: number): void => {
    values += 1;
    if (values > limits.maxValues) {
      refuse('TOO_MANY_VALUES', `more than ${limits.maxValues} values`, offset);
    }
  };

  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      if (frames.length >= limits.maxDepth) {
        refuse('TOO_DEEP', `nested deeper than ${limits.maxDepth} levels`, at);
      }
      const isObject = code === OPEN_OBJECT;
      const keys = isObject ? new Set<string>() : undefined;
      frames.push({ keys, step: isObject ? '' : 0, expectsKey: isObject });
      count(at);
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      frames.pop();
    } else if (code === COMMA) {
      count(at);
      const top = frames.at(-1);
      if (top?.keys) top.expectsKey = true;
      else if (top) top.step = Number(top.step) + 1;
    } else if (code === QUOTE) {
      const end = endOfString(text, at);
      const string = decode(text, at, end);
      if (string?.isWellFormed() === false) refuse('LONE_SURROGATE', 'a lone surrogate', at);
      const top = frames.at(-1);
      if (top?.keys && top.expectsKey && string !== undefined) {
        top.step = string;
        top.expectsKey = false;
        if (string === '__proto__') refuse('FORBIDDEN_KEY', 'a key that is never data', at);
        if (top.keys.has(string)) refuse('DUPLICATE_KEY', 'the same key a second time', at);
        top.keys.add(string);
      }
      at = end;
    } else if (code === MINUS || isDigit(code)) {
      const end = endOfNumber(text, at);
      if (!isExact(text.slice(at, end))) {
        refuse('UNSAFE_NUMBER', 'a number that cannot be read without loss', at);
      }
      at = end - 1;
    }
  }
}

/** The offset of the closing quote, or of the end of the text. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

/** Whether an odd number of backslashes stands before the quote; the opening quote of the string ends the count. */
function isEscaped(text: string, quote: number): boolean {
  let at = quote - 1;
  while (text.charCodeAt(at) === BACKSLASH) at -= 1;
  return (quote - at) % 2 === 0;
}

/** The string between two quotes, or `undefined` where its escapes are no JSON. */
function decode(text: string, start: number, end: number): string | undefined {
  const raw = text.slice(start + 1, end);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(text.slice(start, end + 1)) as string;
  } catch {
    return undefined; // JSON.parse of the whole text says what is wrong
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && '+-.0123456789eE'.includes(text.charAt(at))) at += 1;
  return at;
}

/** Whether a double holds the literal; what is no number at all is left for JSON.parse to refuse. */
function isExact(literal: string): boolean {
  const value = Number(literal);
  if (Number.isNaN(value)) return true;
  return Number.isFinite(value) && (!/^-?[0-9]+$/.test(literal) || Number.isSafeInteger(value));
}
