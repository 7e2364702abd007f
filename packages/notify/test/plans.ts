import { beforeTelling } from '../src/before-telling.ts';
import { DEFAULT_NOTIFY_POLICY } from '../src/notify-policy.ts';
import { type PlanInput, plan, type Step } from '../src/plan.ts';
import { type NotifyRecord, RUNGS, type Rung } from '../src/record.ts';
import { alertOf, attemptOf, raisedOf, START } from './alerts.ts';

export const ALERT = alertOf();
export const SECURITY = alertOf({ failure_reason: 'subject_mismatch' });

/** The next step after what is recorded. */
export function next(records: readonly NotifyRecord[], changes: Partial<PlanInput> = {}): Step {
  return plan({
    alert: ALERT,
    purpose: 'alert',
    records: [raisedOf(ALERT), ...records],
    rungs: RUNGS,
    policy: DEFAULT_NOTIFY_POLICY,
    now: START,
    random: 0.5,
    ...changes,
  });
}

/** The next step of who begins now, after what is recorded. */
export function anew(records: readonly NotifyRecord[], changes: Partial<PlanInput> = {}): Step {
  const before = beforeTelling([raisedOf(ALERT), ...records], ALERT, 'alert');
  return next(records, { ...changes, before });
}

export const failed = (rung: Rung, status: number | null, number = 1) =>
  attemptOf(ALERT, rung, { outcome: 'not_delivered', status, try: number });
export const unknown = (rung: Rung, number = 1) =>
  attemptOf(ALERT, rung, { outcome: 'unknown', status: null, try: number });
export const at = (rung: Rung, number = 1) => ({
  kind: 'attempt',
  rung,
  try: number,
  cause: 'fallback',
});
