import type { VerificationSummaryV1 } from '../statement/schemas.ts';
import type { VerificationSummary } from './report.ts';

/** A predicate in one form: unset, null and empty are the same (in-toto), `dependencyLevels` excepted (SLSA). */
export function toSummary(predicate: VerificationSummaryV1): VerificationSummary {
  const { verifier, timeVerified, resourceUri, policy, verifiedLevels } = predicate;
  const { inputAttestations, dependencyLevels, slsaVersion } = predicate;
  return {
    verifier: { id: verifier.id, version: verifier.version ?? {} },
    ...(timeVerified && { timeVerified }),
    resourceUri,
    policy: { uri: policy.uri, digest: policy.digest ?? {} },
    ...(inputAttestations && inputAttestations.length > 0 && { inputAttestations }),
    verifiedLevels,
    ...(dependencyLevels && { dependencyLevels }),
    ...(slsaVersion && { slsaVersion }),
  };
}
