import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAILURES, type FailureReason } from '../src/failures.ts';
import { openRecovery } from '../src/open-recovery.ts';
import { STATE_NAMES } from '../src/states.ts';
import { attack } from './adversary-walk.ts';
import { AUTO, BAD, eventOf, POLICY } from './recovery-fixture.ts';

const RUNS = 10_000;

const attacks = fc.array(
  fc.record({
    event: fc.nat(19),
    choice: fc.nat(839),
    minutes: fc.oneof(fc.nat(120), fc.constant(3000), fc.constant(20_000)),
    trick: fc.nat(9),
    pick: fc.nat(59),
  }),
  { minLength: 15, maxLength: 60, size: 'max' },
);

describe('invariants among people who want it wrong (spec 2.4, T4)', () => {
  test(`${RUNS} walks in which events are repeated, late, reordered or forged: nothing acts twice or unapproved, no breach ends well with its artifact, no state is a dead end or cannot be stored`, () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(
        attacks,
        fc.constantFrom(...(Object.keys(FAILURES) as FailureReason[])),
        fc.constantFrom(AUTO, { ...AUTO, rollForward: true }, { ...POLICY, rollForward: true }),
        (path, reason, policy) => {
          const event = eventOf({
            type: 'failure.recorded',
            runId: '9000',
            attempt: 1,
            digest: BAD,
            reason,
            verdict: 'fail',
          });
          if (event.type !== 'failure.recorded') return;
          const release = { repository: 'acme/widgets', repositoryId: '123456', tag: 'v1.2.3' };
          const [state] = openRecovery({ ...release, event });
          const { problems, visited } = attack({ ...state, outbox: [] }, path, policy);
          for (const name of visited) reached.add(name);
          expect(problems).toEqual([]);
        },
      ),
      { numRuns: RUNS, seed: 20260202 },
    );
    expect([...reached].toSorted()).toEqual([...STATE_NAMES].toSorted());
  }, 180_000);
});
