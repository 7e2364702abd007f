import { each } from './lint-case.ts';

each('references', [
  [
    'all to others',
    {
      status: 'failure',
      previous_run_ids: ['1', '2'],
      retry_of: 'v1.2.2',
      superseded_by: { tag: 'v1.2.3', run_id: '43' },
    },
    [],
  ],
  [
    'its own run among the earlier ones',
    { previous_run_ids: ['42'] },
    ['/entries/0/previous_run_ids: run 42 is named among the runs before it'],
  ],
  [
    'a run twice',
    { previous_run_ids: ['1', '2', '1'] },
    ['/entries/0/previous_run_ids: a run is named twice'],
  ],
  [
    'a retry of itself',
    { retry_of: 'v1.2.3' },
    ['/entries/0/retry_of: the release is a retry of itself'],
  ],
  [
    'superseded by itself',
    { status: 'blocked', superseded_by: { tag: 'v1.2.3', run_id: '42' } },
    ['/entries/0/superseded_by: the release is superseded by itself'],
  ],
  [
    'superseded and a success',
    { status: 'success', superseded_by: { tag: 'v2', run_id: '9' } },
    ['/entries/0/superseded_by: the release is superseded, yet success'],
  ],
  [
    'superseded and requeued',
    { status: 'failure', requeue: true, superseded_by: { tag: 'v2', run_id: '9' } },
    ['/entries/0/superseded_by: the release is superseded, yet to be repeated'],
  ],
]);
