import { claimOf } from '../certificate/claim-value.ts';
import { type ClaimName, type Claims, claimPlace } from '../certificate/claims.ts';
import type { Expectations, SignerRule } from '../policy/policy.ts';
import { type SignerProblem, signerProblem } from '../policy/signer-problem.ts';
import { type CheckResult, fail, pass } from './check-result.ts';

/** Old claims and the newer ones that say the same; both are the authority's word, so they must agree (spec.md 1.3). */
const SAME: readonly (readonly [ClaimName, ClaimName])[] = [
  ['issuerV1', 'issuer'],
  ['workflowTrigger', 'buildTrigger'],
  ['workflowSha', 'sourceRepositoryDigest'],
  ['workflowRef', 'sourceRepositoryRef'],
];

const SAN = 'certificate subject alternative name';

/** The result and, when it passed, the rules whose signer the certificate names: one of them must hold as a whole. */
export interface IdentityOutcome {
  /** By the first of the rules. */
  readonly result: CheckResult;
  /** Each with the result by this rule. */
  readonly accepted: readonly { readonly rule: SignerRule; readonly result: CheckResult }[];
}

/** Whether the certificate names a signer that the policy accepts, and says nothing against itself (spec.md 1.7). */
export function checkIdentity(claims: Claims, expectations: Expectations): IdentityOutcome {
  const problem = claimsProblem(claims) ?? issuerProblem(claims, expectations);
  if (problem) return { result: problem, accepted: [] };
  const { signers, repository } = expectations;
  const judged = signers.map((rule) => ({
    rule,
    problem: signerProblem(claims, rule.signer, repository),
  }));
  const accepted = judged
    .filter((one) => one.problem === undefined)
    .map(({ rule }) => ({ rule, result: signedBy(claims, rule, repository) }));
  const [first] = accepted;
  return {
    result: first?.result ?? refused(judged.flatMap((one) => one.problem ?? [])),
    accepted,
  };
}

function signedBy(claims: Claims, { signer }: SignerRule, repository: string): CheckResult {
  const isRepositoryOnly = signer.kind === 'repository-only';
  return pass('identity', {
    message: isRepositoryOnly
      ? `identity: repository only; signed by ${claims.san}`
      : `signed by ${claims.san}`,
    expected: isRepositoryOnly ? `any workflow of ${repository}` : claims.san,
    actual: claims.san,
    pointer: claimPlace('buildSignerUri'),
  });
}

/** The first signer's problem, with what the others would have asked for. */
function refused(problems: readonly SignerProblem[]): CheckResult {
  const [first] = problems;
  const expected = [...new Set(problems.map(({ finding }) => finding.expected))].join(' or ');
  const message = 'no signer is accepted';
  return fail('identity', { message, ...first?.finding, expected }, first?.reason);
}

function issuerProblem(
  claims: Claims,
  { issuer: expected }: Expectations,
): CheckResult | undefined {
  if (claims.sanKind !== 'uri') {
    const message = 'a person has signed, and a workflow is asked for';
    return fail('identity', { message, expected: 'a workflow', actual: claims.san, pointer: SAN });
  }
  const issuer = claimOf(claims, 'issuer');
  if (issuer === expected) return undefined;
  return fail('identity', {
    message: 'the signer’s token came from another issuer',
    expected,
    actual: issuer ?? 'absent',
    pointer: claimPlace('issuer'),
    hint: 'An enterprise with an issuer of its own states it in the policy ("issuer").',
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
