import type { ParsedBundle } from './bundle/parse-bundles.ts';
import { type CheckResult, inconclusive } from './checks/check-result.ts';
import { conclude } from './checks/conclude.ts';
import { checkIdentity } from './checks/identity.ts';
import type { EvidenceWork } from './evidence-work.ts';
import { type JudgementInput, judgeStatement, type StatementJudgement } from './judge-statement.ts';
import type { Expectations, SignerRule } from './policy/policy.ts';
import type { Provenance } from './provenance.ts';
import type { AttestationReport } from './report.ts';
import type { VerifiedSignature } from './signature/verify-signature.ts';
import { verifyStatement } from './signature/verify-statement.ts';
import { trustAgeDays } from './trust/trust-age.ts';

/** What an attestation is held against. */
export interface AttestationInput extends JudgementInput {
  /** Verifies signatures and reads statements. */
  readonly work: EvidenceWork;
}

/** One attestation's report and, only when every check holds, its provenance. */
export interface AttestationOutcome {
  readonly report: AttestationReport;
  readonly provenance?: Provenance;
}

/** Runs the checks of spec.md 1.3 on one attestation. Pure and total: whatever the bundle holds, there is a report. */
export function verifyAttestation(
  parsed: ParsedBundle,
  input: AttestationInput,
): AttestationOutcome {
  const { work, expectations } = input;
  const { results, verified } = work.signature(parsed, expectations.profiles);
  const report = (checks: readonly CheckResult[]) =>
    toReport(parsed.name, checks, verified, expectations);
  if (!verified?.claims) return { report: report(results) };
  const tooOld = rootAgeProblem(verified, input);
  if (tooOld)
    return { report: report(results.map((result) => (result.id === tooOld.id ? tooOld : result))) };
  const identity = checkIdentity(verified.claims, expectations);
  const outcomes = identity.accepted.map(({ rule, result }) => {
    const { results: rest, provenance } = verifyPredicate(verified, rule, input);
    return { report: report([...results, result, ...rest]), provenance };
  });
  const [first] = outcomes;
  if (!first) return { report: report([...results, identity.result]) };
  const { report: best, provenance } =
    outcomes.find((one) => one.report.verdict === 'pass') ??
    outcomes.find((one) => one.report.verdict === 'inconclusive') ?? // a rule that is open could still hold
    first;
  return best.verdict === 'pass' && provenance ? { report: best, provenance } : { report: best };
}

/** The checks from 8 on, by one signer rule. */
function verifyPredicate(
  signature: VerifiedSignature,
  rule: SignerRule,
  input: AttestationInput,
): StatementJudgement {
  const { artifacts, work } = input;
  const { results, verified } = verifyStatement(signature, artifacts, {
    isPredicateRead: true,
    parse: (payload) => work.statement(signature, payload),
  });
  const { claims } = signature;
  if (!verified || !claims) return { results };
  const { results: judged, ...rest } = judgeStatement(verified, claims, rule, input);
  return { results: [...results, ...judged], ...rest };
}

/** An old root does not know what was revoked since; the policy may set a bound (T11). */
function rootAgeProblem(
  { root, times }: VerifiedSignature,
  { expectations, now }: AttestationInput,
): CheckResult | undefined {
  const { maxRootAgeDays } = expectations;
  // a clock that was set back makes no root younger than what was signed under it
  const latest = Math.max(now.getTime(), ...times.map(({ time }) => time.getTime()));
  const ageDays = trustAgeDays(root, new Date(latest));
  if (maxRootAgeDays === undefined || ageDays <= maxRootAgeDays) return undefined;
  return inconclusive(
    'trust-profile',
    {
      message: `the trusted root (${root.source}) is older than the policy allows`,
      expected: `at most ${maxRootAgeDays} days`,
      actual: `${ageDays} days, since ${root.newestAuthority}`,
      hint: 'Refresh the trusted root, or give a current one with --trusted-root.',
    },
    'trust_root_unavailable',
  );
}

function toReport(
  name: string,
  results: readonly CheckResult[],
  verified: VerifiedSignature | undefined,
  expectations: Expectations,
): AttestationReport {
  const [earliest] = (verified?.times ?? []).map(({ time }) => time.toISOString()).toSorted();
  return {
    name,
    ...(expectations.name !== undefined && { policy: expectations.name }),
    ...conclude(results, 'denied'),
    ...(verified?.claims && { signer: verified.claims }),
    ...(verified && { trust: verified.root }),
    ...(earliest !== undefined && { signedAt: earliest }),
  };
}
