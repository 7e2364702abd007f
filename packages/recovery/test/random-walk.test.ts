import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAILURES, type FailureReason } from '../src/failures.ts';
import { openRecovery } from '../src/open-recovery.ts';
import { STATE_NAMES } from '../src/states.ts';
import { walk } from './random-walk.ts';
import { AUTO, BAD, eventOf, POLICY } from './recovery-fixture.ts';

const RUNS = 10_000;

const steps = fc.array(
  fc.record({
    event: fc.nat(19),
    choice: fc.nat(839),
    minutes: fc.oneof(fc.nat(120), fc.constant(3000), fc.constant(20_000)),
  }),
  { minLength: 15, maxLength: 60, size: 'max' },
);
const reasons = fc.oneof(
  fc.constantFrom<FailureReason[]>('attestation_missing', 'upstream_unavailable'),
  fc.constantFrom(...(Object.keys(FAILURES) as FailureReason[])),
);

describe('invariants of every walk through the machine (spec 2.4)', () => {
  test(`${RUNS} walks of up to 60 events: each id acts once with a stored intent, never two runs, no breach recovered without a new build, blocked left by people alone`, () => {
    const reached = new Map<string, number>();
    let acted = 0;
    fc.assert(
      fc.property(steps, reasons, fc.boolean(), (path, reason, needsApproval) => {
        const event = eventOf({
          type: 'failure.recorded',
          runId: '9000',
          attempt: 1,
          digest: BAD,
          reason,
          verdict: 'fail',
        });
        if (event.type !== 'failure.recorded') return;
        const [state] = openRecovery({
          repository: 'acme/widgets',
          repositoryId: '123456',
          tag: 'v1.2.3',
          event,
        });
        const policy = needsApproval ? { ...POLICY, rollForward: true } : AUTO;
        const { problems, visited } = walk({ ...state, outbox: [] }, path, policy);
        for (const name of visited) reached.set(name, (reached.get(name) ?? 0) + 1);
        if (visited.includes('requesting')) acted += 1;
        expect(problems).toEqual([]);
      }),
      { numRuns: RUNS, seed: 20260201 },
    );
    // a walk that goes nowhere proves nothing
    expect([...reached.keys()].toSorted()).toEqual([...STATE_NAMES].toSorted());
    expect(Math.min(...reached.values())).toBeGreaterThan(20);
    expect(acted).toBeGreaterThan(RUNS / 20);
  }, 120_000);
});
