import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { type EventDraft, eventId, naturalKeyOf } from '@provkit/metrics';

/** When the events are looked at; they are of the 28 days before. */
export const AS_OF = new Date('2026-10-29T00:00:00.000Z');

const BEGIN = Date.parse('2026-10-01T00:00:00.000Z');
const WINDOW_MS = 28 * 86_400_000;
const POLICY = `sha256:${'ab'.repeat(32)}`;
const BATCH = 2000;

/**
 * Writes so many events as a pipeline with all parts has them: of ten, three validations, two waits for locks, four
 * attempts at ingesting, and one of an alert, a rerun or a recovery. Not by createEvent: its checks take far longer.
 */
export function writeEvents(path: string, count: number): void {
  const handle = openSync(path, 'w');
  const ids: string[] = []; // of the last ten
  let lines: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const draft = draftOf(n, count, ids) as EventDraft;
    const id = eventId(draft.type, naturalKeyOf(draft));
    ids[n % 10] = id;
    lines.push(JSON.stringify({ ...draft, id, schema: 1 }));
    if (lines.length < BATCH && n < count - 1) continue;
    writeSync(handle, `${lines.join('\n')}\n`);
    lines = [];
  }
  closeSync(handle);
}

function draftOf(n: number, count: number, ids: readonly string[]): object {
  const at = new Date(BEGIN + Math.floor((n / count) * WINDOW_MS)).toISOString();
  const release = Math.floor(n / 10);
  const recovery_id = hash(`recovery ${release}`);
  const envelope = (type: string) => ({
    type,
    at,
    recorded_at: at,
    producer: {
      name: 'provkit',
      version: '0.1.0',
      instance: hash(`instance ${release}`).slice(0, 36),
    },
    seq: (n % 10) + 1,
    repository: 'https://github.com/acme/widgets',
    repository_id: '123456',
    tag: `v${release}.0.0`,
    run_id: String(9_000_000_000 + release),
    run_attempt: 1,
    actor: { kind: 'automated', id: 'provenance-validate' },
    trigger: 'release',
  });
  const isFail = release % 9 === 0;
  switch (n % 10) {
    case 0:
    case 3:
    case 6:
      return {
        ...envelope('validation.completed'),
        verdict: isFail ? 'fail' : 'pass',
        failure_reason: isFail ? 'subject_mismatch' : null,
        class: isFail ? 'security' : null,
        artifact_digest: `sha256:${hash(`artifact ${n}`)}`,
        predicate_type: 'https://slsa.dev/provenance/v1',
        build_type: 'https://actions.github.io/buildtypes/workflow/v1',
        builder_id: 'https://github.com/acme/widgets/.github/workflows/release.yml@refs/tags/v1',
        trust_profile: 'public-good',
        trust_root_digest: POLICY,
        policy_digest: POLICY,
        override_id: null,
        duration_ms: 1200,
        try: 1,
      };
    case 1:
    case 2:
      return {
        ...envelope('lock.waited'),
        lock: 'manifest',
        backend: 'file',
        wait_ms: n % 5000,
        outcome: 'acquired',
        holder: null,
      };
    case 9:
      return rareEvent(release, recovery_id, ids[0] ?? '', envelope);
    default:
      return {
        ...envelope('kpi.ingest_attempted'),
        event_id: ids[(n - 4) % 10],
        try: 1,
        outcome: 'accepted',
        status: 200,
      };
  }
}

function rareEvent(
  release: number,
  recovery_id: string,
  validation_id: string,
  envelope: (type: string) => object,
): object {
  const alert_id = hash(`alert ${release % 1000}`);
  switch (release % 5) {
    case 0:
      return {
        ...envelope('notification.attempted'),
        alert_id,
        rung: 'edge',
        purpose: 'alert',
        try: release + 1,
        outcome: 'delivered',
        status: 200,
        duration_ms: 90,
      };
    case 1:
      return {
        ...envelope('recovery.opened'),
        recovery_id,
        failure_reason: 'artifact_missing',
        class: 'evidence',
        validation_id,
      };
    case 2:
      return {
        ...envelope('rerun.started'),
        rerun_id: `${recovery_id}/2/act`,
        recovery_id: hash(`recovery ${release - 1}`),
        mechanism: 'rerun-all',
        initiation: 'automated',
        approval_id: null,
        new_run_id: '9',
        new_run_attempt: 2,
      };
    case 3:
      return {
        ...envelope('recovery.closed'),
        recovery_id: hash(`recovery ${release - 2}`),
        outcome: 'recovered',
      };
    default:
      return {
        ...envelope('manifest.changed'),
        commit: 'c'.repeat(40),
        base: null,
        added: 1,
        modified: 0,
        removed: 0,
        path: 'm.json',
      };
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
