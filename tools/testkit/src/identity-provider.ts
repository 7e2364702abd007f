import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { GithubClaims } from './github-claims.ts';
import type { Routes } from './server.ts';

/** GitHub's id-token endpoint, and the issuer whose keys the tokens can be checked with. */
export async function createIdentityProvider({
  url,
  requestToken,
  claims,
}: {
  readonly url: string;
  readonly requestToken: string;
  readonly claims: () => GithubClaims;
}): Promise<Routes> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'RS256', use: 'sig' };
  const token = (audience: string) => {
    const { repository, ref } = claims();
    return new SignJWT({ ...claims() })
      .setProtectedHeader({ alg: 'RS256', kid: 'test', typ: 'JWT' })
      .setIssuer(url)
      .setSubject(`repo:${repository}:ref:${ref}`)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
  };
  const json = (value: unknown) => ({ status: 200, body: JSON.stringify(value) });
  return {
    'GET /idtoken': async ({ query, authorization }) =>
      authorization?.toLowerCase() === `bearer ${requestToken}`
        ? json({ value: await token(query.get('audience') ?? url) })
        : { status: 401, body: '{}' },
    'GET /.well-known/openid-configuration': () =>
      json({ issuer: url, jwks_uri: `${url}/.well-known/jwks` }),
    'GET /.well-known/jwks': () => json({ keys: [jwk] }),
  };
}
