import { BUSY, IDLE, type Row, rows, stay } from './row.ts';

/** What says that something failed, or would have. */
const VERDICTS = ['failure.recorded', 'validation.failed', 'validation.inconclusive'] as const;

/**
 * A breach that becomes known is never lost, in whatever state and by whatever verdict: what was planned is planned anew, and what
 * is under way may end, but not in `recovered` with that artifact. These rows come last: a verdict that somebody waits for has
 * rows of its own.
 * @see spec.md 2.1; 2.4, invariants
 */
export const BREACHES: readonly Row[] = VERDICTS.flatMap((verdict) => [
  ...rows(IDLE, verdict, {
    when: ['a breach'],
    to: 'detected',
    does: ['cancel-pending', 'replan'],
    sets: ['failure', 'taint', 'clear-plan'],
  }),
  ...stay(BUSY, verdict, { when: ['a breach'], sets: ['taint'] }),
]);
