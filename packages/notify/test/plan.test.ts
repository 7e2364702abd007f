import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tryKey } from '../src/before-telling.ts';
import { DEFAULT_NOTIFY_POLICY } from '../src/notify-policy.ts';
import { type NotifyRecord, RUNGS } from '../src/record.ts';
import { attemptOf, raisedOf } from './alerts.ts';
import { ALERT, at, failed, next, SECURITY } from './plans.ts';

describe('the ladder (S2.2, S2.3, S2.8)', () => {
  test('begins at the edge function', () => expect(next([])).toEqual(at('edge')));

  test('goes down rung by rung when one refuses for good', () => {
    const refused: NotifyRecord[] = [];
    const order = ['edge', 'webhook', 'issue', 'summary'] as const;
    for (const rung of order) {
      expect(next(refused)).toEqual(at(rung));
      refused.push(failed(rung, 401));
    }
    expect(next(refused)).toEqual(at('step-summary'));
    refused.push(attemptOf(ALERT, 'step-summary', { status: null }));
    expect(next(refused)).toEqual(at('spool'));
    refused.push(attemptOf(ALERT, 'spool', { status: null }));
    expect(next(refused)).toEqual({ kind: 'stop', because: 'spooled' });
  });

  test('leaves out the rungs that there are not', () => {
    expect(next([], { rungs: ['spool', 'issue'] })).toEqual(at('issue'));
    expect(next([], { rungs: [] })).toEqual({ kind: 'stop', because: 'exhausted' });
  });

  test('stops once people were reached', () => {
    expect(next([attemptOf(ALERT, 'edge')])).toEqual({ kind: 'stop', because: 'delivered' });
    expect(next([failed('edge', 401), attemptOf(ALERT, 'issue')])).toEqual({
      kind: 'stop',
      because: 'delivered',
    });
  });

  test('a summary page reaches nobody: the spool file keeps the alert as well', () => {
    const nobody = [failed('edge', 401), attemptOf(ALERT, 'step-summary', { status: null })];
    expect(next(nobody, { rungs: ['edge', 'step-summary', 'spool'] })).toEqual(at('spool'));
  });

  test('says so when even the spool file cannot be written', () => {
    const nobody = [failed('spool', null)];
    expect(next(nobody, { rungs: ['spool'] })).toEqual({ kind: 'stop', because: 'exhausted' });
  });
});

describe('an Issue besides (S1.6)', () => {
  const base = { alert: SECURITY, policy: DEFAULT_NOTIFY_POLICY };

  test('is opened for a rejected release although Slack was told', () => {
    const records = [raisedOf(SECURITY), attemptOf(SECURITY, 'edge')];
    expect(next([], { ...base, records })).toEqual({ ...at('issue'), cause: 'policy' });
  });

  test('that fails leaves the alert told', () => {
    const issue = attemptOf(SECURITY, 'issue', { outcome: 'not_delivered', status: 410 });
    const records = [raisedOf(SECURITY), attemptOf(SECURITY, 'edge'), issue];
    expect(next([], { ...base, records })).toEqual({ kind: 'stop', because: 'delivered' });
  });

  test('is none for what only could not be verified', () => {
    expect(next([attemptOf(ALERT, 'edge')])).toEqual({ kind: 'stop', because: 'delivered' });
  });
});

describe('plan', () => {
  const record = fc.record({
    rung: fc.constantFrom(...RUNGS),
    outcome: fc.constantFrom('delivered' as const, 'not_delivered' as const, 'unknown' as const),
    status: fc.constantFrom(null, 200, 401, 403, 429, 500, 503),
    try: fc.integer({ min: 1, max: 4 }),
    is_correction: fc.boolean(),
  });

  test('whatever is recorded, ends within a bounded number of steps, and never tries a rung that there is not', () => {
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 12 }),
        fc.subarray([...RUNGS]),
        fc.boolean(),
        fc.infiniteStream(
          fc.constantFrom('delivered' as const, 'not_delivered' as const, 'unknown' as const),
        ),
        (history, rungs, isSecurity, outcomes) => {
          const alert = isSecurity ? SECURITY : ALERT;
          const records: NotifyRecord[] = [
            raisedOf(alert),
            ...history.map(({ rung, ...rest }) => attemptOf(alert, rung, rest)),
          ];
          const looked = new Map<string, number>();
          let hasWaited = false;
          for (let steps = 0; steps < 100; steps += 1) {
            const step = next([], { alert, records, rungs, looked, hasWaited });
            if (step.kind === 'stop') return;
            expect(rungs).toContain(step.rung);
            hasWaited = step.kind === 'wait';
            if (step.kind === 'wait') continue;
            const outcome = outcomes.next().value ?? 'unknown';
            const key = tryKey(step.rung, step.try);
            if (step.kind === 'look') looked.set(key, (looked.get(key) ?? 0) + 1);
            records.push(
              attemptOf(alert, step.rung, {
                try: step.try,
                outcome,
                status: outcome === 'unknown' ? null : 503,
              }),
            );
          }
          throw new Error('it did not end');
        },
      ),
      { numRuns: 500 },
    );
  });
});
