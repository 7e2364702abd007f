import type { Entry, Manifest } from '@provkit/manifest';
import { computeMetrics, createEvent, type Event } from '@provkit/metrics';
import { type RecoveryState, recoveryId, type Task } from '@provkit/recovery';
import { describe, expect, test } from 'vitest';
import { recoveryEvents } from '../../src/map/recovery-events.ts';
import { learnAttempt, rerunByHand, UNKNOWN_ATTEMPT } from '../../src/map/rerun-by-hand.ts';
import { validationEvent } from '../../src/map/validation-event.ts';

const AT = '2026-01-31T12:00:00.000Z';
const ENTRY: Entry = {
  tag: 'v1.2.3',
  run_id: '42',
  run_attempt: 2,
  sha: 'c'.repeat(40),
  artifact_url: 'widgets.tgz',
  status: 'pending',
};
const CONTEXT = {
  producer: { name: 'provkit', version: '0.0.0', instance: 'one' },
  seq: 2,
  actor: { kind: 'automated', id: 'validate' },
  repository: 'https://github.com/acme/widgets',
} as const;
const ID = recoveryId({ repositoryId: '123456', tag: 'v1.2.3', firstRunId: '42' });

const manifestOf = (...entries: Entry[]): Manifest => ({
  version: 1,
  repository: 'acme/widgets',
  generated_at: AT,
  entries,
});

/** What a validation of the entry would add to a log. */
function seen(log: readonly Event[], entry = ENTRY, manifest = manifestOf(entry)) {
  const known = log.reduce((so, event) => learnAttempt(so, event, entry), UNKNOWN_ATTEMPT);
  const by = { context: CONTEXT, at: AT, repositoryId: '123456' };
  const draft = rerunByHand(known, entry, manifest, by);
  return draft && createEvent(draft);
}

function validated(changes: Partial<Entry>, verdict: 'pass' | 'fail' = 'fail'): Event {
  const validation = {
    verdict,
    policyDigest: `sha256:${'b'.repeat(64)}`,
    verifiedAt: AT,
    durationMs: 1,
    ...(verdict === 'fail' && { failureReason: 'attestation_missing' as const }),
  };
  return createEvent(validationEvent(validation, { ...ENTRY, ...changes }, CONTEXT, 1));
}

/** What a recovery writes when GitHub gave it a run, or when it found one that is under way, or over. */
function recovered(by: 'effect' | 'adoption' | 'revalidation'): Event {
  const run = { runId: '42', attempt: 2 };
  const said =
    by === 'effect'
      ? { type: 'effect.confirmed', effectId: `${ID}/3/act`, initiation: 'automated' }
      : {
          type: 'planned',
          planKind: by === 'adoption' ? 'adopt' : 'revalidate',
          initiation: 'manual',
        };
  const event = { ...said, at: AT, actor: CONTEXT.actor, mechanism: 'rerun-all', ...run };
  const to = by === 'revalidation' ? 'waiting' : 'rerunning';
  const task = { name: 'record', id: 'x', seq: 4, from: 'detected', to, effects: [] };
  const state = {
    recoveryId: ID,
    repository: 'acme/widgets',
    repositoryId: '123456',
    run: { tag: 'v1.2.3', ...run },
  };
  const drafts = recoveryEvents(
    { ...task, event } as unknown as Extract<Task, { name: 'record' }>, // what is read of it
    state as RecoveryState, // likewise
    CONTEXT,
  );
  const started = drafts.find(({ type }) => type === 'rerun.started');
  if (started?.type !== 'rerun.started') throw new Error('no rerun.started');
  return createEvent(started);
}

const counted = (...events: readonly Event[]) =>
  computeMetrics(events, { asOf: new Date('2026-02-01T00:00:00.000Z') }).figures.find(
    ({ name }) => name === 'rerun.automated_vs_manual',
  )?.total;

describe('a rerun by hand that a validation is the first to see (spec part 4)', () => {
  test('is written as rerun.started with initiation manual, in the recovery that it would have', () => {
    const rerun = seen([validated({ run_attempt: 1 })]);
    expect(rerun).toMatchObject({
      type: 'rerun.started',
      rerun_id: 'acme/widgets/actions/runs/42/attempts/2',
      recovery_id: ID,
      mechanism: 'rerun-all',
      initiation: 'manual',
      approval_id: null,
      new_run_id: '42',
      new_run_attempt: 2,
      trigger: 'rerun',
    });
    expect(rerun && counted(rerun)).toMatchObject({ numerator: 0, denominator: 1 });
  });

  test('the first attempt is no rerun, and of attempts that nobody validated nothing is said', () => {
    expect(seen([], { ...ENTRY, run_attempt: 1 })).toBeUndefined();
    expect(seen([], { ...ENTRY, run_attempt: 4 })).toMatchObject({ new_run_attempt: 4 });
  });

  test('is the same event whoever sees it first, and written once', () => {
    const rerun = seen([]);
    if (!rerun) throw new Error('none');
    const other = seen([], { ...ENTRY, artifact_url: 'other.tgz' });
    expect(other?.id).toBe(rerun.id);
    expect(seen([rerun])).toBeUndefined();
    expect(seen([validated({})])).toBeUndefined();
    expect(counted(rerun, rerun)).toMatchObject({ denominator: 1 });
  });

  test('a test of the pipeline has not said it already', () => {
    const trial = { ...validated({}), trigger: 'test' } as Event; // of the same shape
    expect(seen([trial])).toBeDefined();
  });

  test('S3.6: nothing where the recovery wrote it, or has marked that it is about to', () => {
    expect(seen([recovered('effect')])).toBeUndefined();
    const marked = { ...ENTRY, rerun_in_progress: true };
    expect(seen([], marked)).toBeUndefined();
    // the mark is gone once the attempt was validated
    expect(seen([validated({})], ENTRY)).toBeUndefined();
  });

  test('a release that passed was validated before, in whatever log that stands', () => {
    expect(seen([], { ...ENTRY, status: 'success' })).toBeUndefined();
    expect(seen([], { ...ENTRY, status: 'failure' })).toBeDefined();
  });

  test('the rerun of another run or attempt says nothing of this one', () => {
    const other = { ...ENTRY, run_id: '43' };
    expect(seen([recovered('effect'), validated({})], other)).toMatchObject({ new_run_id: '43' });
  });

  test.each([
    ['adopts it', 'adoption'],
    ['sees it when it is over, and has it validated', 'revalidation'],
  ] as const)(
    'a recovery that %s writes the same event: it is counted once in any order',
    (_, by) => {
      const rerun = seen([]);
      const adopted = recovered(by);
      if (!rerun) throw new Error('none');
      expect(adopted.id).toBe(rerun.id);
      expect(adopted).toMatchObject({ initiation: 'manual', approval_id: null });
      expect(counted(rerun, adopted)).toMatchObject({ numerator: 0, denominator: 1 });
      expect(counted(adopted, rerun)).toMatchObject({ numerator: 0, denominator: 1 });
      expect(seen([adopted])).toBeUndefined();
    },
  );

  test('is in the recovery that was opened for it, where the log says so', () => {
    const opened = createEvent({
      ...CONTEXT,
      type: 'recovery.opened',
      at: AT,
      recorded_at: AT,
      repository_id: '123456',
      tag: 'v1.2.3',
      run_id: '42',
      run_attempt: 1,
      trigger: 'rerun',
      recovery_id: 'e'.repeat(64),
      failure_reason: 'attestation_missing',
      class: 'evidence',
      validation_id: 'f'.repeat(64),
    });
    expect(seen([opened])).toMatchObject({ recovery_id: 'e'.repeat(64) });
  });
});

describe('a new run for the same release', () => {
  const failed: Entry = { ...ENTRY, run_attempt: 1, status: 'failure' };
  const again: Entry = { ...ENTRY, run_id: '50', run_attempt: 1, previous_run_ids: ['42'] };

  test('is a dispatch, or under a tag of its own a roll-forward, of the first run’s recovery', () => {
    expect(seen([], again, manifestOf(failed, again))).toMatchObject({
      mechanism: 'dispatch',
      recovery_id: ID,
      rerun_id: 'acme/widgets/actions/runs/50/attempts/1',
    });
    const retry = { ...again, tag: 'v1.2.4', retry_of: 'v1.2.3' };
    expect(seen([], retry, manifestOf(failed, retry))).toMatchObject({
      mechanism: 'roll-forward',
      recovery_id: ID,
      tag: 'v1.2.4',
    });
  });

  test('S3.6: none where the failing entry is marked, and none of the run of a rollback', () => {
    const marked = { ...failed, rerun_in_progress: true };
    expect(seen([], again, manifestOf(marked, again))).toBeUndefined();
    const rollback: Entry = { ...again, governance_flag: 'rollback' };
    expect(seen([], rollback, manifestOf(failed, rollback))).toBeUndefined();
  });

  test('a run that repeats nothing is a release', () => {
    const { previous_run_ids: _, ...alone } = again;
    expect(seen([], alone, manifestOf(failed, alone))).toBeUndefined();
  });
});
