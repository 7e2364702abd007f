import fc from 'fast-check';
import type { Entry, Manifest } from '../src/index.ts';

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const runId = fc.integer({ min: 1, max: 2 ** 40 }).map(String);
const tag = fc.stringMatching(/^v[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(-[a-z]{1,5})?$/);
const time = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const text = fc.string({ minLength: 1, maxLength: 20 }).filter((value) => value.isWellFormed());

const override = fc.record({
  predicate_type: text,
  approved_by: text,
  approved_at: time,
  expires_at: time,
  reason: text,
  evidence: text,
});

const entry: fc.Arbitrary<Entry> = fc.record(
  {
    tag,
    run_id: runId,
    run_attempt: fc.integer({ min: 1, max: 50 }),
    sha: fc.oneof(hex(40), hex(64)),
    artifact_url: text,
    status: fc.constantFrom('pending', 'success', 'failure', 'blocked', 'rollback'),
    artifact_digest: hex(64).map((digest) => `sha256:${digest}`),
    archive_digest: hex(64).map((digest) => `sha256:${digest}`),
    predicate_type: text,
    builder_id: text,
    failure_reason: fc.constantFrom('signature_invalid', 'subject_mismatch', 'rate_limited'),
    verified_at: time,
    notify_slack: fc.boolean(),
    slack_retry: fc.nat(9),
    issue_number: fc.integer({ min: 1 }),
    requeue: fc.boolean(),
    requeue_reason: text,
    rerun_in_progress: fc.boolean(),
    previous_run_ids: fc.array(runId, { minLength: 1, maxLength: 3 }),
    retry_of: tag,
    superseded_by: fc.record({ tag, run_id: runId }),
    rollback_run_id: runId,
    governance_flag: fc.constantFrom('rollback', 'override'),
    override,
    notes: text,
  },
  { requiredKeys: ['tag', 'run_id', 'run_attempt', 'sha', 'artifact_url', 'status'] },
);

/** Valid manifests with every field now there and now not. */
export const manifests: fc.Arbitrary<Manifest> = fc.record({
  version: fc.constant(1 as const),
  repository: fc.constant('acme/widgets'),
  generated_at: time,
  entries: fc.uniqueArray(entry, {
    maxLength: 5,
    selector: ({ tag, run_id }) => `${tag} ${run_id}`,
  }),
});

/** A small valid manifest; `changes` replace members of its only entry. */
export function manifestWith(changes: Record<string, unknown> = {}): Manifest {
  const entry = {
    tag: 'v1.2.3',
    run_id: '42',
    run_attempt: 1,
    sha: 'c'.repeat(40),
    artifact_url: 'widgets.tgz',
    status: 'pending',
    ...changes,
  };
  return {
    version: 1,
    repository: 'acme/widgets',
    generated_at: '2026-01-31T12:00:00.000Z',
    entries: [entry as Entry],
  };
}
