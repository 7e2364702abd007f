/** What a failure calls for (spec.md 2.1). */
export type FailureClass = 'security' | 'release' | 'evidence' | 'transient';

/** What a class means, and whether the run may be run again. */
export interface ClassGuide {
  readonly meaning: string;
  /** Begins with yes or no. */
  readonly rerun: string;
}

/** Every class of failures. @see spec.md 2.1 */
export const CLASS_GUIDES = {
  security: {
    meaning: 'the evidence contradicts itself or the policy',
    rerun:
      'No, never by a machine: a person either rebuilds from a reviewed commit (new run, new digest) or rolls back.',
  },
  release: {
    meaning: 'the evidence is of another release, or of another kind',
    rerun: 'No: the same input gives the same result. A person decides.',
  },
  evidence: {
    meaning: 'there is nothing to verify',
    rerun: 'Yes, the whole run or a new dispatch: its failed jobs alone would not bring it back.',
  },
  transient: {
    meaning: 'it could not be decided',
    rerun: 'Validate again first; run the build again only when that cannot succeed.',
  },
} as const satisfies Record<FailureClass, ClassGuide>;
