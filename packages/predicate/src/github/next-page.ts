/** One link of a `Link` header (RFC 8288): `<url>; rel="next"`. */
const LINK = /<([^<>\s]{1,2000})>([^<]*)/g;

/**
 * Where the next page is, by an answer's `link` header; `undefined` on the last one. A page elsewhere than at the API is refused
 * by the client that asks for it. Pure.
 */
export function nextPage(headers: Readonly<Record<string, string>>): string | undefined {
  for (const [, url, parameters = ''] of (headers.link ?? '').matchAll(LINK)) {
    if (/;\s*rel="?next"?(?:[\s;,]|$)/.test(parameters)) return url;
  }
  return undefined;
}
