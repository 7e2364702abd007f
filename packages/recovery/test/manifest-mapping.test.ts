import { describe, expect, test } from 'vitest';
import { ENTRY_LOOKS, entriesOf, statusChanges } from '../src/manifest-mapping.ts';
import { STATE_NAMES } from '../src/states.ts';
import { COMMIT, HEAD, stateOf } from './recovery-fixture.ts';
import { typical } from './transition-cases.ts';

const rollback = {
  target: { tag: 'v1.2.2', runId: '8000', commit: COMMIT },
  pull: { number: 100, url: 'url', headSha: HEAD },
  seq: 1,
  passed: { runId: '9100' },
  isMerged: false,
};

describe('how a recovery shows in the manifest (spec 2.5)', () => {
  test.each(STATE_NAMES)('%s: the failing entry looks as the specification says', (name) => {
    const [first, ...others] = entriesOf(typical(name));
    expect(first).toMatchObject({ tag: 'v1.2.3', runId: '9000', isNew: false, ...ENTRY_LOOKS[name] });
    expect(others).toEqual([]);
  });

  test.each(STATE_NAMES)(
    'S4.5, %s: an entry that was rolled back is blocked and flagged, and no other points to a rollback',
    (name) => {
      const [first, own] = entriesOf({ ...typical(name), rollback });
      if (first?.rollbackRunId !== undefined) {
        expect(first).toMatchObject({ status: 'blocked', governanceFlag: 'rollback' });
      }
      const isOpen = ['rolling-back', 'rollback-verifying'].includes(name);
      const given = name === 'rolled-back' ? 'rollback' : isOpen ? 'pending' : 'blocked';
      expect(own).toMatchObject({ runId: '9100', status: given, governanceFlag: 'rollback' });
    },
  );

  test('a release that recovers after its rollback was given up is a success like any other', () => {
    const [first] = entriesOf(stateOf({ state: 'recovered', rollback }));
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

  test('a run of its own has an entry of its own, and the failing one keeps its failure until that passed', () => {
    const run = { tag: 'v1.2.3', runId: '9500', attempt: 1 };
    expect(entriesOf(stateOf({ state: 'verifying', run }))).toMatchObject([
      { runId: '9000', status: 'failure', rerunInProgress: true },
      { runId: '9500', status: 'pending', previousRunIds: ['9000'] },
    ]);
    expect(entriesOf(stateOf({ state: 'recovered', run }))).toMatchObject([
      { runId: '9000', status: 'failure', supersededBy: { tag: 'v1.2.3', runId: '9500' } },
      { runId: '9500', status: 'success' },
    ]);
  });

  test('blocked is left in the manifest by a person alone; nothing leaves a rollback', () => {
    const changes = statusChanges();
    expect(changes.filter(({ from }) => from === 'rollback')).toEqual([]);
    expect(changes.filter(({ from, isHuman }) => from === 'blocked' && !isHuman)).toEqual([]);
    expect(changes.filter(({ from, to }) => from === 'success' && to === 'blocked')).toEqual([
      { from: 'success', to: 'blocked', isHuman: true },
    ]);
  });
});
