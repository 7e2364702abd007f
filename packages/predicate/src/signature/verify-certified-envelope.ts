import type { ParsedBundle } from '../bundle/parse-bundles.ts';
import { fail } from '../checks/check-result.ts';
import type { TrustProfile } from '../trust/profiles.ts';
import { checkSigner } from './check-signer.ts';
import { type SignedOutcome, signedPayload } from './signed-payload.ts';
import type { UsableRoot } from './usable-root.ts';
import { verifySignature } from './verify-signature.ts';

/** Whose certificate must have signed, and the roots that it may end in. */
export interface CertifiedSigner {
  readonly san: string;
  readonly issuer: string;
  readonly profiles: readonly TrustProfile[];
  readonly roots: readonly UsableRoot[];
}

/** The checks 1 to 7 of spec.md 1.3 for an envelope in a Sigstore bundle whose signer is named. */
export function verifyCertifiedEnvelope(
  parsed: ParsedBundle,
  { san, issuer, profiles, roots }: CertifiedSigner,
): SignedOutcome {
  const { results, verified } = verifySignature(parsed, { kind: 'certificate', profiles }, roots);
  if (!verified?.claims) return { results };
  const { claims, root, times, content } = verified;
  const identity = checkSigner(claims, { san, issuer });
  const all = [...results, identity];
  if (identity.status !== 'pass') return { results: all };
  if (content.kind === 'message') {
    const message = 'the bundle holds a signature over a file, and no statement';
    return { results: [...all, fail('statement', { message })] };
  }
  const [signedAt] = times.map(({ time }) => time.toISOString()).toSorted();
  const by = {
    kind: 'certificate' as const,
    claims,
    trust: root,
    ...(signedAt !== undefined && { signedAt }),
  };
  return { results: all, signed: signedPayload(content.payload, by) };
}
