import { describe, expect, test } from 'vitest';
import { each, found, holding } from './lint-case.ts';

each('rollback', [
  ['S4.5: the rollback’s own entry', { status: 'rollback', governance_flag: 'rollback' }, []],
  ['rolling back, no run yet', { status: 'blocked', governance_flag: 'rollback' }, []],
  ['rolled back', { status: 'blocked', governance_flag: 'rollback', rollback_run_id: '9' }, []],
  [
    'a rollback without its flag',
    { status: 'rollback' },
    ['/entries/0/governance_flag: the run is a rollback, and governance_flag does not say so'],
  ],
  [
    'a rollback with another flag',
    { status: 'rollback', governance_flag: 'override' },
    ['/entries/0/governance_flag: the run is a rollback, and governance_flag does not say so'],
  ],
  [
    'a success with the flag',
    { status: 'success', governance_flag: 'rollback' },
    [
      '/entries/0/governance_flag: governance_flag is rollback, and the release counts as a success',
    ],
  ],
  [
    'rolled back and not blocked',
    { status: 'failure', governance_flag: 'rollback', rollback_run_id: '9' },
    [
      '/entries/0/rollback_run_id: run 9 rolled this release back, yet it is failure with governance_flag rollback',
    ],
  ],
  [
    'rolled back without the flag',
    { status: 'blocked', rollback_run_id: '9' },
    [
      '/entries/0/rollback_run_id: run 9 rolled this release back, yet it is blocked with governance_flag missing',
    ],
  ],
  [
    'by its own run',
    { status: 'blocked', governance_flag: 'rollback', rollback_run_id: '42' },
    ['/entries/0/rollback_run_id: the release is said to be rolled back by its own run'],
  ],
]);

describe('rollback and its target', () => {
  test.each([
    ['success', 1],
    ['rollback', 0],
    ['pending', 0],
  ] as const)('the run that it names is %s', (status, count) => {
    const undone = {
      status: 'blocked',
      governance_flag: 'rollback',
      rollback_run_id: '43',
    } as const;
    expect(
      found(
        'rollback',
        holding(undone, {
          status,
          governance_flag: status === 'rollback' ? 'rollback' : 'override',
        }),
      ),
    ).toHaveLength(count);
  });
});
