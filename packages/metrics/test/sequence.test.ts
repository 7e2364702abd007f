import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance } from '../src/sequence.ts';
import { lockWaited } from './samples.ts';

describe('advance', () => {
  it('spec 3.1: counts each producer instance from 1', () => {
    const events = [lockWaited(1, 'a'), lockWaited(1, 'b'), lockWaited(2, 'a')];
    expect(advance(new Map(), events)).toEqual(
      new Map([
        ['a', 2],
        ['b', 1],
      ]),
    );
  });

  it.each([
    ['does not begin at 1', 0, [2]],
    ['leaves one out', 4, [5, 7]],
  ])('spec 3.1: refuses an instance that %s', (_, last, seqs) => {
    const events = seqs.map((seq) => lockWaited(seq, 'a'));
    expect(() => advance(new Map([['a', last]]), events)).toThrow(
      expect.objectContaining({ code: 'SEQ_GAP' }),
    );
  });

  it('takes any history in which numbers repeat but none is left out', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (draws) => {
        let last = 0;
        const seqs = draws.map((draw) => {
          const seq = 1 + (draw % (last + 1));
          last = Math.max(last, seq);
          return seq;
        });
        const events = seqs.map((seq) => ({ ...lockWaited(1, 'a'), seq }));
        expect(advance(new Map(), events).get('a') ?? 0).toBe(last);
      }),
    );
  });

  it('leaves what it was given as it was', () => {
    const before = new Map([['a', 1]]);
    advance(before, [lockWaited(2, 'a')]);
    expect(before).toEqual(new Map([['a', 1]]));
  });
});
