import { createPublicKey } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { GithubClaims } from './github-claims.ts';
import { pem } from './pem.ts';
import type { Routes } from './server.ts';
import type { Sigstore } from './sigstore.ts';

interface CertificateRequest {
  readonly credentials: { readonly oidcIdentityToken: string };
  readonly publicKeyRequest: { readonly publicKey: { readonly content: string } };
}

/**
 * Fulcio's API, version 2. Certifies what the token says; whether the token is our own issuer's is not asked, since
 * nobody else can reach this server's port with a purpose.
 * @see sigstore/fulcio fulcio.proto
 */
export function fulcioRoutes(sigstore: Sigstore): Routes {
  return {
    'POST /api/v2/signingCert': ({ body }) => {
      const { credentials, publicKeyRequest } = JSON.parse(body) as CertificateRequest;
      const claims = decodeJwt<GithubClaims>(credentials.oidcIdentityToken);
      const key = createPublicKey(publicKeyRequest.publicKey.content);
      const spki = key.export({ format: 'der', type: 'spki' });
      const leaf = sigstore.certify(spki, { claims });
      const certificates = [leaf, ...sigstore.ca.chain].map((der) => pem('CERTIFICATE', der));
      return {
        status: 201,
        body: JSON.stringify({ signedCertificateEmbeddedSct: { chain: { certificates } } }),
      };
    },
  };
}
