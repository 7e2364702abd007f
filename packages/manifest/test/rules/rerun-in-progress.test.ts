import { type Case, each } from './lint-case.ts';

each('rerun-in-progress', [
  ['while requesting', { status: 'failure', rerun_in_progress: true }, []],
  ['while rerunning', { status: 'pending', rerun_in_progress: true }, []],
  ['false with anything', { status: 'success', rerun_in_progress: false }, []],
  ...(['success', 'blocked', 'rollback'] as const).map(
    (status): Case => [
      `not with ${status}`,
      { status, rerun_in_progress: true },
      [`/entries/0/rerun_in_progress: the release is ${status}, and a rerun is in progress`],
    ],
  ),
]);
