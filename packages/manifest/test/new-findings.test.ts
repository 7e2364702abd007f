import { describe, expect, test } from 'vitest';
import { newFindings } from '../src/index.ts';
import { holding } from './rules/lint-case.ts';
import { TRANSITIONS } from './rules/transitions.ts';

const options = { transitions: TRANSITIONS };
const FAILED = { status: 'failure', failure_reason: 'run_mismatch' } as const;

describe('newFindings', () => {
  test('what was wrong before is not held against a change of something else', () => {
    const before = holding({ tag: 'v1', status: 'failure' }, { tag: 'v2' });
    const after = holding({ tag: 'v1', status: 'failure' }, { tag: 'v2', notes: 'x' });
    expect(newFindings(before, after, options)).toEqual([]);
    const [first, second] = after.entries;
    if (!first || !second) throw new Error('there are two');
    expect(newFindings(before, { ...after, entries: [second, first] }, options)).toEqual([]);
  });

  test('what the change breaks is', () => {
    const before = holding({ tag: 'v1', ...FAILED });
    expect(
      newFindings(before, holding({ tag: 'v1', ...FAILED, requeue: true }), options),
    ).toMatchObject([{ rule: 'requeue', pointer: '/entries/0/requeue_reason' }]);
    expect(
      newFindings(before, holding({ tag: 'v1', ...FAILED, sha: 'd'.repeat(40) }), options),
    ).toMatchObject([{ rule: 'immutable-fields', pointer: '/entries/0/sha' }]);
  });

  test('the same fault of another entry is a new one', () => {
    const before = holding({ tag: 'v1', status: 'failure' }, { tag: 'v2' });
    const after = holding({ tag: 'v1', status: 'failure' }, { tag: 'v2', status: 'failure' });
    expect(newFindings(before, after, options)).toMatchObject([
      { rule: 'failure-reason', entry: { tag: 'v2', run_id: '43' } },
    ]);
  });
});
