import { valueAt } from '@provkit/json';
import { outcomeOf, readJson, refuse } from '../../bundle/malformed.ts';
import { clientFor, type Network } from '../network.ts';
import { settle } from '../source-failure.ts';

/** Whom Sigstore's tokens are for. */
export const SIGSTORE_AUDIENCE = 'sigstore';

/** Where a job of GitHub Actions gets a token: what is in its environment when it has `id-token: write`. */
export interface IdTokenRequest {
  /** `ACTIONS_ID_TOKEN_REQUEST_URL` */
  readonly url: string;
  /** `ACTIONS_ID_TOKEN_REQUEST_TOKEN`; it goes to that server alone. */
  readonly requestToken: string;
  readonly network: Network;
}

/** A token, or why there is none; without a secret in it. */
export type IdTokenOutcome = { readonly token: string } | { readonly problem: string };

const LIMITS = { maxBytes: 65_536, maxDepth: 8, maxValues: 100 };

/**
 * An id token of the job for Sigstore. Safe to repeat; the token says who runs, is good for minutes and for one audience.
 * @throws HttpError ABORTED
 * @see docs.github.com "OpenID Connect reference", "Methods for requesting the OIDC token"
 */
export async function fetchIdToken({
  url,
  requestToken,
  network,
}: IdTokenRequest): Promise<IdTokenOutcome> {
  const place = URL.parse(url);
  if (!place || !/^https?:$/.test(place.protocol)) {
    return { problem: 'ACTIONS_ID_TOKEN_REQUEST_URL is no URL of a server' };
  }
  place.searchParams.set('audience', SIGSTORE_AUDIENCE);
  const asked = await settle(() =>
    clientFor(network, { servers: [place.origin], secrets: [requestToken] }).send({
      url: place.href,
      credential: `Bearer ${requestToken}`,
      headers: { accept: 'application/json' },
      maxBytes: LIMITS.maxBytes,
    }),
  );
  if ('problem' in asked) return { problem: asked.problem.message };
  const read = outcomeOf(() => {
    const token = valueAt(readJson(asked.value.body, LIMITS), '/value');
    return isJwt(token) ? token : refuse('no token in it', '/value');
  });
  return 'value' in read
    ? { token: read.value }
    : { problem: `the answer of ${place.host} to the request for an id token: ${read.problem}` };
}

/** Three parts of base64url (RFC 7519); what they say is for whoever it is meant for. */
function isJwt(token: unknown): token is string {
  return typeof token === 'string' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
}
