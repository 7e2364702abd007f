import { describe, expect, it } from 'vitest';
import { END, figure, MIRROR, total } from './attacks.ts';
import { FAIL, HOUR, happens, hash, INCONCLUSIVE, MINUTE, PASS, seriesOf } from './story.ts';

// Histories that try to make a figure say something false (spec.md part 4). All through the public API.

const validated = (ms: number, fields: object) => happens('validation.completed', ms, fields);

describe('spec 3.2: two facts', () => {
  it('of one person are an acknowledgement on the Issue and one on Slack: only the latter is timed', () => {
    const alert_id = hash('alert');
    const by = { alert_id, by: 'ada' };
    const history = [
      happens('notification.attempted', HOUR, { alert_id, outcome: 'delivered' }),
      happens('alert.acknowledged', HOUR + MINUTE, { ...by, channel: 'issue' }),
      happens('alert.acknowledged', HOUR + 5 * MINUTE, { ...by, channel: 'slack' }),
    ];
    expect(figure('recovery.slack_ack_time', history)).toMatchObject({
      total: { count: 1, sum: 300 },
      companions: { open: 0 },
    });
  });

  it('of two servers are artifacts with the same numbers', () => {
    const gone = [{}, MIRROR].map((fields) => happens('artifact.unavailable', HOUR, fields));
    expect(total('artifact_retention_missing', gone)).toEqual({ value: 2 });
  });
});

describe('spec part 4: Issues and Slack', () => {
  const alert_id = hash('alert');
  const failed = validated(HOUR, FAIL);
  const raised = happens('alert.raised', HOUR, { alert_id, validation_id: failed.id });

  it('an Issue that was recorded with and without the id of its repository is one', () => {
    const opened = (repository_id: string | null, ms: number) =>
      happens('issue.opened', ms, { repository_id, alert_id, issue_number: 7 });
    const history = [failed, raised, opened('123456', 2 * HOUR), opened(null, 3 * HOUR)];
    expect(total('notify.failures', history)).toEqual({ value: 1, numerator: 1, denominator: 1 });
    expect(total('notify.issue_latency', history)).toMatchObject({ count: 1, sum: 3600 });
  });

  it('the same number in two repositories is two Issues; runs of two servers are two runs', () => {
    const history = [
      failed,
      validated(HOUR, { ...FAIL, ...MIRROR }),
      happens('issue.opened', 2 * HOUR, { issue_number: 7 }),
      happens('issue.opened', 2 * HOUR, { issue_number: 7, ...MIRROR }),
    ];
    expect(total('notify.failures', history)).toEqual({ value: 1, numerator: 2, denominator: 2 });
  });

  it('notify.failures: attempts and tags of a run are one run, by its first conclusive verdict', () => {
    const history = [
      validated(-1, INCONCLUSIVE),
      validated(HOUR, { ...FAIL, try: 2 }),
      validated(2 * HOUR, { ...PASS, run_attempt: 2 }),
      validated(3 * HOUR, { ...PASS, tag: 'v1' }),
      validated(4 * HOUR, { ...INCONCLUSIVE, run_id: '2' }),
      validated(5 * HOUR, { ...PASS, run_id: null }),
    ];
    expect(total('notify.failures', history)).toEqual({ value: 0, numerator: 0, denominator: 1 });
    const before = validated(-1, { ...PASS, run_attempt: 3 });
    expect(total('notify.failures', [...history, before])).toEqual({
      value: null,
      numerator: 0,
      denominator: 0,
    });
  });

  it('issue_latency: an alert of no validation, an unknown alert and none are unknown, and no samples', () => {
    const history = [
      failed,
      raised,
      happens('alert.raised', HOUR, { alert_id: hash('b'), validation_id: null }),
      happens('issue.opened', HOUR + 300_000, { issue_number: 1, alert_id }),
      happens('issue.opened', 2 * HOUR, { issue_number: 2, alert_id: hash('b') }),
      happens('issue.opened', 2 * HOUR, { issue_number: 3, alert_id: hash('c') }),
      happens('issue.opened', 2 * HOUR, { issue_number: 4, alert_id: null }),
      happens('issue.opened', 1, { issue_number: 5, alert_id }),
    ];
    expect(figure('notify.issue_latency', history)).toMatchObject({
      total: { count: 1, sum: 300, buckets: [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1] },
      companions: { unknown: 3, clock_skew: 1 },
    });
  });

  it('slack_success_rate: the rung that delivered first; digests and Issues are no attempts', () => {
    const attempt = (ms: number, fields: object) =>
      happens('notification.attempted', ms, { alert_id, outcome: 'not_delivered', ...fields });
    const history = [
      attempt(HOUR, { rung: 'edge' }),
      attempt(2 * HOUR, { rung: 'webhook', outcome: 'delivered' }),
      attempt(3 * HOUR, { rung: 'edge', outcome: 'delivered', try: 2 }),
      attempt(HOUR, { alert_id: hash('d'), purpose: 'digest', outcome: 'delivered' }),
      attempt(HOUR, { alert_id: hash('i'), rung: 'issue', outcome: 'delivered' }),
      attempt(HOUR, { alert_id: hash('u'), outcome: 'unknown' }),
      attempt(-1, { alert_id: hash('e') }),
      attempt(HOUR, { alert_id: hash('e'), rung: 'webhook', outcome: 'delivered' }),
    ];
    const found = figure('notify.slack_success_rate', history);
    expect(found).toMatchObject({
      total: { value: 0.5, numerator: 1, denominator: 2 },
      companions: { unknown: 1 },
    });
    expect(seriesOf(found)).toEqual({ webhook: '1/2' });
  });

  it('slack_ack_time: the first person on Slack after the first delivery; an Issue’s is none', () => {
    const by = (ms: number, who: string, channel: 'slack' | 'issue' = 'slack') =>
      happens('alert.acknowledged', ms, { alert_id, by: who, channel });
    const delivered = (ms: number, n: number) =>
      happens('notification.attempted', ms, { alert_id, try: n, outcome: 'delivered' });
    const history = [
      delivered(2 * HOUR, 1),
      delivered(3 * HOUR, 2),
      by(2 * HOUR + MINUTE, 'ada', 'issue'),
      by(2 * HOUR + 5 * MINUTE, 'bob'),
      by(2 * HOUR + 4 * MINUTE, 'eve'),
      happens('alert.acknowledged', HOUR, { alert_id: hash('nobody told'), by: 'ada' }),
      happens('notification.attempted', END - 1, { alert_id: hash('w'), outcome: 'delivered' }),
    ];
    const found = figure('recovery.slack_ack_time', history);
    expect(found).toMatchObject({
      total: { count: 1, sum: 240 },
      companions: { open: 1, unknown: 1, clock_skew: 0 },
    });
    expect('note' in found).toBe(false);
  });
});
