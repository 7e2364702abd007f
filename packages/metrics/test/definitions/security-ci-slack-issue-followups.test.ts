import { describe, expect, it } from 'vitest';
import { DAY, FAIL, figureOf, HOUR, happens, hash, PASS, seriesOf } from '../story.ts';

const NAME = 'security_ci.slack_issue_followups';
const SECOND = 1000;
const failed = happens('validation.completed', HOUR, FAIL);
const alert_id = hash('alert');
const raised = happens('alert.raised', HOUR, { alert_id, validation_id: failed.id });
const onSlack = (afterS: number, fields: object = {}) =>
  happens('notification.attempted', HOUR + afterS * SECOND, {
    alert_id,
    outcome: 'delivered',
    ...fields,
  });
const issue = (afterS: number, fields: object = {}) =>
  happens('issue.opened', HOUR + afterS * SECOND, { alert_id, ...fields });
const channels = (...events: Parameters<typeof figureOf>[1][number][]) =>
  seriesOf(figureOf(NAME, [failed, raised, ...events], 40 * DAY));

describe(`S1.8 ${NAME}`, () => {
  it('says what followed: Slack, an Issue, both or none, and all of them add up to the failures', () => {
    expect(channels()).toEqual({ slack: 0, issue: 0, both: 0, none: 1 });
    expect(channels(onSlack(1))).toEqual({ slack: 1, issue: 0, both: 0, none: 0 });
    expect(channels(issue(1))).toEqual({ slack: 0, issue: 1, both: 0, none: 0 });
    expect(channels(onSlack(1), issue(1))).toEqual({ slack: 0, issue: 0, both: 1, none: 0 });
    expect(figureOf(NAME, [failed, raised, onSlack(1), issue(1)]).total).toEqual({ value: 1 });
  });

  it('within 900 s, and not a moment later', () => {
    expect(channels(onSlack(900))).toMatchObject({ slack: 1 });
    expect(channels(onSlack(900.001))).toMatchObject({ none: 1 });
  });

  it('what was not delivered, a digest, a resolve and another rung do not count', () => {
    for (const fields of [
      { outcome: 'not_delivered' },
      { outcome: 'unknown' },
      { purpose: 'digest' },
      { purpose: 'resolve' },
      { rung: 'summary' },
    ]) {
      expect(channels(onSlack(1, fields))).toMatchObject({ none: 1 });
    }
    expect(channels(onSlack(1, { rung: 'webhook' }))).toMatchObject({ slack: 1 });
  });

  it('an Issue that was updated counts as one that was opened, unless it says resolved', () => {
    const update = (reason: 'failed_again' | 'resolved') =>
      happens('issue.updated', HOUR + SECOND, { reason });
    expect(channels(update('failed_again'))).toMatchObject({ issue: 1 });
    expect(channels(update('resolved'))).toMatchObject({ none: 1 });
  });

  it('something from before the fail followed nothing, and is counted as clock_skew', () => {
    const figure = figureOf(NAME, [failed, raised, onSlack(-1)]);
    expect(seriesOf(figure)).toMatchObject({ none: 1 });
    expect(figure.companions).toEqual({ clock_skew: 1 });
  });

  it('the alert of one attempt is no follow-up of another', () => {
    const again = happens('validation.completed', HOUR, { ...FAIL, run_attempt: 2 });
    expect(channels(again, onSlack(1))).toEqual({ slack: 1, issue: 0, both: 0, none: 1 });
  });

  it('a pass is no failure; a fail after it is', () => {
    const pass = happens('validation.completed', 2 * HOUR, { ...PASS, tag: 'v9' });
    expect(channels(pass)).toMatchObject({ none: 1 });
    const later = happens('validation.completed', 3 * HOUR, {
      ...FAIL,
      tag: 'v9',
      trigger: 'revalidation',
      try: 2,
    });
    expect(channels(pass, later)).toMatchObject({ none: 2 });
  });

  it('without an alert of its own the run that the event names decides', () => {
    const events = [failed, onSlack(1)];
    expect(seriesOf(figureOf(NAME, events))).toMatchObject({ slack: 1 });
  });
});
