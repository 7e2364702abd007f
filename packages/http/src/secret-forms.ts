/** The shortest secret that is looked for, in UTF-16 units: a shorter one would take every other letter out of a sentence. */
export const MIN_SECRET = 4;

/** The shortest part of a secret that is looked for by itself: a line, or what base64 makes of the middle. */
const MIN_PART = 12;

/** What is looked for of one secret. The scheme of an Authorization header is no secret, what follows it is. */
export function secretValue(secret: string): string {
  return secret.replace(/^(?:bearer|basic|token)\s+/i, '').trim();
}

/**
 * How one secret may be written: as it is, in JSON, in a URL or form, in base64 by itself or within a longer text, and
 * each line of one that has several, since logs are written by line. Pure.
 */
export function formsOf(value: string): readonly string[] {
  const lines = value.split(/[\r\n]+/).filter((line) => line.trim().length >= MIN_PART);
  const forms = [value, ...lines].flatMap(writtenForms);
  return [...new Set(forms)].filter((form) => form.length >= MIN_SECRET);
}

function writtenForms(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const json = JSON.stringify(value).slice(1, -1);
  const middles = [0, 1, 2]
    .map((shift) => base64Middle(bytes, shift))
    .filter((form) => form.length >= MIN_PART);
  return [
    value,
    json,
    JSON.stringify(json).slice(1, -1),
    ...urlForms(value),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    ...middles,
    ...middles.map(toBase64Url),
  ];
}

function urlForms(value: string): readonly string[] {
  if (!value.isWellFormed()) return []; // a lone surrogate cannot be in a URL
  const percent = encodeURIComponent(value);
  const form = new URLSearchParams({ '': value }).toString().slice(1);
  return [percent, form, ...[percent, form].map(lowercaseEscapes)];
}

function lowercaseEscapes(url: string): string {
  return url.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());
}

/** The characters that these bytes alone decide, when `shift` bytes (modulo 3) stand before them and others behind. */
function base64Middle(bytes: Buffer, shift: number): string {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
  const first = Math.ceil((shift * 8) / 6);
  const end = Math.floor((padded.length * 8) / 6);
  return padded.toString('base64').slice(first, end);
}

function toBase64Url(form: string): string {
  return form.replaceAll('+', '-').replaceAll('/', '_');
}
