import { PublicKeyDetails, type TransparencyLogInstance } from '@sigstore/protobuf-specs';
import type { Trust } from './trust.ts';

/** Keys of logs of version 2, which have another API and give no entries out by what is in them. */
const VERSION_2: ReadonlySet<PublicKeyDetails> = new Set([
  PublicKeyDetails.PKIX_ED25519,
  PublicKeyDetails.PKIX_ED25519_PH,
]);

/**
 * Where the logs of the trusted roots can be asked for entries: those of Rekor's version 1. Whoever answers there, the
 * entry must be signed by a key of the root. Pure.
 * @returns URLs without a final slash, each once
 */
export function logUrls({ roots }: Trust): readonly string[] {
  const urls = roots.flatMap(({ trustedRoot }) =>
    trustedRoot.tlogs
      .filter((log) => log.publicKey && !isLogOfVersion2(log))
      .map(({ baseUrl }) => baseUrl.replace(/\/+$/, '')),
  );
  return [...new Set(urls)].filter((url) => URL.canParse(url));
}

/** Whether a log is of Rekor's version 2, which its kind of key tells. Pure. */
export function isLogOfVersion2({ publicKey }: TransparencyLogInstance): boolean {
  return publicKey !== undefined && VERSION_2.has(publicKey.keyDetails);
}
