import { describe, expect, test } from 'vitest';
import { ENTRY_LOOKS, entriesOf, statusChanges } from '../src/manifest-mapping.ts';
import { STATE_NAMES } from '../src/states.ts';
import { COMMIT, HEAD, planOf, stateOf } from './recovery-fixture.ts';
import { typical } from './transition-situations.ts';

const own = { tag: 'v1.2.3', runId: '9500', attempt: 1 };
const previousRuns = [stateOf().run];

describe('how a recovery shows in the manifest (spec 2.5)', () => {
  test('allowed status changes come from the table: a person alone takes up what is blocked, or withdraws what passed', () => {
    const lines = statusChanges().map(
      ({ from, to, isHuman }) => `${from} → ${to}${isHuman ? ' (person)' : ''}`,
    );
    expect(lines.toSorted()).toEqual([
      'blocked → failure (person)',
      'blocked → pending (person)',
      'failure → blocked',
      'failure → pending',
      'failure → success',
      'pending → blocked',
      'pending → failure',
      'pending → rollback',
      'pending → success',
      'success → blocked (person)',
      'success → failure',
      'success → rollback',
    ]);
  });

  test('a rerun raises the attempt of the same entry', () => {
    const run = { tag: 'v1.2.3', runId: '9000', attempt: 2 };
    expect(entriesOf(stateOf({ state: 'rerunning', run, previousRuns }))).toEqual([
      {
        tag: 'v1.2.3',
        runId: '9000',
        isNew: false,
        status: 'pending',
        requeue: false,
        rerunInProgress: true,
        attempt: 2,
        failureReason: 'attestation_missing',
      },
    ]);
  });

  test('a run of its own has an entry of its own, and the failing one keeps failure until that passed', () => {
    const running = entriesOf(stateOf({ state: 'rerunning', run: own, previousRuns }));
    expect(running).toMatchObject([
      { runId: '9000', status: 'failure', rerunInProgress: true },
      { runId: '9500', isNew: true, status: 'pending', previousRunIds: ['9000'] },
    ]);
    const done = entriesOf(stateOf({ state: 'recovered', run: own, previousRuns }));
    expect(done).toMatchObject([
      {
        runId: '9000',
        status: 'failure',
        rerunInProgress: false,
        supersededBy: { tag: 'v1.2.3', runId: '9500' },
      },
      { runId: '9500', status: 'success' },
    ]);
    expect(done[1]).not.toHaveProperty('failureReason');
  });

  test('a -retry tag says of which it is', () => {
    const run = { ...own, tag: 'v1.2.3-retry' };
    expect(entriesOf(stateOf({ state: 'rerunning', run, previousRuns }))[1]).toMatchObject({
      tag: 'v1.2.3-retry',
      retryOf: 'v1.2.3',
    });
  });

  test('S4.5: the rollback’s run has the entry that says rollback, and the failing one stays blocked and points to it', () => {
    const rollback = {
      target: { tag: 'v1.2.2', runId: '8000', commit: COMMIT },
      pull: { number: 100, url: 'url', headSha: HEAD },
      seq: 1,
      passed: { runId: '9900' },
      isMerged: true,
    };
    expect(entriesOf(stateOf({ state: 'rolled-back', rollback }))).toMatchObject([
      { runId: '9000', status: 'blocked', governanceFlag: 'rollback', rollbackRunId: '9900' },
      { runId: '9900', isNew: true, status: 'rollback', governanceFlag: 'rollback' },
    ]);
  });

  test('a person reads in the notes what is to be done', () => {
    const plan = planOf({
      kind: 'manual',
      reasons: [{ path: 'rerun-all', code: 'too_old', detail: 'it began 31 days ago' }],
    });
    expect(entriesOf(stateOf({ state: 'manual', plan }))[0]).toMatchObject({
      notes: 'a person has to act: it began 31 days ago',
    });
  });
});

const asked = {
  target: { tag: 'v1.2.2', runId: '8000', commit: COMMIT },
  pull: { number: 100, url: 'url', headSha: HEAD },
  seq: 1,
  passed: { runId: '9100' },
  isMerged: false,
};

describe('in every state (spec 2.5)', () => {
  test.each(STATE_NAMES)('%s: the failing entry looks as the specification says', (name) => {
    const [first, ...others] = entriesOf(typical(name));
    expect(first).toMatchObject({
      tag: 'v1.2.3',
      runId: '9000',
      isNew: false,
      ...ENTRY_LOOKS[name],
    });
    expect(others).toEqual([]);
  });

  test.each(STATE_NAMES)(
    'S4.5, %s: an entry that was rolled back is blocked and flagged, and no other points to a rollback',
    (name) => {
      const [first, own] = entriesOf({ ...typical(name), rollback: asked });
      if (first?.rollbackRunId !== undefined) {
        expect(first).toMatchObject({ status: 'blocked', governanceFlag: 'rollback' });
      }
      const isOpen = ['rolling-back', 'rollback-verifying'].includes(name);
      const given = name === 'rolled-back' ? 'rollback' : isOpen ? 'pending' : 'blocked';
      expect(own).toMatchObject({ runId: '9100', status: given, governanceFlag: 'rollback' });
    },
  );

  test('a release that recovers after its rollback was given up is a success like any other', () => {
    const [first] = entriesOf(stateOf({ state: 'recovered', rollback: asked }));
    expect(first).toEqual({
      tag: 'v1.2.3',
      runId: '9000',
      isNew: false,
      attempt: 1,
      status: 'success',
      requeue: false,
      rerunInProgress: false,
    });
  });
});
