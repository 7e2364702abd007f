import type { Entry } from '@provkit/manifest';
import type { EventDraft } from '@provkit/metrics';
import type { AttestationReport, Report } from '@provkit/predicate';
import { FAILURE_CLASSES } from './failure-classes.ts';
import type { Validation } from './validation.ts';

/** Who writes an event, and where it stands in what they write (spec.md 3.1). */
export interface EventContext {
  readonly producer: { readonly name: string; readonly version: string; readonly instance: string };
  readonly seq: number;
  readonly actor: { readonly kind: 'automated' | 'human'; readonly id: string };
  /** URL of the source repository. */
  readonly repository: string;
}

/**
 * The event that a validation is (spec.md 3.2). Pure.
 * @param tryNumber counts validations of the same artifact, run attempt and policy, from 1.
 */
export function validationEvent(
  validation: Validation,
  entry: Entry,
  context: EventContext,
  tryNumber: number,
): EventDraft<'validation.completed'> {
  const { verdict, failureReason, report, artifactDigest, policyDigest, durationMs } = validation;
  const provenance = report?.verdict === 'pass' ? report.provenance : undefined;
  const trust = report && decisive(report)?.trust;
  return {
    type: 'validation.completed',
    at: validation.verifiedAt,
    recorded_at: validation.verifiedAt,
    ...context,
    repository_id: null,
    tag: entry.tag,
    run_id: entry.run_id,
    run_attempt: entry.run_attempt,
    trigger: triggerOf(entry),
    verdict,
    failure_reason: failureReason ?? null,
    class: failureReason === undefined ? null : FAILURE_CLASSES[failureReason],
    artifact_digest: artifactDigest ?? null,
    predicate_type: provenance?.predicateType ?? null,
    build_type: provenance?.buildType ?? null,
    builder_id: provenance?.builderId ?? null,
    trust_profile: trust?.profile ?? null,
    trust_root_digest: trust ? `sha256:${trust.sha256}` : null,
    policy_digest: policyDigest,
    override_id: null,
    duration_ms: durationMs,
    try: tryNumber,
  };
}

/** The attestation that the verdict rests on: the one that passed, else the one whose reason is the report's. */
function decisive(report: Report): AttestationReport | undefined {
  return report.attestations.find(({ verdict, failureReason }) =>
    report.verdict === 'pass' ? verdict === 'pass' : failureReason === report.failureReason,
  );
}

function triggerOf({ status, run_attempt }: Entry): 'release' | 'rerun' | 'revalidation' {
  if (status !== 'pending') return 'revalidation';
  return run_attempt > 1 ? 'rerun' : 'release';
}
