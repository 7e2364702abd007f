import type { ClaimName, Claims } from '../certificate/claims.ts';
import { claimPlace } from '../certificate/claims.ts';
import type { Policy } from '../policy/policy.ts';
import { signerProblem } from '../policy/signer-problem.ts';
import { type CheckResult, fail, pass } from './check-result.ts';

/** Old claims and the newer ones that say the same; both are the authority's word, so they must agree (spec.md 1.3). */
const SAME: readonly (readonly [ClaimName, ClaimName])[] = [
  ['issuerV1', 'issuer'],
  ['workflowTrigger', 'buildTrigger'],
  ['workflowSha', 'sourceRepositoryDigest'],
  ['workflowRef', 'sourceRepositoryRef'],
];

const SAN = 'certificate subject alternative name';

/** Whether the certificate names the signer that the policy accepts, and says nothing against itself. */
export function checkIdentity(claims: Claims, policy: Policy): CheckResult {
  const inconsistency = claimsProblem(claims);
  if (inconsistency) return inconsistency;
  if (claims.sanKind !== 'uri') {
    const message = 'a person has signed, and a workflow is asked for';
    return fail('identity', { message, expected: 'a workflow', actual: claims.san, pointer: SAN });
  }
  const issuer = claims.issuer ?? claims.issuerV1;
  if (issuer !== policy.issuer) {
    return fail('identity', {
      message: 'the signer’s token came from another issuer',
      expected: policy.issuer,
      actual: issuer ?? 'absent',
      pointer: claimPlace('issuer'),
      hint: 'An enterprise with an issuer of its own states it in the policy ("issuer").',
    });
  }
  const problem = signerProblem(claims, policy);
  if (problem) return fail('identity', problem.finding, problem.reason);
  const isRepositoryOnly = policy.signer.kind === 'repository-only';
  return pass('identity', {
    message: isRepositoryOnly
      ? `identity: repository only; signed by ${claims.san}`
      : `signed by ${claims.san}`,
    expected: isRepositoryOnly ? `any workflow of ${policy.repository}` : claims.san,
    actual: claims.san,
    pointer: claimPlace('buildSignerUri'),
  });
}

function claimsProblem(claims: Claims): CheckResult | undefined {
  for (const [old, current] of SAME) {
    if (differ(claims[old], claims[current])) {
      return inconsistent(claimPlace(current), claims[old], claims[current]);
    }
  }
  const { workflowRepository, sourceRepositoryUri, buildSignerUri, san } = claims;
  if (!isOnServer(sourceRepositoryUri, workflowRepository)) {
    return inconsistent(claimPlace('sourceRepositoryUri'), workflowRepository, sourceRepositoryUri);
  }
  if (differ(buildSignerUri, san)) {
    return inconsistent(claimPlace('buildSignerUri'), san, buildSignerUri);
  }
  return undefined;
}

/** `.12 = server + "/" + .5`. */
function isOnServer(uri: string | undefined, repository: string | undefined): boolean {
  if (uri === undefined || repository === undefined) return true;
  const server = uri.slice(0, -repository.length - 1);
  return uri === `${server}/${repository}` && /^https:\/\/[a-z0-9.-]+$/.test(server);
}

/** Older certificates lack some claims; only two that are both there can disagree. */
function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

function inconsistent(
  pointer: string,
  expected: string | undefined,
  actual: string | undefined,
): CheckResult {
  const message = 'the certificate contradicts itself';
  const finding = { message, expected: expected ?? 'absent', actual: actual ?? 'absent', pointer };
  return fail('identity', finding, 'claim_mismatch');
}
