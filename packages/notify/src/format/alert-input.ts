/** What the texts read of an alert. */
export interface Alert {
  /** SHA-256, lowercase hex. */
  readonly alert_id: string;
  readonly fingerprint: string;
  readonly failure_reason: string;
  readonly severity: 'info' | 'warning' | 'critical';
  /** URL: server, owner, name. */
  readonly repository: string;
  readonly tag: string;
  readonly run_id: string;
  readonly run_attempt: number;
  readonly artifact_url?: string;
  /** What the validator found, in its own words. */
  readonly message?: string;
  readonly run_url?: string;
  /** The manifest entry, for its snippet. */
  readonly entry?: unknown;
}
