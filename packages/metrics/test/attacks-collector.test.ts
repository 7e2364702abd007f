import { createMetricsCollector, type Event } from '@provkit/metrics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { richHistory } from './rich-history.ts';
import { corrects, DAY, figuresOf, HOUR, happens, time } from './story.ts';

// A collector is asked in between: what it says at last must be what one says that was never asked (spec.md 3.3).

const window = { from: new Date(time(0)), to: new Date(time(28 * DAY)) };
const asOf = new Date(time(40 * DAY));

/** The figures and details of a history, which is added in parts, with questions in between. */
function asked(parts: readonly (readonly Event[])[]) {
  const collector = createMetricsCollector({ window, asOf });
  for (const part of parts) {
    for (const event of part) collector.add(event);
    collector.figures();
    collector.details();
  }
  return { figures: collector.figures(), details: collector.details() };
}

describe('createMetricsCollector: asked in between', () => {
  it('says at last what it says of the whole, however the history is cut, ordered and repeated', () => {
    const events = richHistory();
    const waited = happens('lock.waited', HOUR, { wait_ms: 1000, seq: 99 });
    const rivals: Event[] = [
      waited,
      { ...waited, wait_ms: 7000, recorded_at: time(2 * HOUR) },
      { ...waited, wait_ms: 3000, recorded_at: time(HOUR - 1) },
      corrects(waited, { wait_ms: 5000 }, 35 * DAY),
    ];
    const all = [...events, ...rivals];
    const expected = asked([all]);
    expect(expected.figures).toEqual(figuresOf(all, 40 * DAY));
    const cut = fc
      .tuple(
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        fc.subarray(all),
        fc.array(fc.nat(all.length), { maxLength: 4 }),
      )
      .map(([shuffled, twice, cuts]) => {
        const history = [...shuffled, ...twice.map((event) => structuredClone(event))];
        const ends = [...cuts.sort((a, b) => a - b), history.length];
        return ends.map((end, index) => history.slice(index === 0 ? 0 : ends[index - 1], end));
      });
    fc.assert(
      fc.property(cut, (parts) => {
        expect(asked(parts)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('forgets no correction that comes after the question, nor one that comes before its original', () => {
    const original = happens('lock.waited', HOUR, { wait_ms: 1000 });
    const correction = corrects(original, { wait_ms: 2000 }, 2 * HOUR);
    const again = corrects(correction, { wait_ms: 3000 }, 3 * HOUR);
    const expected = asked([[original, correction, again]]);
    for (const order of [
      [original, correction, again],
      [again, original, correction],
      [correction, again, original],
      [again, correction, original],
    ]) {
      expect(asked(order.map((event) => [event]))).toEqual(expected);
    }
  });
});
