interface StateInfo {
  /** `initial`, or one that nothing leaves, or one that a person has to leave. */
  readonly kind: 'initial' | 'working' | 'person' | 'terminal';
  /** For people. */
  readonly meaning: string;
}

/** The states of a recovery. @see spec.md 2.2 */
export const STATES = {
  detected: { kind: 'initial', meaning: 'a failure is recorded, and there is no plan yet' },
  waiting: { kind: 'working', meaning: 'until a time: upstream, indexing, a lock or a run' },
  'awaiting-approval': { kind: 'working', meaning: 'a plan with a digest is offered' },
  requesting: { kind: 'working', meaning: 'the intent is stored, the effect perhaps done' },
  rerunning: { kind: 'working', meaning: 'GitHub confirmed a run and its attempt' },
  verifying: { kind: 'working', meaning: 'that run is over, its validation pending' },
  recovered: { kind: 'terminal', meaning: 'the verdict is pass' },
  manual: { kind: 'person', meaning: 'there is no automatic way' },
  blocked: { kind: 'person', meaning: 'a second failure, a breach, or a refusal' },
  'rolling-back': { kind: 'working', meaning: 'a pull request that goes back is being opened' },
  'rollback-verifying': { kind: 'working', meaning: 'its branch is being validated' },
  'rolled-back': { kind: 'terminal', meaning: 'validated, merged and recorded' },
  superseded: { kind: 'terminal', meaning: 'a later release passed' },
  dismissed: { kind: 'terminal', meaning: 'a person closed it, with a reason' },
} as const satisfies Record<string, StateInfo>;

/** A state by its name. */
export type StateName = keyof typeof STATES;

/** Every state, in the order of the specification. */
export const STATE_NAMES = Object.keys(STATES) as readonly StateName[]; // of a literal

/** Whether nothing leaves a state: a later failure of the same release opens a new recovery. Pure. */
export function isTerminal(state: StateName): boolean {
  return STATES[state].kind === 'terminal';
}
