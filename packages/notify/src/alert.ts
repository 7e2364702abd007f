import { alertIdOf, fingerprintOf } from './fingerprint.ts';
import { NotifyError } from './notify-error.ts';

/** How urgent an alert is: `critical` for what may be an attack, `warning` for what keeps a release back. */
export type Severity = 'info' | 'warning' | 'critical';

/** What is known of a failure. Texts come from outside; they are redacted and escaped where they are shown. */
export interface AlertFacts {
  /** Why, in a word of the closed list of failure reasons. */
  readonly failure_reason: string;
  readonly severity: Severity;
  /** URL of the source repository: server, owner, name. */
  readonly repository: string;
  readonly tag: string;
  /** Of exactly the run that was validated, and of no later one. Decimal. */
  readonly run_id: string;
  /** From 1. */
  readonly run_attempt: number;
  readonly artifact_url?: string;
  /** What was found, in the validator's words. */
  readonly message?: string;
  /** Page of the run. */
  readonly run_url?: string;
  /** The manifest entry, as JSON. */
  readonly entry?: unknown;
}

/** A failure that people are to be told of. Plain JSON. */
export interface Alert extends AlertFacts {
  /** The same failure of the same attempt has the same id, whoever raises it: SHA-256, hex. */
  readonly alert_id: string;
  /** The same failure of another attempt or run has the same fingerprint: SHA-256, hex. */
  readonly fingerprint: string;
}

const RUN_ID = /^[1-9][0-9]{0,19}$/;
const REPOSITORY = /^https:\/\/[^/\s@]{1,256}\/[^/\s@]{1,256}\/[^/\s@]{1,256}$/u;
const REASON = /^[a-z][a-z_]{0,63}$/;
/** The longest ref that Git takes on common file systems. */
const LONGEST_TAG = 255;

/**
 * An alert of facts. Pure.
 * @throws NotifyError ALERT_INVALID, naming the member
 */
export function raiseAlert(facts: AlertFacts): Alert {
  const { repository, tag, run_id: runId, run_attempt: attempt, failure_reason: reason } = facts;
  demand(REPOSITORY.test(repository), 'repository', 'the URL of a repository');
  demand(tag.length > 0 && tag.length <= LONGEST_TAG, 'tag', 'a tag of 1 to 255 characters');
  demand(RUN_ID.test(runId), 'run_id', 'a decimal number');
  demand(Number.isSafeInteger(attempt) && attempt > 0, 'run_attempt', 'a whole number from 1');
  demand(REASON.test(reason), 'failure_reason', 'a word in lower case, such as subject_mismatch');
  const fingerprint = fingerprintOf(facts);
  return { ...facts, fingerprint, alert_id: alertIdOf(fingerprint, facts) };
}

function demand(isGood: boolean, member: keyof AlertFacts, expected: string): void {
  if (isGood) return;
  throw new NotifyError('ALERT_INVALID', `alert#/${member}: must be ${expected}`);
}
