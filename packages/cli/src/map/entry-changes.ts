import type { Entry, EntryChanges } from '@provkit/manifest';
import type { Validation } from './validation.ts';

/**
 * What a validation writes into its entry (spec.md 2.5). Pure. A failure asks for a rerun (S3.1), unless the run had
 * succeeded before: that one is never requeued (S3.6). Undecided, the entry stays pending and asks for another look.
 */
export function entryChanges(validation: Validation, entry: Entry): EntryChanges {
  const { verdict, failureReason, artifactDigest, verifiedAt, report } = validation;
  const digest = artifactDigest === undefined ? {} : { artifact_digest: artifactDigest };
  const mayRequeue = entry.status !== 'success';
  if (verdict === 'pass') {
    const provenance = report?.verdict === 'pass' ? report.provenance : undefined;
    return {
      ...digest,
      status: 'success',
      verified_at: verifiedAt,
      ...(provenance && {
        predicate_type: provenance.predicateType,
        builder_id: provenance.builderId,
      }),
      failure_reason: undefined,
      requeue: undefined,
      requeue_reason: undefined,
      rerun_in_progress: undefined,
    };
  }
  return {
    status: verdict === 'fail' ? 'failure' : 'pending',
    verified_at: undefined,
    failure_reason: failureReason,
    requeue: mayRequeue ? true : undefined,
    requeue_reason: mayRequeue ? failureReason : undefined,
    rerun_in_progress: undefined,
  };
}
