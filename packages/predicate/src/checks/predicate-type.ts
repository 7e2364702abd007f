import { digestsOf } from '../artifact.ts';
import type { OverrideEvidence } from '../override/override-evidence.ts';
import type { Expectations, Override } from '../policy/policy.ts';
import { PROVENANCE_V1, PROVENANCE_V02 } from '../statement/predicate-types.ts';
import type { Statement } from '../statement/schemas.ts';
import { type CheckResult, fail, inconclusive, pass } from './check-result.ts';

/** How far the caller's clock may be behind the newest witnessed time, in ms (spec.md 1.4). */
const CLOCK_TOLERANCE_MS = 300_000;
const DAY_MS = 86_400_000;

/** Whether the predicate is SLSA provenance v1, byte for byte, or v0.2 by an approved override (S1.2a, spec.md 1.4). */
export function checkPredicateType(
  { predicateType }: Statement,
  expectations: Expectations,
  evidence: OverrideEvidence,
): CheckResult {
  const expected = expectations.predicateType;
  const finding = { expected, actual: predicateType, pointer: '/predicateType' };
  if (predicateType === PROVENANCE_V1 && expected === PROVENANCE_V1) {
    return pass('predicate-type', { message: 'SLSA provenance v1', ...finding });
  }
  if (
    predicateType === PROVENANCE_V02 &&
    (expected === PROVENANCE_V1 || expected === PROVENANCE_V02)
  ) {
    return checkOverride(expectations, evidence);
  }
  if (predicateType === expected) {
    const message = 'this is no SLSA provenance v1, the only predicate that proves a build';
    return fail('predicate-type', { message, ...finding, expected: PROVENANCE_V1 });
  }
  return fail('predicate-type', { message: 'an attestation of another kind', ...finding });
}

function checkOverride(expectations: Expectations, evidence: OverrideEvidence): CheckResult {
  const finding = { expected: PROVENANCE_V1, actual: PROVENANCE_V02, pointer: '/predicateType' };
  const problems: string[] = [];
  for (const override of overridesFor(expectations, evidence)) {
    const problem = overrideProblem(override, expectations, evidence);
    if (problem === undefined) {
      const clock = clockProblem(evidence);
      if (clock !== undefined)
        return inconclusive('predicate-type', { message: clock, ...finding });
      if (!(Date.parse(override.approved_at) <= evidence.now.getTime())) {
        problems.push(`it holds from ${override.approved_at} only`);
        continue;
      }
      const message = `SLSA provenance v0.2, by the override that ${override.approved_by} approved until ${override.expires_at}`;
      return pass('predicate-type', { message, ...finding });
    }
    problems.push(problem);
  }
  const why =
    problems.length === 0 ? 'there is none for this tag and artifact' : problems.join('; ');
  return fail('predicate-type', {
    message: `SLSA provenance v0.2 passes only with an approved governance override: ${why}`,
    ...finding,
    hint: 'Attest with a builder that writes SLSA provenance v1, or have the override approved by its team.',
  });
}

/** Those that name this predicate type, tag and artifact (every artifact, when there are several). */
function overridesFor(
  { overrides }: Expectations,
  { release, artifacts, overrides: given }: OverrideEvidence,
): readonly Override[] {
  const digests = artifacts.map((artifact) =>
    digestsOf(artifact).map(([algorithm, digest]) => `${algorithm}:${digest}`),
  );
  return [...(overrides?.granted ?? []), ...given].filter(
    ({ predicate_type, tag, artifact_digest }) =>
      predicate_type === PROVENANCE_V02 &&
      tag === release.tag &&
      digests.every((ofOne) => ofOne.includes(artifact_digest)),
  );
}

/** Why an override does not hold, whether or not its time has come. */
function overrideProblem(
  override: Override,
  { overrides }: Expectations,
  { now, approvalOf }: OverrideEvidence,
): string | undefined {
  if (!overrides) return 'the policy names nobody who may approve one ("overrides")';
  const from = Date.parse(override.approved_at);
  const until = Date.parse(override.expires_at);
  if (!(now.getTime() < until)) return `it expired at ${override.expires_at}`;
  if (until - from > overrides.maxDays * DAY_MS) {
    return `it holds for longer than the ${overrides.maxDays} days that the policy allows`;
  }
  const approval = approvalOf(override);
  return 'problem' in approval ? approval.problem : undefined;
}

/** A clock that runs behind would make an expired override hold again. */
function clockProblem({ now, times }: OverrideEvidence): string | undefined {
  const newest = Math.max(0, ...times.map((time) => time.getTime()));
  if (newest - now.getTime() <= CLOCK_TOLERANCE_MS) return undefined;
  return `the clock says ${now.toISOString()}, and the signature was witnessed at ${new Date(newest).toISOString()}, so whether the override still holds is unknown`;
}
