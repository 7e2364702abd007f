import type { VerifyBundleInput } from '@provkit/predicate';
import { bundleFromJSON } from '@sigstore/bundle';
import { crypto } from '@sigstore/core';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';

/** What each profile of a root asks for, in sigstore-js's words. */
const THRESHOLDS = {
  'public-good': { ctlogThreshold: 1, tlogThreshold: 1, timestampThreshold: 1 },
  github: { ctlogThreshold: 0, tlogThreshold: 0, timestampThreshold: 1 },
} as const;

/** `accept`, or `reject (code: message)`: what sigstore-js says when used as its documentation shows. */
export function plainSigstore({ bundle, trust, signer, bytes }: VerifyBundleInput): string {
  const [{ trustedRoot, summary }] = trust.roots;
  try {
    const text = Buffer.from(bundle.content).toString();
    const entity = toSignedEntity(bundleFromJSON(JSON.parse(text)), bytes && Buffer.from(bytes));
    const publicKey = () => ({
      publicKey: crypto.createPublicKey('key' in signer ? signer.key : ''),
      validFor: () => true,
    });
    const policy =
      'san' in signer
        ? {
            subjectAlternativeName: signer.san,
            ...('issuer' in signer && { extensions: { issuer: signer.issuer } }),
          }
        : undefined;
    const thresholds =
      'key' in signer && summary.profile === 'public-good'
        ? { ...THRESHOLDS['public-good'], timestampThreshold: 0 }
        : THRESHOLDS[summary.profile];
    new Verifier(toTrustMaterial(trustedRoot, publicKey), thresholds).verify(entity, policy);
    return 'accept';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'exception';
    return `reject (${code}: ${error instanceof Error ? error.message : String(error)})`;
  }
}
