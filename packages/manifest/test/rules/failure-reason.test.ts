import { each } from './lint-case.ts';

each('failure-reason', [
  ['pending needs none', { status: 'pending' }, []],
  [
    'pending may have one: undecided, or being repeated',
    { status: 'pending', failure_reason: 'rate_limited' },
    [],
  ],
  ['failure with one', { status: 'failure', failure_reason: 'run_mismatch' }, []],
  [
    'failure without',
    { status: 'failure' },
    ['/entries/0/failure_reason: the release is failure, and failure_reason is missing'],
  ],
  [
    'success with one',
    { status: 'success', failure_reason: 'run_mismatch' },
    ['/entries/0/failure_reason: the release is success, yet failed with run_mismatch'],
  ],
  [
    'rollback with one',
    { status: 'rollback', failure_reason: 'run_mismatch' },
    ['/entries/0/failure_reason: the release is rollback, yet failed with run_mismatch'],
  ],
  ['blocked by a person, who says why', { status: 'blocked', notes: 'withdrawn' }, []],
  ['blocked and superseded', { status: 'blocked', superseded_by: { tag: 'v2', run_id: '9' } }, []],
  [
    'blocked without a word',
    { status: 'blocked' },
    [
      '/entries/0/failure_reason: the release is blocked, and neither failure_reason, superseded_by nor notes says why',
    ],
  ],
]);
