import type { Artifact } from './artifact.ts';
import { readBuild } from './build-types/read-build.ts';
import type { ParsedBundle } from './bundle/parse-bundles.ts';
import { checkBuildType } from './checks/build-type.ts';
import type { CheckResult } from './checks/check-result.ts';
import { conclude } from './checks/conclude.ts';
import { checkIdentity } from './checks/identity.ts';
import { BUILD_CHECKS } from './checks/index.ts';
import { checkPredicateType } from './checks/predicate-type.ts';
import type { Policy } from './policy/policy.ts';
import { type Provenance, toProvenance } from './provenance.ts';
import type { Release } from './release.ts';
import type { AttestationReport } from './report.ts';
import type { UsableRoot } from './signature/usable-root.ts';
import { type VerifiedSignature, verifySignature } from './signature/verify-signature.ts';
import { verifyStatement } from './signature/verify-statement.ts';

/** What an attestation is held against. */
export interface Expectations {
  readonly roots: readonly UsableRoot[];
  readonly policy: Policy;
  readonly artifacts: readonly Artifact[];
  readonly release: Release;
}

/** One attestation's report and, only when every check holds, its provenance. */
export interface AttestationOutcome {
  readonly report: AttestationReport;
  readonly provenance?: Provenance;
}

/** Runs the checks of spec.md 1.3 on one attestation. Pure and total: whatever the bundle holds, there is a report. */
export function verifyAttestation(
  parsed: ParsedBundle,
  expectations: Expectations,
): AttestationOutcome {
  const { roots, policy } = expectations;
  const signatory = { kind: 'certificate', profiles: policy.profiles } as const;
  const { results, verified } = verifySignature(parsed, signatory, roots);
  if (!verified?.claims) return { report: toReport(parsed.name, results, verified) };
  const identity = checkIdentity(verified.claims, policy);
  if (identity.status !== 'pass') {
    return { report: toReport(parsed.name, [...results, identity], verified) };
  }
  const rest = verifyPredicate(verified, expectations);
  const report = toReport(parsed.name, [...results, identity, ...rest.results], verified);
  return report.verdict === 'pass' && rest.provenance
    ? { report, provenance: rest.provenance }
    : { report };
}

/** The checks from 8 on. Those from 10 on all run, so that a report lists every breach. */
function verifyPredicate(
  signature: VerifiedSignature,
  { policy, artifacts, release }: Expectations,
): { results: readonly CheckResult[]; provenance?: Provenance } {
  const { results, verified } = verifyStatement(signature, artifacts, { isPredicateRead: true });
  const { claims } = signature;
  if (!verified || !claims) return { results };
  const { statement } = verified;
  const predicateType = checkPredicateType(statement, policy);
  const { result, buildType } = checkBuildType(statement, policy);
  const known = [...results, predicateType, result];
  if (!buildType) return { results: known };
  const build = readBuild(statement, buildType);
  const input = { verified, build, claims, policy, release };
  const all = [...known, ...BUILD_CHECKS.map((check) => check(input))];
  const provenance = toProvenance(statement, build, claims, policy);
  return provenance ? { results: all, provenance } : { results: all };
}

function toReport(
  name: string,
  results: readonly CheckResult[],
  verified: VerifiedSignature | undefined,
): AttestationReport {
  const [earliest] = (verified?.times ?? []).map(({ time }) => time.toISOString()).toSorted();
  return {
    name,
    ...conclude(results, 'run'),
    ...(verified?.claims && { signer: verified.claims }),
    ...(verified && { trust: verified.root }),
    ...(earliest !== undefined && { signedAt: earliest }),
  };
}
