/** What stands for what was taken out. */
const REDACTED = '[redacted]';

/**
 * Shapes of tokens, so that one that nobody named shows as little as one that is known. Prefixes are those that the issuers
 * publish for secret scanning. Each expression takes all that it has looked at, so that no text costs more than its length.
 */
const TOKENS: readonly RegExp[] = [
  /\bgh[a-z]_[\w.-]{16,}/g, // GitHub: ghp_, gho_, ghu_, ghs_, ghr_
  /\bgithub_pat_\w{16,}/g,
  /\beyJ[\w.-]{16,}/g, // JWT (RFC 7519)
  /\bx(?:ox[a-z]|app)[.-][\w.-]{8,}/g, // Slack
  /(?<=hooks\.slack\.com\/)[\w/-]+/g,
  /\bsb[a-z]?_[\w-]{16,}/g, // Supabase
  /\bnpm_\w{16,}/g,
  /\bAKIA[A-Z0-9]{16}\b/g, // AWS
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END|$)/g,
];

/** What follows the scheme of an Authorization header, however it is quoted. */
const CREDENTIAL = /\b(bearer|basic|token)(["']?\s?[:=]?\s?["']?)([A-Za-z0-9+/=._~-]{16,})/gi;

const URLS = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>]*/gi;

/** The shortest secret that is looked for: a shorter one would take every other letter out of a sentence. */
const MIN_SECRET = 4;

/**
 * The text without secrets: those that are given (as they are, percent-encoded and in base64), what looks like a token or
 * a private key, and credentials, queries and fragments of URLs. Pure.
 * @param secrets values; shorter ones than four characters are not looked for.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let shown = text;
  for (const form of secrets.flatMap(formsOf).toSorted((a, b) => b.length - a.length)) {
    shown = shown.replaceAll(form, REDACTED);
  }
  for (const token of TOKENS) shown = shown.replaceAll(token, REDACTED);
  return shown.replaceAll(URLS, redactUrl).replaceAll(CREDENTIAL, `$1$2${REDACTED}`);
}

/** How one secret may be written. The scheme of an Authorization header is no secret, what follows it is. */
function formsOf(secret: string): readonly string[] {
  const value = secret.replace(/^(?:bearer|basic|token)\s+/i, '').trim();
  if (value.length < MIN_SECRET) return [];
  const bytes = Buffer.from(value);
  const forms = [
    value,
    JSON.stringify(value).slice(1, -1),
    value.isWellFormed() ? encodeURIComponent(value) : value, // a lone surrogate cannot be in a URL
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ];
  return [...new Set(forms)];
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
