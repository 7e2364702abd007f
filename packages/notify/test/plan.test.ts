import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_NOTIFY_POLICY } from '../src/notify-policy.ts';
import { type PlanInput, plan, type Step, tryKey } from '../src/plan.ts';
import { type NotifyRecord, RUNGS, type Rung } from '../src/record.ts';
import { alertOf, attemptOf, iso, raisedOf, START } from './alerts.ts';

const ALERT = alertOf();
const LATER = alertOf({ run_attempt: 2 });
const SECURITY = alertOf({ failure_reason: 'subject_mismatch' });
const HOUR = 3_600_000;

function next(records: readonly NotifyRecord[], changes: Partial<PlanInput> = {}): Step {
  return plan({
    alert: ALERT,
    purpose: 'alert',
    records: [raisedOf(ALERT), ...records],
    rungs: RUNGS,
    policy: DEFAULT_NOTIFY_POLICY,
    now: START,
    random: 0.5,
    ...changes,
  });
}

const failed = (rung: Rung, status: number | null, number = 1) =>
  attemptOf(ALERT, rung, { outcome: 'not_delivered', status, try: number });
const unknown = (rung: Rung, number = 1) =>
  attemptOf(ALERT, rung, { outcome: 'unknown', status: null, try: number });
const at = (rung: Rung, number = 1) => ({ kind: 'attempt', rung, try: number, cause: 'fallback' });

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

describe('trying again', () => {
  test.each([
    [null, true],
    [200, true], // { delivered: false }
    [408, true],
    [429, true],
    [500, true],
    [503, true],
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [410, false],
    [422, false],
  ])('after status %s: %s', (status, isAgain) => {
    const step = next([failed('edge', status)]);
    expect(step).toMatchObject(isAgain ? { kind: 'wait', rung: 'edge' } : at('webhook'));
    const waited = next([failed('edge', status)], { hasWaited: true });
    expect(waited).toEqual(isAgain ? at('edge', 2) : at('webhook'));
  });

  test('waits with full jitter, longer each time, and no more than three tries', () => {
    expect(next([failed('edge', 503)])).toEqual({ kind: 'wait', rung: 'edge', ms: 500 });
    expect(next([failed('edge', 503), failed('edge', 503, 2)])).toEqual({
      kind: 'wait',
      rung: 'edge',
      ms: 1000,
    });
    const three = [1, 2, 3].map((number) => failed('edge', 503, number));
    expect(next(three)).toEqual(at('webhook'));
  });

  test('waits as long as the server says, and takes the next rung when that is too long', () => {
    const limited = [failed('edge', 429)];
    const asked = (ms: number) => next(limited, { retryAfter: new Map([['edge', ms]]) });
    expect(asked(30_000)).toEqual({ kind: 'wait', rung: 'edge', ms: 30_500 });
    expect(asked(61_000)).toEqual(at('webhook'));
  });

  test('what a process was at that died is looked for before a rung above it is tried anew', () => {
    const open = attemptOf(ALERT, 'issue', { outcome: 'unknown', is_correction: false });
    const before = [failed('edge', 503), open];
    const look = { kind: 'look', rung: 'issue', try: 1, cause: 'fallback' };
    expect(next(before, { since: START + 1000 })).toEqual(look);
    expect(next([attemptOf(ALERT, 'edge'), open])).toEqual({ ...look, cause: 'policy' });
    expect(next(before, { rungs: ['edge'], since: START + 1000 })).toEqual(at('edge', 2));
  });

  test('nobody goes back to a rung that asked for too much time, once a lower one told people', () => {
    const limited = [failed('edge', 429)];
    const told = [...limited, attemptOf(ALERT, 'issue', { outcome: 'delivered' })];
    const retryAfter = new Map([['edge', 3_600_000]] as const);
    expect(next(told, { retryAfter })).toEqual({ kind: 'stop', because: 'delivered' });
    expect(next(told)).toEqual({ kind: 'stop', because: 'delivered' });
  });

  test('a refusal that names a time may pass, whatever its status', () => {
    const limited = [failed('issue', 403)];
    const retryAfter = new Map([['issue', 1000]] as const);
    expect(next(limited, { rungs: ['issue'], retryAfter })).toMatchObject({ kind: 'wait' });
    const other = new Map([['edge', 1000]] as const);
    expect(next(limited, { rungs: ['issue'], retryAfter: other })).toMatchObject({ kind: 'stop' });
  });
});

describe('telling anew what could not be told before', () => {
  const since = START + 1000;

  test('tries again what had failed for good or too often', () => {
    expect(next([failed('edge', 401), failed('webhook', 401)], { since })).toEqual(at('edge', 2));
    const three = [1, 2, 3].map((number) => failed('edge', 503, number));
    expect(next(three, { since })).toEqual(at('edge', 4));
  });

  test('but not what was delivered or kept, and it looks for what may have been', () => {
    expect(next([attemptOf(ALERT, 'edge')], { since })).toMatchObject({ kind: 'stop' });
    expect(next([unknown('edge')], { since, hasWaited: true })).toMatchObject({ kind: 'look' });
    const kept = [attemptOf(ALERT, 'spool', { status: null })];
    expect(next(kept, { since, rungs: ['spool'] })).toEqual({ kind: 'stop', because: 'spooled' });
  });
});

describe('a try of which nobody knows whether it arrived', () => {
  test('is looked for before anything below it is done', () => {
    const look = { kind: 'look', rung: 'edge', try: 1, cause: 'fallback' };
    expect(next([unknown('edge')], { hasWaited: true })).toEqual(look);
    expect(next([unknown('edge')])).toMatchObject({ kind: 'wait', rung: 'edge' });
  });

  test('of a process that died is looked for at once', () => {
    const open = attemptOf(ALERT, 'issue', { outcome: 'unknown', is_correction: false });
    expect(next([failed('edge', 401), failed('webhook', 401), open])).toEqual({
      kind: 'look',
      rung: 'issue',
      try: 1,
      cause: 'fallback',
    });
  });

  test('that arrived after all cancels the lower rungs', () => {
    const late = [unknown('edge'), attemptOf(ALERT, 'edge', { at: iso(START + 1000) })];
    expect(next(late)).toEqual({ kind: 'stop', because: 'delivered' });
  });

  test('that did not is made again', () => {
    expect(next([unknown('edge'), failed('edge', null)], { hasWaited: true })).toEqual(
      at('edge', 2),
    );
  });

  test('and that cannot be found out leads to the next rung', () => {
    const looked = new Map([[tryKey('edge', 1), 2]]);
    expect(next([unknown('edge')], { looked })).toEqual(at('webhook'));
  });

  test('is not made again where nobody can be asked', () => {
    expect(next([failed('edge', 401), unknown('webhook')])).toEqual(at('issue'));
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

describe('the same failure again (S2.6)', () => {
  const again = (records: readonly NotifyRecord[], changes: Partial<PlanInput> = {}) =>
    plan({
      alert: LATER,
      purpose: 'alert',
      records: [raisedOf(ALERT), ...records, raisedOf(LATER, iso(START + HOUR))],
      rungs: RUNGS,
      policy: DEFAULT_NOTIFY_POLICY,
      now: START + HOUR,
      random: 0,
      ...changes,
    });
  const opened = {
    type: 'issue.opened',
    at: iso(START),
    alert_id: ALERT.alert_id,
    issue_number: 3,
    cause: 'fallback',
  } as const;

  test('is not told anew within the repeat interval', () => {
    expect(again([attemptOf(ALERT, 'edge')])).toEqual({ kind: 'stop', because: 'repeated' });
  });

  test('is told anew after it', () => {
    expect(again([attemptOf(ALERT, 'edge')], { now: START + 4 * HOUR })).toEqual(at('edge'));
  });

  test('is told anew when it was over in between', () => {
    const over = attemptOf(ALERT, 'edge', { purpose: 'resolve', try: 2, at: iso(START + 1000) });
    expect(again([attemptOf(ALERT, 'edge'), over])).toEqual(at('edge'));
  });

  test('is told although the first alert reached nobody', () => {
    expect(again([failed('edge', 401), attemptOf(ALERT, 'spool')])).toEqual(at('edge'));
  });

  test('is written on the Issue that there is', () => {
    expect(again([opened, attemptOf(ALERT, 'issue')])).toEqual({ ...at('issue'), cause: 'policy' });
  });

  test('but not on one that was written on a moment ago', () => {
    const now = START + 60_000;
    expect(again([opened, attemptOf(ALERT, 'issue')], { now })).toEqual({
      kind: 'stop',
      because: 'repeated',
    });
  });
});

describe('the same failure soon after it was over', () => {
  test('opens the Issue again, however soon', () => {
    const over = { purpose: 'resolve', try: 2, at: iso(START + 1000) } as const;
    const opened = { type: 'issue.opened', issue_number: 3, cause: 'policy' } as const;
    const word = { issue_number: 3, version: '1', by: 'GITHUB_TOKEN', at: iso(START + 1000) };
    const records: readonly NotifyRecord[] = [
      raisedOf(SECURITY),
      attemptOf(SECURITY, 'edge'),
      { ...opened, at: iso(START), alert_id: SECURITY.alert_id },
      attemptOf(SECURITY, 'issue'),
      attemptOf(SECURITY, 'edge', over),
      { type: 'issue.closed', ...word, alert_id: SECURITY.alert_id, reason: 'completed' },
      attemptOf(SECURITY, 'issue', over),
    ];
    const alert = alertOf({ failure_reason: 'subject_mismatch', run_attempt: 2 });
    const told = attemptOf(alert, 'edge', { at: iso(START + 2000) });
    const after = { alert, records: [...records, raisedOf(alert), told], now: START + 2000 };
    expect(next([], after)).toEqual({ ...at('issue'), cause: 'policy' });
  });
});

describe('what is said when it is over', () => {
  const resolving = (records: readonly NotifyRecord[]) => next(records, { purpose: 'resolve' });

  test('goes the same way, with tries that are counted on', () => {
    expect(resolving([attemptOf(ALERT, 'edge')])).toEqual(at('edge', 2));
  });

  test('also closes the Issue', () => {
    const told = [
      attemptOf(ALERT, 'edge'),
      attemptOf(ALERT, 'edge', { purpose: 'resolve', try: 2 }),
    ];
    expect(resolving(told)).toEqual({ ...at('issue'), cause: 'policy' });
    const closed = attemptOf(ALERT, 'issue', { purpose: 'resolve' });
    expect(resolving([...told, closed])).toEqual({ kind: 'stop', because: 'delivered' });
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
