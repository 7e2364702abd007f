import { clipText } from './clip-text.ts';
import type { RecoveryState } from './recovery-state.ts';
import type { StateName } from './states.ts';
import { TABLE } from './table.ts';

/** What a manifest calls a release. */
export type EntryStatus = 'pending' | 'success' | 'failure' | 'blocked' | 'rollback';

/** How the entry of the failing run looks in a state. */
export interface EntryLook {
  readonly status: EntryStatus;
  readonly requeue: boolean;
  readonly rerunInProgress: boolean;
  readonly governanceFlag?: 'rollback';
}

const look = (status: EntryStatus, requeue = false, rerunInProgress = false): EntryLook => ({
  status,
  requeue,
  rerunInProgress,
});
const ROLLBACK = { ...look('blocked'), governanceFlag: 'rollback' } as const;

/** The entry of the failing run, by the state of its recovery. @see spec.md 2.5 */
export const ENTRY_LOOKS = {
  detected: look('failure', true),
  waiting: look('failure', true),
  'awaiting-approval': look('failure', true),
  requesting: look('failure', false, true),
  rerunning: look('pending', false, true),
  verifying: look('pending', false, true),
  recovered: look('success'),
  manual: look('failure'),
  blocked: look('blocked'),
  'rolling-back': ROLLBACK,
  'rollback-verifying': ROLLBACK,
  'rolled-back': ROLLBACK,
  superseded: look('blocked'),
  dismissed: look('blocked'),
} as const satisfies Record<StateName, EntryLook>;

/** An entry that a recovery changes: the failing one, one of a new run, or one of the rollback's run. */
export interface EntryChange extends Partial<EntryLook> {
  readonly tag: string;
  readonly runId: string;
  /** Whether it is to be made where there is none. */
  readonly isNew: boolean;
  readonly attempt?: number;
  /** Absent: there is none any more. */
  readonly failureReason?: string;
  readonly previousRunIds?: readonly string[];
  readonly retryOf?: string;
  readonly supersededBy?: { readonly tag: string; readonly runId: string };
  readonly rollbackRunId?: string;
  readonly notes?: string;
}

/**
 * How a recovery shows in the manifest, the failing entry first. A rerun raises the attempt of the same entry; a run of its own
 * has an entry of its own, and the failing one keeps `failure` until that has passed. Pure.
 * @see spec.md 2.5
 */
export function entriesOf(state: RecoveryState): readonly EntryChange[] {
  const base: EntryLook = ENTRY_LOOKS[state.state];
  const { firstRunId: runId, tag, run, failure, rollback } = state;
  const isOwn = run.runId !== runId;
  const rollbackRunId = rollback?.passed?.runId;
  // a rollback that was given up undid nothing
  const isRolledBack = base.governanceFlag === 'rollback';
  const isWell = state.state === 'recovered';
  const first: EntryChange = {
    tag,
    runId,
    isNew: false,
    ...(isOwn ? besideAnother(state) : base),
    ...(!isOwn && { attempt: run.attempt }),
    ...((!isWell || isOwn) && { failureReason: failure.reason }),
    ...(isOwn && isWell && { supersededBy: { tag: run.tag, runId: run.runId } }),
    ...(state.supersededBy && { supersededBy: state.supersededBy }),
    ...(rollbackRunId && isRolledBack && { rollbackRunId }),
    ...notesOf(state),
  };
  const entries: EntryChange[] = [first];
  if (isOwn) {
    const previousRunIds = [
      ...new Set([runId, ...state.previousRuns.map((one) => one.runId)]),
    ].filter((id) => id !== run.runId);
    entries.push({
      ...base,
      tag: run.tag,
      runId: run.runId,
      isNew: true,
      attempt: run.attempt,
      previousRunIds,
      ...(base.status !== 'success' &&
        base.status !== 'pending' && { failureReason: failure.reason }),
      ...(run.tag !== tag && { retryOf: tag }),
    });
  }
  if (rollback && rollbackRunId) {
    const open = isRolledBack ? 'pending' : 'blocked';
    entries.push({
      ...look(state.state === 'rolled-back' ? 'rollback' : open),
      tag: rollback.target.tag,
      runId: rollbackRunId,
      isNew: true,
      governanceFlag: 'rollback',
      ...(!isRolledBack && { notes: 'the way back was given up' }),
    });
  }
  return entries;
}

/** The failing entry while another run stands for it. */
function besideAnother({ state }: RecoveryState): EntryLook {
  const base = ENTRY_LOOKS[state];
  if (state === 'recovered') return look('failure');
  if (state === 'rerunning' || state === 'verifying') return look('failure', false, true);
  return base;
}

function notesOf({ state, plan, note, blockedBy }: RecoveryState): { readonly notes?: string } {
  if (state === 'dismissed' && note) return { notes: note };
  if (state === 'manual' && plan) {
    const [why] = plan.reasons.filter(({ code }) => code !== 'chosen');
    return { notes: clipText(`a person has to act: ${why?.detail ?? 'see the recovery'}`, 1000) };
  }
  return state === 'blocked' && blockedBy ? { notes: `blocked: ${blockedBy}` } : {};
}

/** A change of status, and whether a person alone may bring it about. */
export interface StatusChange {
  readonly from: EntryStatus;
  readonly to: EntryStatus;
  readonly isHuman: boolean;
}

/**
 * What happens to an entry before, after and beside a recovery; the machine has no state for it.
 * @see spec.md 2.5, "(before validation)", and 2.2, footnote
 */
const BESIDE: readonly StatusChange[] = [
  // the first validation
  { from: 'pending', to: 'success', isHuman: false },
  { from: 'pending', to: ENTRY_LOOKS.detected.status, isHuman: false },
  // the entry of a rollback's own run: validated as every run is, and a rollback once it is merged
  { from: 'pending', to: 'rollback', isHuman: false },
  { from: 'success', to: 'rollback', isHuman: false },
  // another reason than before
  { from: 'failure', to: 'failure', isHuman: false },
  // a later validation fails, and opens a new recovery
  { from: ENTRY_LOOKS.recovered.status, to: ENTRY_LOOKS.detected.status, isHuman: false },
  // a person withdraws a release, or hands a blocked one to a new validation
  { from: 'success', to: ENTRY_LOOKS.dismissed.status, isHuman: true },
  { from: 'blocked', to: 'pending', isHuman: true },
];

/** Which status may follow which other one, from the table and from what happens beside it; once each. Pure. */
export function statusChanges(): readonly StatusChange[] {
  const ofTable = TABLE.map(({ from, to, when }) => ({
    from: ENTRY_LOOKS[from].status,
    to: ENTRY_LOOKS[to].status,
    isHuman: when.includes('by a person'),
  }));
  const all = [...ofTable, ...BESIDE].filter(({ from, to }) => from !== to);
  const isAutomated = ({ from, to }: StatusChange) =>
    all.some((one) => one.from === from && one.to === to && !one.isHuman);
  const once = new Map(all.map((one) => [`${one.from} ${one.to}`, one]));
  return [...once.values()].map((one) => ({ ...one, isHuman: !isAutomated(one) }));
}
