import type { Redactor } from '@provkit/http';

/**
 * The same value with every text in it redacted, names of members included (T18). Pure.
 * @param value plain: what JSON can hold; a member that is a function or the like is left as it is
 */
export function redactValue<T>(value: T, redactor: Redactor): T {
  return redacted(value, redactor) as T; // texts stay texts, and everything else is what it was
}

function redacted(value: unknown, redactor: Redactor): unknown {
  if (typeof value === 'string') return redactor.redact(value);
  if (Array.isArray(value)) return value.map((item) => redacted(item, redactor));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      redactor.redact(name),
      typeof member === 'string' ? redactNamed(name, member, redactor) : redacted(member, redactor),
    ]),
  );
}

/** A value that looks like nothing may be secret because of its name. */
function redactNamed(name: string, value: string, redactor: Redactor): string {
  const shown = redactor.redact(`${name}=${value}`);
  return shown.startsWith(`${name}=`) ? shown.slice(name.length + 1) : redactor.redact(value);
}
