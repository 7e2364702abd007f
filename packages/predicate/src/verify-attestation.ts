import type { Artifact } from './artifact.ts';
import type { CompiledBuildType } from './build-types/compile-build-type.ts';
import { readBuild } from './build-types/read-build.ts';
import type { ParsedBundle } from './bundle/parse-bundles.ts';
import { checkBuildType } from './checks/build-type.ts';
import { type CheckResult, inconclusive } from './checks/check-result.ts';
import { conclude } from './checks/conclude.ts';
import { checkIdentity } from './checks/identity.ts';
import { BUILD_CHECKS } from './checks/index.ts';
import { checkPredicateType } from './checks/predicate-type.ts';
import type { Lineage } from './lock/lineage.ts';
import type { OverrideEvidence } from './override/override-evidence.ts';
import type { Expectations, SignerRule } from './policy/policy.ts';
import { type Provenance, toProvenance } from './provenance.ts';
import type { Release } from './release.ts';
import type { ReleaseAttestation } from './release-attestation.ts';
import type { AttestationReport } from './report.ts';
import type { UsableRoot } from './signature/usable-root.ts';
import { type VerifiedSignature, verifySignature } from './signature/verify-signature.ts';
import { verifyStatement } from './signature/verify-statement.ts';
import { trustAgeDays } from './trust/trust-age.ts';

/** What an attestation is held against. */
export interface AttestationInput {
  readonly roots: readonly UsableRoot[];
  readonly expectations: Expectations;
  /** Those of the expectations, ready to be read. */
  readonly buildTypes: readonly CompiledBuildType[];
  readonly artifacts: readonly Artifact[];
  readonly release: Release;
  readonly releaseAttestations: readonly ReleaseAttestation[];
  readonly overrides: Pick<OverrideEvidence, 'overrides' | 'approvalOf'>;
  readonly lineage?: Lineage;
  readonly now: Date;
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
  const { roots, expectations } = input;
  const signatory = { kind: 'certificate', profiles: expectations.profiles } as const;
  const { results, verified } = verifySignature(parsed, signatory, roots);
  const report = (checks: readonly CheckResult[]) =>
    toReport(parsed.name, checks, verified, expectations);
  if (!verified?.claims) return { report: report(results) };
  const tooOld = rootAgeProblem(verified, input);
  if (tooOld)
    return { report: report(results.map((result) => (result.id === tooOld.id ? tooOld : result))) };
  const identity = checkIdentity(verified.claims, expectations);
  const known = [...results, identity.result];
  const outcomes = identity.rules.map((rule) => {
    const { results: rest, provenance } = verifyPredicate(verified, rule, input);
    return { report: report([...known, ...rest]), provenance };
  });
  const [first] = outcomes;
  if (!first) return { report: report(known) };
  const { report: best, provenance } =
    outcomes.find((one) => one.report.verdict === 'pass') ?? first;
  return best.verdict === 'pass' && provenance ? { report: best, provenance } : { report: best };
}

/** The checks from 8 on, by one signer rule. Those from 10 on all run, so that a report lists every breach. */
function verifyPredicate(
  signature: VerifiedSignature,
  rule: SignerRule,
  input: AttestationInput,
): { results: readonly CheckResult[]; provenance?: Provenance } {
  const { artifacts, release, expectations, overrides, now } = input;
  const { results, verified } = verifyStatement(signature, artifacts, { isPredicateRead: true });
  const { claims } = signature;
  if (!verified || !claims) return { results };
  const { statement } = verified;
  const times = signature.times.map(({ time }) => time);
  const evidence = { ...overrides, release, artifacts, now, times };
  const predicateType = checkPredicateType(statement, expectations, evidence);
  const { result, buildType } = checkBuildType(statement, input.buildTypes, rule);
  const known = [...results, predicateType, result];
  if (!buildType) return { results: known };
  const { repository, checkout } = expectations;
  const mayCheckOutOther = checkout === 'differentAllowedUnsafe';
  const build = readBuild(buildType, { statement, claims, repository, mayCheckOutOther });
  const { releaseAttestations, lineage } = input;
  const checkInput = {
    verified,
    build,
    claims,
    expectations,
    rule,
    artifacts,
    release,
    releaseAttestations,
  };
  const all = [
    ...known,
    ...BUILD_CHECKS.map((check) => check({ ...checkInput, ...(lineage && { lineage }) })),
  ];
  const provenance = toProvenance(statement, build, claims, rule);
  return provenance ? { results: all, provenance } : { results: all };
}

/** An old root does not know what was revoked since; the policy may set a bound (T11). */
function rootAgeProblem(
  { root }: VerifiedSignature,
  { expectations, now }: AttestationInput,
): CheckResult | undefined {
  const { maxRootAgeDays } = expectations;
  const ageDays = trustAgeDays(root, now);
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
