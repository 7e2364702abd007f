import { describe, expect, it } from 'vitest';
import { corrects, FAIL, figureOf, HOUR, happens, hash, INCONCLUSIVE, seriesOf } from '../story.ts';

const NAME = 'security_ci.re_run_count';
const recovery_id = hash('recovery');
const opened = (verdict: object) => {
  const validation = happens('validation.completed', HOUR, verdict);
  return [
    validation,
    happens('recovery.opened', HOUR, { recovery_id, validation_id: validation.id }),
  ];
};
const started = (rerun_id: string, fields: object = {}) =>
  happens('rerun.started', 2 * HOUR, { recovery_id, rerun_id, ...fields });

describe(`S1.8 ${NAME}`, () => {
  it('counts reruns after a fail, by mechanism and initiation', () => {
    const figure = figureOf(NAME, [
      ...opened(FAIL),
      started('a'),
      started('b', { mechanism: 'dispatch', initiation: 'manual' }),
    ]);
    expect(figure.total).toEqual({ value: 2 });
    expect(seriesOf(figure)).toEqual({ 'rerun-all automated': 1, 'dispatch manual': 1 });
  });

  it('not those after an inconclusive validation', () => {
    const figure = figureOf(NAME, [...opened(INCONCLUSIVE), started('a')]);
    expect(figure).toMatchObject({ total: { value: 0 }, companions: { unknown: 0 } });
  });

  it('says how many have a cause that is not in the log', () => {
    const [, recovery] = opened(FAIL);
    const unknown = (events: Parameters<typeof figureOf>[1]) => figureOf(NAME, events).companions;
    expect(unknown([started('a')])).toEqual({ unknown: 1 });
    expect(unknown([started('a'), ...(recovery ? [recovery] : [])])).toEqual({ unknown: 1 });
  });

  it('goes by a correction of the validation, by whatever id it is named', () => {
    const [validation, recovery] = opened(FAIL);
    if (validation?.type !== 'validation.completed' || !recovery) throw new Error('no validation');
    const correction = corrects(validation, INCONCLUSIVE, 3 * HOUR);
    expect(figureOf(NAME, [validation, recovery, started('a'), correction]).total).toEqual({
      value: 0,
    });
  });
});
