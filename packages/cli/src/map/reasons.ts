import type { FailureReason } from '@provkit/manifest';
import { REASONS as OF_CHECKS, type ReasonGuide } from '@provkit/predicate/guide';

/** What each failure reason of the product means and what to do about it; the checks' own come from the verifier (S1.6). */
export const REASONS = {
  ...OF_CHECKS,
  artifact_missing: {
    class: 'evidence',
    meaning: 'The released file that the manifest names cannot be had.',
    checks: [],
    causes: [
      'artifact_url names a file that was moved, renamed or never uploaded.',
      'The token may not read it: GitHub answers 404 to that as well.',
    ],
    fix: [
      'See whether the file is where artifact_url says, and correct the manifest entry if it names another place.',
      'If it is gone, run the whole release again: the file must come from a build, not from somebody’s disk.',
    ],
  },
  artifact_retention_missing: {
    class: 'evidence',
    meaning: 'The artifact of the run has expired, and GitHub has deleted it.',
    checks: [],
    causes: ['The run is older than the retention of its artifacts, 90 days unless set otherwise.'],
    fix: [
      'Take the file from the release and compare its digest with artifact_digest, if the manifest has it.',
      'Otherwise run the release again as a new run: the old one cannot bring it back. A longer retention helps the next time.',
    ],
  },
  lock_timeout: {
    class: 'transient',
    meaning: 'Somebody else was writing the manifest for longer than the wait allows.',
    checks: [],
    causes: [
      'Another validation of the same manifest is running, or hangs.',
      'A process ended without giving its lock back.',
    ],
    fix: ['Validate again when the other one is done; what holds the lock is named in the error.'],
  },
} as const satisfies Record<FailureReason, ReasonGuide>;
