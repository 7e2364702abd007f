import type { Labels } from './figure.ts';
import type { MetricName } from './metric-name.ts';

/** Who answers for a metric (S6.1). */
export type OwnerRole = 'Governance Reviewer' | 'Release Steward' | 'Security CI Admin';

/** Which number of a metric is held against its target. */
export type Statistic = 'value' | 'p50' | 'p95' | 'max';

/** What a metric should come to: in its own unit, both ends inclusive. */
export type Target = {
  readonly metric: MetricName;
  /** A role of the design, or whoever a file of targets names. */
  readonly owner: string;
  readonly statistic: Statistic;
  /** The series that is meant, by all of its labels; without it the total. */
  readonly labels?: Labels;
} & ({ readonly at_least: number } | { readonly at_most: number });

/** Who answers for each metric. */
export const OWNERS: Readonly<Record<MetricName, OwnerRole>> = {
  'security_ci.predicate_validation_pass_rate': 'Security CI Admin',
  'security_ci.slack_issue_followups': 'Security CI Admin',
  'security_ci.re_run_count': 'Governance Reviewer',
  'security_ci.kpi_ingest_success': 'Release Steward',
  artifact_retention_missing: 'Release Steward',
  'notify.failures': 'Security CI Admin',
  'notify.slack_success_rate': 'Security CI Admin',
  'notify.issue_latency': 'Security CI Admin',
  'rerun.success_rate': 'Release Steward',
  'rerun.time_to_resolution': 'Release Steward',
  'rerun.automated_vs_manual': 'Governance Reviewer',
  'recovery.issue_to_fix': 'Release Steward',
  'recovery.rollback_lead_time': 'Release Steward',
  'recovery.slack_ack_time': 'Security CI Admin',
  'metrics.lock_wait_seconds': 'Security CI Admin',
  'governance.manifest_diff_count': 'Governance Reviewer',
  'governance.token_rotation_age': 'Release Steward',
  'governance.review_lead_time': 'Governance Reviewer',
};

const HOUR = 3600;

/**
 * What is wanted where nobody says otherwise. Reruns, their share without a person and changes of manifests have none:
 * more of them is neither better nor worse.
 */
export const DEFAULT_TARGETS: readonly Target[] = [
  target('security_ci.predicate_validation_pass_rate', { at_least: 0.95 }),
  { ...target('security_ci.slack_issue_followups', { at_most: 0 }), labels: { channel: 'none' } },
  target('security_ci.kpi_ingest_success', { at_least: 0.99 }),
  target('artifact_retention_missing', { at_most: 0 }),
  target('notify.failures', { at_most: 0.1 }),
  target('notify.slack_success_rate', { at_least: 0.99 }),
  target('notify.issue_latency', { at_most: 300 }, 'p95'),
  target('rerun.success_rate', { at_least: 0.8 }),
  target('rerun.time_to_resolution', { at_most: 4 * HOUR }, 'p95'),
  target('recovery.issue_to_fix', { at_most: 24 * HOUR }, 'p95'),
  target('recovery.rollback_lead_time', { at_most: HOUR }, 'p95'),
  target('recovery.slack_ack_time', { at_most: 900 }, 'p95'),
  target('metrics.lock_wait_seconds', { at_most: 60 }, 'p95'),
  target('governance.token_rotation_age', { at_most: 90 }),
  target('governance.review_lead_time', { at_most: 24 * HOUR }, 'p95'),
];

function target(
  metric: MetricName,
  bound: { readonly at_least: number } | { readonly at_most: number },
  statistic: Statistic = 'value',
): Target {
  return { metric, owner: OWNERS[metric], statistic, ...bound };
}
