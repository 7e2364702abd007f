import { artifactRetentionMissing } from './definitions/artifact-retention-missing.ts';
import { manifestDiffCount } from './definitions/governance-manifest-diff-count.ts';
import { reviewLeadTime } from './definitions/governance-review-lead-time.ts';
import { tokenRotationAge } from './definitions/governance-token-rotation-age.ts';
import { lockWaitSeconds } from './definitions/metrics-lock-wait-seconds.ts';
import { notifyFailures } from './definitions/notify-failures.ts';
import { notifyIssueLatency } from './definitions/notify-issue-latency.ts';
import { notifySlackSuccessRate } from './definitions/notify-slack-success-rate.ts';
import { recoveryIssueToFix } from './definitions/recovery-issue-to-fix.ts';
import { recoveryRollbackLeadTime } from './definitions/recovery-rollback-lead-time.ts';
import { recoverySlackAckTime } from './definitions/recovery-slack-ack-time.ts';
import { rerunAutomatedVsManual } from './definitions/rerun-automated-vs-manual.ts';
import { rerunSuccessRate } from './definitions/rerun-success-rate.ts';
import { rerunTimeToResolution } from './definitions/rerun-time-to-resolution.ts';
import { kpiIngestSuccess } from './definitions/security-ci-kpi-ingest-success.ts';
import { predicateValidationPassRate } from './definitions/security-ci-predicate-validation-pass-rate.ts';
import { reRunCount } from './definitions/security-ci-re-run-count.ts';
import { slackIssueFollowups } from './definitions/security-ci-slack-issue-followups.ts';
import type { MetricKind } from './figure.ts';
import type { MetricDefinition } from './metric-definition.ts';

/** A metric of whatever kind. */
export type AnyMetric = { readonly [K in MetricKind]: MetricDefinition<K> }[MetricKind];

/** Every metric, in the order of the specification (spec.md part 4). */
export const CATALOG: readonly AnyMetric[] = [
  predicateValidationPassRate,
  slackIssueFollowups,
  reRunCount,
  kpiIngestSuccess,
  artifactRetentionMissing,
  notifyFailures,
  notifySlackSuccessRate,
  notifyIssueLatency,
  rerunSuccessRate,
  rerunTimeToResolution,
  rerunAutomatedVsManual,
  recoveryIssueToFix,
  recoveryRollbackLeadTime,
  recoverySlackAckTime,
  lockWaitSeconds,
  manifestDiffCount,
  tokenRotationAge,
  reviewLeadTime,
];
