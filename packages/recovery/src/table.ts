import type { EventType } from './recovery-state.ts';
import type { StateName } from './states.ts';
import { BREACHES } from './table/breaches.ts';
import { PLANNING } from './table/planning.ts';
import { RERUNS } from './table/reruns.ts';
import { ROLLBACKS } from './table/rollbacks.ts';
import type { Row } from './table/row.ts';

/**
 * All that can happen; whatever is not here leaves the state as it is, and is noted. Within a state and event the order counts.
 *
 * It follows the specification (2.4), and fills what was open there:
 * - failure.recorded had no row: a breach that becomes known is never lost, in whatever state and by whatever verdict
 * - a plan is of the recovery as it is now: one that is late or heard twice is ignored, with the approval that it had
 * - `blocked` is not undone by a rollback that was asked for and never approved
 * - requesting, rolling-back and rollback-verifying had no deadline: an outcome that nobody can find out goes to a person
 * - what becomes of an act whose outcome is learnt after that deadline: the run is taken up, and no second one is started
 * - a run that somebody reruns by hand is adopted, and counts as our rerun: there are never two
 * - `waiting` for a run that was under way plans anew, since there is nothing to revalidate; for a lock it revalidates
 * - run.lost is bounded: three runs, then a person
 * - a tag that moved (`conflict`) is no reason to try another way, and an expired approval goes to a person
 * - a rollback can be asked for before it is approved; its pull request can be refused; its validation can be inconclusive
 * - a rollback is not begun while a run is being requested or under way: cancel that first, or two would release at once
 * - a pass of the run that failed lets `manual` go, which is left by nobody else but a person; `blocked` is not let go by it
 * @see spec.md 2.4
 */
export const TABLE: readonly Row[] = [...PLANNING, ...RERUNS, ...ROLLBACKS, ...BREACHES];

/** The rows of a state and an event, in the order in which they are tried. Pure. */
export function rowsOf(from: StateName, on: EventType): readonly Row[] {
  return INDEX.get(`${from} ${on}`) ?? [];
}

const INDEX: ReadonlyMap<string, readonly Row[]> = Map.groupBy(
  TABLE,
  ({ from, on }) => `${from} ${on}`,
);
