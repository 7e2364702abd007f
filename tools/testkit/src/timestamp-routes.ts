import type { Routes } from './server.ts';
import type { Sigstore } from './sigstore.ts';

interface TimestampRequest {
  /** Base64 of a SHA-256 digest. */
  readonly artifactHash: string;
  readonly hashAlgorithm: string;
}

/** The JSON form of the timestamp authority's API. @see sigstore/timestamp-authority openapi.yaml */
export function timestampRoutes({ tsa }: Sigstore, now: () => number): Routes {
  return {
    'POST /api/v1/timestamp': ({ body }) => {
      const { artifactHash, hashAlgorithm } = JSON.parse(body) as TimestampRequest;
      if (hashAlgorithm !== 'sha256') return { status: 400, body: '{}' };
      const response = tsa.timestampDigest(Buffer.from(artifactHash, 'base64'), new Date(now()));
      return { status: 201, body: response, type: 'application/timestamp-reply' };
    },
  };
}
