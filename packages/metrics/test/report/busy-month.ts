import type { Event } from '@provkit/metrics';
import { DAY, FAIL, HOUR, happens, hash, INCONCLUSIVE, MINUTE, PASS, time } from '../story.ts';

/** A month as a busy team has it: some hundred releases, some of which fail and are recovered. Always the same. */
export function busyMonth(): Event[] {
  const random = mulberry32(7);
  const events: Event[] = [];
  for (let n = 0; n < 150; n += 1) events.push(...release(n, random));
  return [...events, ...tokens()];
}

const TYPICAL_FAILURES = [
  { failure_reason: 'artifact_missing', class: 'evidence' },
  { failure_reason: 'subject_mismatch', class: 'security' },
  { failure_reason: 'release_mismatch', class: 'release' },
  { failure_reason: 'attestation_missing', class: 'evidence' },
] as const;

function release(n: number, random: () => number): Event[] {
  const start = Math.floor(((n + random() * 0.8) * 28 * DAY) / 150);
  const run = {
    tag: `v2.${Math.floor(n / 10)}.${n % 10}`,
    run_id: String(9_000_000 + n * 37),
    run_attempt: 1,
  };
  const waited = (ms: number, lock: 'manifest' | 'notify' | 'recover', seq: number, late: number) =>
    happens('lock.waited', ms, {
      ...run,
      lock,
      seq,
      producer: { name: 'provkit', version: '1', instance: `i${n}` },
      wait_ms: Math.floor(random() ** 4 * late),
      outcome: 'acquired',
    });
  const locks = [waited(start, 'manifest', 1, 90_000), waited(start, 'manifest', 2, 9000)];
  const roll = random();
  if (roll < 0.05)
    return [happens('validation.completed', start, { ...run, ...INCONCLUSIVE }), ...locks];
  if (roll < 0.86)
    return [
      happens('validation.completed', start, { ...run, ...PASS }),
      ...locks,
      ...change(n, start),
    ];
  return [
    ...failure(n, start, run, random),
    ...locks,
    waited(start + MINUTE, 'notify', 3, 30_000),
    waited(start + HOUR, 'recover', 4, 20_000),
  ];
}

function failure(
  n: number,
  start: number,
  run: { tag: string; run_id: string; run_attempt: number },
  random: () => number,
): Event[] {
  const why =
    TYPICAL_FAILURES[Math.floor(random() * TYPICAL_FAILURES.length)] ?? TYPICAL_FAILURES[0];
  const alert_id = hash(`alert ${n}`);
  const recovery_id = hash(`recovery ${n}`);
  const failed = happens('validation.completed', start, { ...run, ...FAIL, ...why });
  const isSlackUp = random() < 0.85;
  const soon = start + Math.floor(random() * 20_000);
  const told: Event[] = [
    happens('alert.raised', start + 500, { ...run, alert_id, validation_id: failed.id }),
    happens('notification.attempted', soon, {
      ...run,
      alert_id,
      outcome: isSlackUp ? 'delivered' : random() < 0.3 ? 'unknown' : 'not_delivered',
    }),
    ...(isSlackUp
      ? [
          happens('alert.acknowledged', soon + Math.floor(random() * 25 * MINUTE), {
            ...run,
            alert_id,
          }),
        ]
      : [
          happens('notification.attempted', soon + MINUTE, {
            ...run,
            alert_id,
            rung: 'webhook',
            outcome: random() < 0.5 ? 'delivered' : 'not_delivered',
          }),
          happens('notification.attempted', soon + 2 * MINUTE, {
            ...run,
            alert_id,
            rung: 'issue',
            outcome: 'delivered',
          }),
          happens('issue.opened', soon + 2 * MINUTE, {
            ...run,
            alert_id,
            recovery_id,
            issue_number: 300 + n,
          }),
        ]),
    happens('recovery.opened', start + 2000, {
      ...run,
      recovery_id,
      validation_id: failed.id,
      ...why,
    }),
    happens('review.requested', start + 3000, {
      ...run,
      review_id: `r${n}`,
      version: hash(`v${n}`),
      subject: why.class === 'security' ? 'rollback' : 'rerun',
    }),
  ];
  if (random() < 0.22)
    return [
      failed,
      ...told,
      happens('recovery.blocked', start + HOUR, { ...run, recovery_id, recovery_seq: 3 }),
    ];
  const approved = start + Math.floor(random() ** 2 * 30 * HOUR) + 5 * MINUTE;
  const done = approved + Math.floor(random() * 40 * MINUTE) + 4 * MINUTE;
  const again = { ...run, run_attempt: 2 };
  const passed = happens('validation.completed', done, { ...again, ...PASS, trigger: 'rerun' });
  return [
    failed,
    ...told,
    happens('review.decided', approved, { ...run, review_id: `r${n}`, by: 'grace' }),
    happens('rerun.started', approved + MINUTE, {
      ...run,
      recovery_id,
      rerun_id: `e${n}`,
      initiation: 'manual',
      approval_id: `r${n}`,
    }),
    happens('rerun.finished', done, {
      ...again,
      rerun_id: `e${n}`,
      outcome: 'pass',
      validation_id: passed.id,
    }),
    passed,
    happens('recovery.closed', done + 1000, { ...run, recovery_id, outcome: 'recovered' }),
    happens('kpi.ingest_attempted', done + 2000, { event_id: failed.id }),
  ];
}

function change(n: number, start: number): Event[] {
  return [
    happens('manifest.changed', start, { commit: hash(`commit ${n}`), added: 1, modified: n % 3 }),
  ];
}

function tokens(): Event[] {
  const rotated = {
    OPS_NOTIFY_TOKEN: -12,
    PROVENANCE_DISPATCH_TOKEN: -75,
    FAILURE_ISSUE_TOKEN: -40,
  };
  return Object.entries(rotated).map(([token, day]) =>
    happens('token.observed', 27 * DAY, { token, rotated_at: time(day * DAY) }),
  );
}

/** Numbers from 0 to 1 that only look random. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
