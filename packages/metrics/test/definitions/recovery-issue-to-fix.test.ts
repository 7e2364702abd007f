import { describe, expect, it } from 'vitest';
import { FAIL, figureOf, HOUR, happens, hash, seriesOf } from '../story.ts';

const NAME = 'recovery.issue_to_fix';
const recovery_id = hash('recovery');
const issue = (ms: number, fields: object = {}) =>
  happens('issue.opened', ms, { recovery_id, alert_id: null, ...fields });
const closed = (ms: number, outcome: 'recovered' | 'rolled-back' | 'dismissed' = 'recovered') =>
  happens('recovery.closed', ms, { recovery_id, outcome });

describe(`S4.8 ${NAME}`, () => {
  it('runs from the first Issue of a recovery to its fix', () => {
    const events = [issue(HOUR), issue(2 * HOUR, { issue_number: 8 }), closed(4 * HOUR)];
    expect(figureOf(NAME, events).total).toMatchObject({ count: 1, sum: 3 * 3600 });
    expect(seriesOf(figureOf(NAME, [issue(HOUR), closed(2 * HOUR, 'rolled-back')]))).toEqual({
      'rolled-back': 1,
    });
  });

  it('closing the Issue is not the fix; dismissing the recovery is none either', () => {
    const events = [issue(HOUR), happens('issue.closed', 2 * HOUR)];
    expect(figureOf(NAME, events)).toMatchObject({ total: { count: 0 }, companions: { open: 1 } });
    expect(figureOf(NAME, [...events, closed(3 * HOUR, 'dismissed')])).toMatchObject({
      total: { count: 0 },
      companions: { open: 0 },
    });
  });

  it('fixed before the Issue was opened: no sample', () => {
    expect(figureOf(NAME, [issue(2 * HOUR), closed(HOUR)])).toMatchObject({
      total: { count: 0 },
      companions: { fixed_before_issue: 1 },
    });
  });

  it('fixed without an Issue: no sample, counted beside', () => {
    expect(figureOf(NAME, [closed(HOUR)]).companions).toMatchObject({ without_issue: 1 });
  });

  it('an Issue that was opened before the recovery belongs to it by the validation that its alert names', () => {
    const failed = happens('validation.completed', HOUR, FAIL);
    const alert_id = hash('alert');
    const events = [
      failed,
      happens('alert.raised', HOUR, { alert_id, validation_id: failed.id }),
      issue(2 * HOUR, { recovery_id: null, alert_id }),
      happens('recovery.opened', 3 * HOUR, { recovery_id, validation_id: failed.id }),
      closed(4 * HOUR),
    ];
    expect(figureOf(NAME, events).total).toMatchObject({ count: 1, sum: 2 * 3600 });
  });
});
