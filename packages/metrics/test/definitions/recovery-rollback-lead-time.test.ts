import { describe, expect, it } from 'vitest';
import { figureOf, HOUR, happens } from '../story.ts';

const NAME = 'recovery.rollback_lead_time';
const decided = happens('rollback.decided', HOUR, { rollback_id: 'r' });
const completed = (ms: number) => happens('rollback.completed', ms, { rollback_id: 'r' });

describe(`S4.8 ${NAME}`, () => {
  it('runs from decision to completion of the same rollback', () => {
    expect(figureOf(NAME, [decided, completed(3 * HOUR)])).toMatchObject({
      total: { count: 1, sum: 2 * 3600 },
      series: [],
      companions: { open: 0, unknown: 0, clock_skew: 0 },
    });
  });

  it('counts what is open, what has no decision, and what clocks disagree about', () => {
    expect(figureOf(NAME, [decided]).companions).toMatchObject({ open: 1 });
    expect(figureOf(NAME, [completed(HOUR)]).companions).toMatchObject({ unknown: 1 });
    expect(figureOf(NAME, [decided, completed(0)]).companions).toMatchObject({
      clock_skew: 1,
      open: 0,
    });
  });
});
