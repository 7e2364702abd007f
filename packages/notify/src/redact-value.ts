import type { Redactor } from '@provkit/http';

/** Deeper than anything that means something; what refers to itself has an end then. */
const DEEPEST = 64;
/** A number that is shorter is no secret but a count. Digits. */
const LEAST_DIGITS = 8;

/**
 * The same value with every text in it redacted, names of members included, and numbers that are a secret (T18). Pure.
 * @param value plain: what JSON can hold; a member that is a function or the like is left as it is
 */
export function redactValue<T>(value: T, redactor: Redactor): T {
  return redacted('', value, redactor, 0) as T; // texts stay texts, and everything else is what it was
}

/** @param name of the member that holds the value, or a list of such values */
function redacted(name: string, value: unknown, redactor: Redactor, depth: number): unknown {
  if (typeof value === 'string') return redactNamed(name, value, redactor);
  if (typeof value === 'number') return redactNumber(value, redactor);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return '…';
  if (Array.isArray(value)) return value.map((item) => redacted(name, item, redactor, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      redactor.redact(key),
      redacted(key, member, redactor, depth + 1),
    ]),
  );
}

/** A value that looks like nothing may be secret because of its name. */
function redactNamed(name: string, value: string, redactor: Redactor): string {
  if (name === '') return redactor.redact(value);
  const shown = redactor.redact(`${name}=${value}`);
  return shown.startsWith(`${name}=`) ? shown.slice(name.length + 1) : redactor.redact(value);
}

function redactNumber(value: number, redactor: Redactor): number | string {
  const text = String(value);
  if (text.length < LEAST_DIGITS) return value;
  const shown = redactor.redact(text);
  return shown === text ? value : shown;
}
