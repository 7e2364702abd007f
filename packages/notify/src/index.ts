export { type Alert, type AlertFacts, raiseAlert, type Severity } from './alert.ts';
export { type Attempt, attemptsOf } from './attempts.ts';
export { type BeforeTelling, beforeTelling, tryKey } from './before-telling.ts';
export type { Channel, Delivery, Message, Outcome } from './channel.ts';
export {
  type Clock,
  type DeliverPorts,
  type DeliveryReport,
  deliver,
  type Receipt,
  resolve,
} from './deliver.ts';
export { type DeliverAllOptions, deliverAll } from './deliver-all.ts';
export { deliverDigest } from './deliver-digest.ts';
export { digestOf } from './digest-of.ts';
export { alertIdOf, fingerprintOf } from './fingerprint.ts';
export type { FormatContext } from './format/format-context.ts';
export type { Resolution } from './format/resolution.ts';
export { isNotifyError, NotifyError, type NotifyErrorCode } from './notify-error.ts';
export { createMemoryLog, type NotifyLog, recordsOf } from './notify-log.ts';
export { DEFAULT_NOTIFY_POLICY, defineNotifyPolicy, type NotifyPolicy } from './notify-policy.ts';
export { type PlanInput, plan, type Step, type StopReason } from './plan.ts';
export {
  type FoundIssue,
  type Identity,
  type IssuePlan,
  ownIssues,
  planIssue,
} from './plan-issue.ts';
export {
  type AlertRaised,
  type NotificationAttempted,
  type NotifyRecord,
  type Purpose,
  RUNGS,
  type Rung,
} from './record.ts';
export { redactValue } from './redact-value.ts';
export { parseSpool, type Spooled, spoolLine } from './spool.ts';
