import { createEvent, type Event } from '@provkit/metrics';

/** Events of one append. */
export const BATCH = 3;
/** Small, so that logs are set aside while writers are killed. */
export const ROTATE_AT_BYTES = 256 * 1024;

const AT = '2026-01-31T12:00:00.000Z';

/** An event that nobody else writes; long enough that a write can be cut off in the middle. */
export function eventOf(instance: string, seq: number): Event {
  return createEvent({
    type: 'lock.waited',
    lock: 'manifest',
    backend: 'file',
    wait_ms: seq,
    outcome: 'acquired',
    holder: 'x'.repeat(900),
    at: AT,
    recorded_at: AT,
    producer: { name: 'crash', version: '1', instance },
    seq,
    repository: 'https://github.com/acme/widgets',
    repository_id: null,
    tag: null,
    run_id: null,
    run_attempt: null,
    actor: { kind: 'automated', id: 'crash' },
    trigger: 'test',
  });
}
