import { describe, expect, test } from 'vitest';
import { each, found, holding } from './lint-case.ts';

each('notification', [
  ['S2.5: Slack was told', { status: 'failure', notify_slack: true }, []],
  [
    'S2.3: Slack failed, an Issue is open',
    { status: 'failure', notify_slack: false, slack_retry: 1, issue_number: 7 },
    [],
  ],
  ['nobody was told yet', { status: 'failure' }, []],
  [
    'nobody was told at all',
    { status: 'failure', notify_slack: false },
    [
      '/entries/0/notify_slack: Slack was not told and no Issue was opened: nobody knows of this failure',
    ],
  ],
  [
    'retries without an outcome',
    { status: 'failure', slack_retry: 2 },
    [
      '/entries/0/slack_retry: telling Slack was tried again 2 times, and notify_slack does not say with what outcome',
    ],
  ],
  [
    'an alert before any verdict',
    { status: 'pending', notify_slack: true },
    ['/entries/0/notify_slack: an alert was sent about a release that was never found at fault'],
  ],
  [
    'an Issue before any verdict',
    { status: 'pending', issue_number: 7 },
    ['/entries/0/issue_number: an alert was sent about a release that was never found at fault'],
  ],
  [
    'an Issue of an undecided release',
    { status: 'pending', issue_number: 7, failure_reason: 'rate_limited' },
    [],
  ],
  ['an Issue of an earlier attempt', { status: 'pending', issue_number: 7, run_attempt: 2 }, []],
  [
    'an Issue of an earlier run',
    { status: 'pending', issue_number: 7, previous_run_ids: ['1'] },
    [],
  ],
  [
    'an Issue of a release that recovered',
    { status: 'success', issue_number: 7, notify_slack: true },
    [],
  ],
]);

describe('notification of a change (S2.6)', () => {
  test('the number of an Issue may change and come, not go', () => {
    const failed = { status: 'failure', failure_reason: 'run_mismatch' } as const;
    const [none, seven, eight] = [
      holding(failed),
      holding({ ...failed, issue_number: 7 }),
      holding({ ...failed, issue_number: 8 }),
    ];
    expect(found('notification', seven, none)).toEqual([]);
    expect(found('notification', eight, seven)).toEqual([]);
    expect(found('notification', none, seven)).toHaveLength(1);
  });
});
