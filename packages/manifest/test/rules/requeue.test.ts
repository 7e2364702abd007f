import { each } from './lint-case.ts';

each('requeue', [
  ['S3.1: a failure with a reason', { status: 'failure', requeue: true, requeue_reason: 'x' }, []],
  ['an undecided release', { status: 'pending', requeue: true, requeue_reason: 'x' }, []],
  ['false needs nothing', { status: 'success', requeue: false }, []],
  [
    'S3.6: never after a success',
    { status: 'success', requeue: true, requeue_reason: 'x' },
    ['/entries/0/requeue: the release is success, and its run is to be repeated'],
  ],
  [
    'never of a blocked release',
    { status: 'blocked', requeue: true, requeue_reason: 'x' },
    ['/entries/0/requeue: the release is blocked, and its run is to be repeated'],
  ],
  [
    'never of a rollback',
    { status: 'rollback', requeue: true, requeue_reason: 'x' },
    ['/entries/0/requeue: the release is rollback, and its run is to be repeated'],
  ],
  [
    'S3.6: not while it is being repeated',
    { status: 'failure', requeue: true, requeue_reason: 'x', rerun_in_progress: true },
    ['/entries/0/requeue: the run is to be repeated and is being repeated at once'],
  ],
  [
    'without a reason',
    { status: 'failure', requeue: true },
    ['/entries/0/requeue_reason: the run is to be repeated, and requeue_reason is missing'],
  ],
]);
