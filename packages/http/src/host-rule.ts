import { isLoopbackAddress, isPrivateAddress, isPublicAddress } from './address.ts';
import { HttpError } from './http-error.ts';

/** A host that may be talked to. A string is a rule for the standard port and public addresses. */
export type HostRule = string | DetailedHostRule;

/** A host that may be talked to, with what is unusual about it. */
export interface DetailedHostRule {
  /** A host's name in lower case, or `*.` and what its name must end in: `*.blob.core.windows.net`. */
  readonly name: string;
  /** Where it is not 443. */
  readonly port?: number;
  /** Lets the name lead to a private address, as a server of one's own does; never to this machine or a cloud's metadata. */
  readonly privateAddressesUnsafe?: boolean;
}

/** Whom a client may talk to. Nobody else is asked, whatever a document, a redirect or a name server says (T14). */
export interface HttpPolicy {
  /** Hosts of the URLs that are asked for, and of redirects. */
  readonly hosts: readonly HostRule[];
  /** Further hosts of redirects alone, such as where a server keeps its large files. */
  readonly redirectHosts?: readonly HostRule[];
  /** For tests: also `http://127.0.0.1`, on any port. */
  readonly loopbackUnsafe?: boolean;
}

/** A URL that may be asked for, and where its name may lead. */
export interface AllowedUrl {
  readonly url: URL;
  readonly isAddressAllowed: (address: string) => boolean;
}

/**
 * Holds a URL against the policy. Pure.
 * @param isRedirect whether the server named it, and not the caller.
 * @throws HttpError URL_INVALID, HOST_NOT_ALLOWED
 */
export function allowUrl(text: string | URL, policy: HttpPolicy, isRedirect = false): AllowedUrl {
  const url = URL.parse(String(text));
  if (!url) throw new HttpError('URL_INVALID', `${shown(text)} is no URL`);
  if (url.username !== '' || url.password !== '') {
    throw new HttpError('URL_INVALID', `${shown(url)} has credentials in it`);
  }
  if (policy.loopbackUnsafe && url.hostname === '127.0.0.1' && /^https?:$/.test(url.protocol)) {
    return { url, isAddressAllowed: isLoopbackAddress };
  }
  if (url.protocol !== 'https:') {
    throw new HttpError('URL_INVALID', `${shown(url)} is not https`);
  }
  if (/^\[|^[\d.]+$/.test(url.hostname)) {
    throw new HttpError('URL_INVALID', `${shown(url)} names an address instead of a host`);
  }
  const rules = [...policy.hosts, ...(isRedirect ? (policy.redirectHosts ?? []) : [])];
  const named = rules.map(detailed).filter(({ name }) => matches(url.hostname, name));
  if (named.length === 0) {
    throw new HttpError(
      'HOST_NOT_ALLOWED',
      `${shown(url)}: ${url.hostname} is not among the allowed hosts (${rules.map((rule) => detailed(rule).name).join(', ')})`,
    );
  }
  const port = url.port === '' ? 443 : Number(url.port);
  const rule = named.find((candidate) => (candidate.port ?? 443) === port);
  if (!rule) {
    throw new HttpError('URL_INVALID', `${shown(url)} names another port than the allowed one`);
  }
  return {
    url,
    isAddressAllowed: rule.privateAddressesUnsafe ? isPublicOrPrivate : isPublicAddress,
  };
}

/** The most characters of a URL in a message. */
const MAX_SHOWN = 300;

/** The URL for messages: without query and fragment. Credentials and tokens are `HttpError`'s to take out. */
export function shown(url: string | URL): string {
  const [place = ''] = String(url).split(/[?#]/, 1);
  return place.slice(0, MAX_SHOWN);
}

function isPublicOrPrivate(address: string): boolean {
  return isPublicAddress(address) || isPrivateAddress(address);
}

function detailed(rule: HostRule): DetailedHostRule {
  return typeof rule === 'string' ? { name: rule } : rule;
}

/** Whole names; a `*.` rule takes any name below it, and not the name itself. */
function matches(hostname: string, name: string): boolean {
  return name.startsWith('*.') ? hostname.endsWith(name.slice(1)) : hostname === name;
}
