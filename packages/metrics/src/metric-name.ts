/** The 18 metrics, in the order of the specification's part 4. */
export const METRIC_NAMES = [
  'security_ci.predicate_validation_pass_rate',
  'security_ci.slack_issue_followups',
  'security_ci.re_run_count',
  'security_ci.kpi_ingest_success',
  'artifact_retention_missing',
  'notify.failures',
  'notify.slack_success_rate',
  'notify.issue_latency',
  'rerun.success_rate',
  'rerun.time_to_resolution',
  'rerun.automated_vs_manual',
  'recovery.issue_to_fix',
  'recovery.rollback_lead_time',
  'recovery.slack_ack_time',
  'metrics.lock_wait_seconds',
  'governance.manifest_diff_count',
  'governance.token_rotation_age',
  'governance.review_lead_time',
] as const;

/** Name of a metric. */
export type MetricName = (typeof METRIC_NAMES)[number];
