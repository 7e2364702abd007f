import { describe, expect, it } from 'vitest';
import { FAIL, figureOf, HOUR, happens, INCONCLUSIVE, PASS, seriesOf } from '../story.ts';

const NAME = 'notify.failures';

describe(`S2.10 ${NAME}`, () => {
  it('is Issues per run with a verdict, whatever its attempts and tags', () => {
    const events = [
      happens('validation.completed', HOUR, { ...FAIL, run_id: '1' }),
      happens('validation.completed', HOUR, { ...PASS, run_id: '1', run_attempt: 2 }),
      happens('validation.completed', HOUR, { ...PASS, run_id: '2' }),
      happens('validation.completed', HOUR, { ...INCONCLUSIVE, run_id: '3' }),
      happens('issue.opened', 2 * HOUR),
    ];
    const figure = figureOf(NAME, events);
    expect(figure.total).toEqual({ value: 0.5, numerator: 1, denominator: 2 });
    expect(seriesOf(figure)).toEqual({ fallback: '1/2' });
  });

  it('an Issue counts once, whether its repository is known by id or by URL', () => {
    const events = [
      happens('issue.opened', HOUR, { issue_number: 7 }),
      happens('issue.opened', HOUR, { issue_number: 7, repository_id: null }),
      happens('issue.opened', HOUR, { issue_number: 8, cause: 'policy' }),
      happens('validation.completed', HOUR, FAIL),
    ];
    expect(figureOf(NAME, events).total).toMatchObject({ value: 2, numerator: 2 });
  });

  it('a run belongs to the window of its first verdict, an Issue to that of its opening', () => {
    const events = [
      happens('validation.completed', -HOUR, FAIL),
      happens('validation.completed', HOUR, { ...PASS, try: 2 }),
      happens('issue.opened', HOUR),
    ];
    expect(figureOf(NAME, events).total).toEqual({ value: null, numerator: 1, denominator: 0 });
  });
});
