import type { FailureClass } from './format/reason-texts.ts';
import { NotifyError } from './notify-error.ts';

/** How people are told. */
export interface NotifyPolicy {
  /** Tries at one rung, the first included. */
  readonly maxTries: number;
  /** Backing off between tries at a rung: the first wait in ms, and what it is multiplied with each time. */
  readonly initialIntervalMs: number;
  readonly backoffCoefficient: number;
  readonly maximumIntervalMs: number;
  /** The longest `Retry-After` that is waited for; when a server wants more, the next rung is taken. */
  readonly maxRetryAfterMs: number;
  /** How long one try may take, in ms. */
  readonly attemptTimeoutMs: number;
  /** How long nobody is told anew of what they were told of, in ms. */
  readonly repeatIntervalMs: number;
  /** How long an Issue that is open is not commented on again, in ms. */
  readonly updateIntervalMs: number;
  /** How long after closing an Issue is opened again rather than a new one, in ms. */
  readonly reopenWindowMs: number;
  /** The classes whose failures get an Issue even when Slack was told (S1.6). */
  readonly issueAlways: readonly FailureClass[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * What holds where nothing else is said. A rejected release always gets an Issue (S1.6); for what only could not be verified
 * it is the fallback (S2.3).
 */
export const DEFAULT_NOTIFY_POLICY: NotifyPolicy = {
  maxTries: 3,
  initialIntervalMs: 1000,
  backoffCoefficient: 2,
  maximumIntervalMs: 30_000,
  maxRetryAfterMs: MINUTE,
  attemptTimeoutMs: 15_000,
  repeatIntervalMs: 4 * HOUR,
  updateIntervalMs: 5 * MINUTE,
  reopenWindowMs: 7 * 24 * HOUR,
  issueAlways: ['security', 'release'],
};

/**
 * The default policy with changes. Pure.
 * @throws NotifyError POLICY_INVALID, naming the member
 */
export function defineNotifyPolicy(changes: Partial<NotifyPolicy> = {}): NotifyPolicy {
  const policy = { ...DEFAULT_NOTIFY_POLICY, ...changes };
  const { issueAlways: _, ...numbers } = policy;
  for (const [member, value] of Object.entries(numbers)) {
    const least = member === 'maxTries' || member === 'backoffCoefficient' ? 1 : 0;
    if (Number.isFinite(value) && value >= least) continue;
    throw new NotifyError('POLICY_INVALID', `policy#/${member}: must be a number from ${least}`);
  }
  return policy;
}
