import { type Claims, claimPlace } from '../certificate/claims.ts';
import { type CheckResult, fail, notApplicable, pass } from '../checks/check-result.ts';

/** Who must have signed: an exact name and issuer, or one key (SPKI in PEM). Opting out ends in `Unsafe`. */
export type ExpectedSigner =
  | { readonly san: string; readonly issuer: string }
  | { readonly san: string; readonly anyIssuerUnsafe: true }
  | { readonly anyoneUnsafe: true }
  | { readonly key: string };

/** Whether the certificate names the expected signer; a key that was asked for has no name to compare. */
export function checkSigner(claims: Claims | undefined, signer: ExpectedSigner): CheckResult {
  if ('key' in signer) return notApplicable('identity', 'signed by the given key');
  const contradiction = issuerProblem(claims);
  if (contradiction) return contradiction;
  if ('anyoneUnsafe' in signer) return notApplicable('identity', 'anyone may have signed');
  const { san, issuer = claims?.issuerV1 } = claims ?? {};
  if (san !== signer.san) {
    return fail('identity', {
      message: 'somebody else has signed',
      expected: signer.san,
      actual: san ?? 'absent',
      pointer: 'certificate subject alternative name',
    });
  }
  if ('issuer' in signer && issuer !== signer.issuer) {
    return fail('identity', {
      message: 'the signer’s token came from another issuer',
      expected: signer.issuer,
      actual: issuer ?? 'absent',
      pointer: claimPlace('issuer'),
    });
  }
  return pass('identity', { message: `signed by ${san}`, expected: signer.san, actual: san });
}

/** The old extension and the new one say the same, or the certificate can be read in two ways (spec 1.3 #7). */
function issuerProblem({ issuerV1, issuer }: Partial<Claims> = {}): CheckResult | undefined {
  if (issuerV1 === undefined || issuer === undefined || issuerV1 === issuer) return undefined;
  const message = 'the certificate contradicts itself';
  const finding = { message, expected: issuerV1, actual: issuer, pointer: claimPlace('issuer') };
  return fail('identity', finding, 'claim_mismatch');
}
