import { formsOf, MIN_SECRET, secretValue } from './secret-forms.ts';
import { NAMED_VALUES, TOKENS, URLS } from './secret-shapes.ts';

/** What stands for what was taken out. */
const REDACTED = '[redacted]';

/** Takes secrets out of texts. */
export interface Redactor {
  /** The text without secrets. Pure. */
  readonly redact: (text: string) => string;
  /** Secrets that are not looked for, and why; empty when all are. Never their values. */
  readonly ignored: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * A redactor for the secrets that a process knows, which finds all of them, and whatever looks like a secret, in one text
 * after the other. Pure.
 * @param secrets values by name, for example of the environment variables that hold them. One that is empty or shorter than
 *   four characters is not looked for: it would take every other letter out of a sentence.
 */
export function createRedactor(secrets: Readonly<Record<string, string>> = {}): Redactor {
  const values = Object.entries(secrets).map(
    ([name, secret]) => [name, secretValue(secret)] as const,
  );
  const forms = [...new Set(values.flatMap(([, value]) => knownForms(value)))].toSorted(
    (a, b) => b.length - a.length,
  );
  const ignored = values
    .filter(([, value]) => value.length < MIN_SECRET)
    .map(([name, value]) => ({
      name,
      reason: value === '' ? 'empty' : `shorter than ${MIN_SECRET} characters`,
    }));
  return { redact: (text) => redactForms(text, forms), ignored };
}

/**
 * The text without secrets: those that are given (as they are, and as JSON, URLs and base64 write them), what looks like a
 * token or a private key, values whose name says that they are secret, and credentials, queries and fragments of URLs. Pure.
 * @param secrets values; shorter ones than four characters are not looked for.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  return createRedactor(Object.fromEntries(secrets.entries())).redact(text);
}

function knownForms(value: string): readonly string[] {
  return value.length < MIN_SECRET ? [] : formsOf(value);
}

/** @param forms longest first, so that none leaves a rest of another. */
function redactForms(text: string, forms: readonly string[]): string {
  let shown = text;
  for (const form of forms) shown = shown.replaceAll(form, REDACTED);
  for (const token of TOKENS) shown = shown.replaceAll(token, REDACTED);
  shown = shown.replaceAll(URLS, redactUrl);
  for (const named of NAMED_VALUES) shown = shown.replaceAll(named, `$1${REDACTED}`);
  return shown;
}

/** A signed URL has its signature in the query, and a careless one its password before the host (RFC 3986, 3.2.1). */
function redactUrl(url: string): string {
  const [whole = url] = /^[^?#]*/.exec(url) ?? [];
  const host = whole.indexOf('//') + 2;
  const path = whole.indexOf('/', host);
  const at = whole.lastIndexOf('@', path === -1 ? whole.length : path);
  const shown = at < host ? whole : `${whole.slice(0, host)}${REDACTED}${whole.slice(at)}`;
  return whole.length === url.length ? shown : `${shown}?${REDACTED}`;
}
