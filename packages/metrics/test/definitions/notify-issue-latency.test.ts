import { describe, expect, it } from 'vitest';
import { FAIL, figureOf, HOUR, happens, hash, MINUTE, seriesOf } from '../story.ts';

const NAME = 'notify.issue_latency';
const failed = happens('validation.completed', HOUR, FAIL);
const alert_id = hash('alert');
const raised = happens('alert.raised', HOUR + MINUTE, { alert_id, validation_id: failed.id });
const issue = (ms: number) => happens('issue.opened', ms, { alert_id, cause: 'policy' });

describe(`S2.10 ${NAME}`, () => {
  it('runs from the validation that the alert names to the Issue', () => {
    const figure = figureOf(NAME, [failed, raised, issue(HOUR + 5 * MINUTE)]);
    expect(figure.total).toMatchObject({ count: 1, sum: 300, p50: 300, p95: 300, max: 300 });
    expect(seriesOf(figure)).toEqual({ policy: 1 });
  });

  it('an Issue that seems older than its validation is no sample', () => {
    const figure = figureOf(NAME, [failed, raised, issue(HOUR - 1)]);
    expect(figure).toMatchObject({
      total: { count: 0 },
      companions: { clock_skew: 1, unknown: 0 },
    });
  });

  it('says how many Issues have no alert, or an alert without a validation', () => {
    const opened = issue(2 * HOUR);
    expect(figureOf(NAME, [opened]).companions).toMatchObject({ unknown: 1 });
    expect(figureOf(NAME, [opened, raised]).companions).toMatchObject({ unknown: 1 });
    const without = happens('issue.opened', HOUR, { alert_id: null });
    expect(figureOf(NAME, [failed, raised, without]).companions).toMatchObject({ unknown: 1 });
  });
});
