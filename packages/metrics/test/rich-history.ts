import type { Event } from '@provkit/metrics';
import {
  corrects,
  DAY,
  FAIL,
  HOUR,
  happens,
  hash,
  INCONCLUSIVE,
  MINUTE,
  PASS,
  time,
} from './story.ts';

/** Events of every type, in ten releases that went differently; every metric has a number over them. */
export function richHistory(): Event[] {
  return Array.from({ length: 10 }, (_, index) => release(index)).flat();
}

function release(n: number): Event[] {
  const start = n * 2 * DAY + HOUR;
  const run = { tag: `v1.${n}.0`, run_id: String(1000 + n), run_attempt: 1 };
  const again = { ...run, run_attempt: 2 };
  const alert_id = hash(`alert ${n}`);
  const recovery_id = hash(`recovery ${n}`);
  const rerun_id = `${recovery_id}/2/act`;
  const producer = { name: 'provkit', version: '0.1.0', instance: `instance ${n}` };
  const common = { ...run, producer };
  const isLate = n === 9;
  const failed = happens('validation.completed', start, {
    ...common,
    ...(n % 3 === 0 ? PASS : FAIL),
    ...(isLate && { recorded_at: time(39 * DAY) }),
  });
  const recovered = happens('validation.completed', start + 2 * HOUR, {
    ...common,
    ...again,
    ...PASS,
    trigger: 'rerun',
  });
  const attempt = happens('notification.attempted', start + MINUTE, {
    ...common,
    alert_id,
    outcome: n % 2 ? 'unknown' : 'delivered',
  });
  return [
    failed,
    happens('validation.completed', start - MINUTE, {
      ...common,
      ...INCONCLUSIVE,
      artifact_digest: null,
      try: 2,
    }),
    recovered,
    happens('artifact.unavailable', start, { ...common, artifact_id: String(50 + n) }),
    happens('alert.raised', start + 1000, { ...common, alert_id, validation_id: failed.id }),
    attempt,
    ...(n === 1 ? [corrects(attempt, { outcome: 'delivered' }, start + HOUR)] : []),
    happens('notification.attempted', start + 2 * MINUTE, {
      ...common,
      alert_id,
      rung: 'webhook',
      try: 2,
      outcome: n === 5 ? 'delivered' : 'not_delivered',
    }),
    happens('issue.opened', start + (n + 5) * MINUTE, {
      ...common,
      issue_number: 7 + n,
      alert_id,
      recovery_id: n % 2 ? recovery_id : null,
    }),
    happens('issue.updated', start + 10 * MINUTE, { ...common, issue_number: 7 + n, version: '2' }),
    happens('issue.closed', start + 3 * HOUR, { ...common, issue_number: 7 + n, version: '3' }),
    happens('alert.acknowledged', start + (n + 2) * MINUTE, {
      ...common,
      alert_id,
      channel: n === 2 ? 'issue' : 'slack',
    }),
    happens('recovery.opened', start + 2000, { ...common, recovery_id, validation_id: failed.id }),
    happens('recovery.transitioned', start + 3000, { ...common, recovery_id, recovery_seq: 2 }),
    ...(n === 4
      ? [happens('recovery.blocked', start + 4000, { ...common, recovery_id, recovery_seq: 3 })]
      : []),
    happens('rerun.started', start + HOUR, {
      ...common,
      recovery_id,
      rerun_id,
      initiation: n % 2 ? 'automated' : 'manual',
    }),
    happens('rerun.refused', start + HOUR, { ...common, rerun_id: `${rerun_id} refused` }),
    happens('rerun.finished', start + 2 * HOUR, {
      ...common,
      rerun_id,
      outcome: n === 2 ? 'lost' : n === 5 ? 'fail' : 'pass',
      validation_id: recovered.id,
    }),
    ...(n === 4 || n === 8
      ? []
      : [
          happens('recovery.closed', start + (2 + n) * HOUR, {
            ...common,
            recovery_id,
            outcome: n === 6 ? 'rolled-back' : 'recovered',
          }),
        ]),
    happens('rollback.decided', start + 3 * HOUR, {
      ...common,
      rollback_id: `rollback ${n}`,
      recovery_id,
    }),
    ...(n === 3
      ? []
      : [
          happens('rollback.completed', start + (3 + n) * HOUR, {
            ...common,
            rollback_id: `rollback ${n}`,
          }),
        ]),
    happens('lock.waited', start, {
      ...common,
      wait_ms: n * 700,
      backend: n % 4 ? 'file' : 'actions-queue',
    }),
    happens('kpi.ingest_attempted', start + MINUTE, {
      ...common,
      event_id: failed.id,
      outcome: n === 7 ? 'rejected' : 'accepted',
    }),
    happens('manifest.changed', start, { ...common, commit: hash(`commit ${n}`), modified: n }),
    happens('review.requested', start, {
      ...common,
      version: hash(`plan ${n}`),
      review_id: `review ${n}`,
    }),
    ...(n === 6
      ? []
      : [
          happens('review.decided', start + n * HOUR, {
            ...common,
            review_id: `review ${n}`,
            in_team: n !== 5,
          }),
        ]),
    happens('token.observed', start, {
      ...common,
      token: n % 2 ? 'OPS_NOTIFY_TOKEN' : 'PROVENANCE_DISPATCH_TOKEN',
      rotated_at: n === 9 ? null : time((n - 30) * DAY),
    }),
  ];
}
