import type { LoopbackAnswer, LoopbackRequest } from './loopback.ts';
import type { OciRepository } from './oci-repository.ts';

/** How a registry answers. */
export interface OciRegistryOptions {
  /** Path of the repository, for example `acme/widgets`. */
  readonly repository: string;
  readonly content: OciRepository;
  /** How it wants to know who asks: not at all unless stated. */
  readonly auth?: OciAuth;
  /** Whether it has an API for referrers; it has unless stated. */
  readonly hasReferrersApi?: boolean;
  /** Referrers a page; all of them unless stated. */
  readonly pageSize?: number;
}

/** Who is let in. */
export interface OciAuth {
  readonly kind: 'bearer' | 'basic';
  readonly username: string;
  readonly password: string;
  /** Whether anybody gets a token. */
  readonly isPublic?: boolean;
  /** Where tokens are given out; the registry itself unless stated. */
  readonly realm?: string;
  /** The token that is given out. */
  readonly token?: string;
}

const INDEX = 'application/vnd.oci.image.index.v1+json';
const TOKEN = 'registry-token-0123456789';

/** A registry (OCI distribution specification, pull) with one repository, and an endpoint for tokens. */
export function ociRegistry(
  options: OciRegistryOptions,
): (request: LoopbackRequest) => LoopbackAnswer {
  const { repository, content, auth } = options;
  return (request) => {
    const { url, headers } = request;
    if (url.pathname === '/token') return tokenFor(headers.authorization, auth);
    const refused = challenge(request, auth);
    if (refused) return refused;
    const prefix = `/v2/${repository}/`;
    if (!url.pathname.startsWith(prefix)) return { status: 404 };
    const [kind, name = ''] = url.pathname.slice(prefix.length).split('/');
    if (kind === 'referrers') return referrersAnswer(url, name, options);
    if (kind === 'manifests') return found(content.manifests.get(content.tags.get(name) ?? name));
    return kind === 'blobs' ? found(content.blobs.get(name)) : { status: 404 };
  };
}

function found(body: Buffer | undefined): LoopbackAnswer {
  if (!body) return { status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}' };
  return { status: 200, headers: { 'content-length': String(body.length) }, body };
}

function referrersAnswer(url: URL, digest: string, options: OciRegistryOptions): LoopbackAnswer {
  const { content, hasReferrersApi = true, pageSize = Number.MAX_SAFE_INTEGER } = options;
  if (!hasReferrersApi) return { status: 404 };
  const all = content.referrers.get(digest) ?? [];
  const from = Number(url.searchParams.get('from') ?? 0);
  const manifests = all.slice(from, from + pageSize);
  const next =
    from + pageSize < all.length
      ? `<${url.pathname}?from=${from + pageSize}>; rel="next"`
      : undefined;
  return {
    status: 200,
    headers: { 'content-type': INDEX, ...(next !== undefined && { link: next }) },
    body: JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }),
  };
}

function challenge(
  { url, headers }: LoopbackRequest,
  auth: OciAuth | undefined,
): LoopbackAnswer | undefined {
  if (!auth) return undefined;
  const { kind, realm = `${url.origin}/token`, token = TOKEN } = auth;
  const expected = kind === 'basic' ? basic(auth) : `Bearer ${token}`;
  if (headers.authorization === expected) return undefined;
  const header =
    kind === 'basic' ? 'Basic realm="registry"' : `Bearer realm="${realm}",service="registry"`;
  return { status: 401, headers: { 'www-authenticate': header } };
}

function tokenFor(authorization: string | undefined, auth: OciAuth | undefined): LoopbackAnswer {
  if (!auth) return { status: 404 };
  const isKnown = authorization === basic(auth);
  return auth.isPublic || isKnown
    ? { status: 200, body: JSON.stringify({ token: auth.token ?? TOKEN }) }
    : { status: 401 };
}

function basic({ username, password }: OciAuth): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
