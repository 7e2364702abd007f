import type { Artifact } from './artifact.ts';
import type { CompiledBuildType } from './build-types/compile-build-type.ts';
import { readBuild } from './build-types/read-build.ts';
import type { Claims } from './certificate/claims.ts';
import { checkBuildType } from './checks/build-type.ts';
import type { CheckResult } from './checks/check-result.ts';
import { BUILD_CHECKS } from './checks/index.ts';
import { checkPredicateType } from './checks/predicate-type.ts';
import type { Lineage } from './lock/lineage.ts';
import type { OverrideEvidence } from './override/override-evidence.ts';
import type { Expectations, SignerRule } from './policy/policy.ts';
import { type Provenance, toProvenance } from './provenance.ts';
import type { Release } from './release.ts';
import type { ReleaseAttestation } from './release-attestation.ts';
import type { VerifiedStatement } from './signature/verify-statement.ts';

/** What a statement is held against. */
export interface JudgementInput {
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

/** The results in the order of spec.md 1.3; the provenance is worth what they say. */
export interface StatementJudgement {
  readonly results: readonly CheckResult[];
  readonly provenance?: Provenance;
}

/**
 * The checks 10 to 22, by one signer rule. All of them run, so that a report lists every breach; only an unknown build
 * type ends them, since nobody knows where to look then. Pure.
 */
export function judgeStatement(
  verified: VerifiedStatement,
  claims: Claims,
  rule: SignerRule,
  input: JudgementInput,
): StatementJudgement {
  const { artifacts, release, expectations, overrides, now, releaseAttestations, lineage } = input;
  const { statement, signature } = verified;
  const times = signature.times.map(({ time }) => time);
  const evidence = { ...overrides, release, artifacts, now, times };
  const predicateType = checkPredicateType(statement, expectations, evidence);
  const { result, buildType } = checkBuildType(statement, input.buildTypes, rule);
  const known = [predicateType, result];
  if (!buildType) return { results: known };
  const { repository, checkout } = expectations;
  const mayCheckOutOther = checkout === 'differentAllowedUnsafe';
  const build = readBuild(buildType, { statement, claims, repository, mayCheckOutOther });
  const checkInput = {
    verified,
    build,
    claims,
    expectations,
    rule,
    artifacts,
    release,
    releaseAttestations,
    ...(lineage && { lineage }),
  };
  const results = [...known, ...BUILD_CHECKS.map((check) => check(checkInput))];
  const provenance = toProvenance(statement, build, claims, rule);
  return provenance ? { results, provenance } : { results };
}
