import { describe, expect, it } from 'vitest';
import { figureOf, HOUR, happens, seriesOf } from '../story.ts';

const NAME = 'rerun.automated_vs_manual';

describe(`S3.7, S3.8 ${NAME}`, () => {
  it('is the share of reruns that no person asked for or approved', () => {
    const figure = figureOf(NAME, [
      happens('rerun.started', HOUR, { rerun_id: 'a' }),
      happens('rerun.started', HOUR, {
        rerun_id: 'b',
        initiation: 'manual',
        approval_id: 'review 1',
      }),
      happens('rerun.started', HOUR, { rerun_id: 'c', mechanism: 'dispatch' }),
      happens('rerun.started', -HOUR, { rerun_id: 'd' }),
    ]);
    expect(figure.total).toEqual({ value: 2 / 3, numerator: 2, denominator: 3 });
    expect(seriesOf(figure)).toEqual({ dispatch: '1/1', 'rerun-all': '1/2' });
  });
});
