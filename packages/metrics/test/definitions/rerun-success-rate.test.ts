import { describe, expect, it } from 'vitest';
import { figureOf, HOUR, happens, seriesOf } from '../story.ts';

const NAME = 'rerun.success_rate';
const finished = (rerun_id: string, outcome: 'pass' | 'fail' | 'inconclusive' | 'lost') =>
  happens('rerun.finished', 2 * HOUR, { rerun_id, outcome });

describe(`S3.7 ${NAME}`, () => {
  it('is passed reruns of those that were decided; the others are counted beside', () => {
    const figure = figureOf(NAME, [
      happens('rerun.started', HOUR, { rerun_id: 'a' }),
      happens('rerun.started', HOUR, {
        rerun_id: 'b',
        mechanism: 'dispatch',
        initiation: 'manual',
      }),
      finished('a', 'pass'),
      finished('b', 'fail'),
      finished('c', 'lost'),
      finished('d', 'inconclusive'),
      happens('rerun.refused', HOUR, { rerun_id: 'e' }),
    ]);
    expect(figure.total).toEqual({ value: 0.5, numerator: 1, denominator: 2 });
    expect(figure.companions).toEqual({ refused: 1, lost: 1, inconclusive: 1 });
    expect(seriesOf(figure)).toEqual({ 'rerun-all automated': '1/1', 'dispatch manual': '0/1' });
  });

  it('one whose start is not in the log counts, with labels that say so', () => {
    expect(seriesOf(figureOf(NAME, [finished('a', 'pass')]))).toEqual({ 'unknown unknown': '1/1' });
  });

  it('only lost ones: no data', () => {
    expect(figureOf(NAME, [finished('a', 'lost')]).total).toMatchObject({ value: null });
  });
});
