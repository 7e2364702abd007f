import { createRedactor } from '@provkit/http';
import { type Alert, type AlertFacts, raiseAlert } from '../src/alert.ts';
import type { NotificationAttempted, Rung } from '../src/record.ts';

export const START = Date.parse('2026-01-31T12:00:00.000Z');
export const CONTEXT = { redactor: createRedactor() };

/** A failure that could pass later, each fact replaceable. */
export function alertOf(changes: Partial<AlertFacts> = {}): Alert {
  return raiseAlert({
    failure_reason: 'attestation_missing',
    severity: 'warning',
    repository: 'https://github.com/acme/widgets',
    tag: 'v1.2.3',
    run_id: '42',
    run_attempt: 1,
    artifact_url: 'https://github.com/acme/widgets/actions/runs/42/artifacts/7',
    message: 'GitHub has no attestation of the file',
    run_url: 'https://github.com/acme/widgets/actions/runs/42',
    ...changes,
  });
}

export const iso = (ms: number) => new Date(ms).toISOString();

/** A record of a try. */
export function attemptOf(
  alert: Alert,
  rung: Rung,
  changes: Partial<NotificationAttempted> = {},
): NotificationAttempted {
  return {
    type: 'notification.attempted',
    at: iso(START),
    alert_id: alert.alert_id,
    rung,
    purpose: 'alert',
    try: 1,
    outcome: 'delivered',
    status: 200,
    duration_ms: 5,
    is_correction: true,
    ...changes,
  };
}

/** The record that an alert was raised. */
export function raisedOf(alert: Alert, at = iso(START)) {
  const { artifact_url: _, message: __, run_url: ___, entry: ____, ...facts } = alert;
  return { type: 'alert.raised', at, ...facts } as const;
}
