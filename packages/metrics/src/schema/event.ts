import { z } from 'zod';
import { envelope } from './envelope.ts';
import {
  alertAcknowledged,
  issueClosed,
  issueOpened,
  issueUpdated,
  notificationAttempted,
} from './notification.ts';
import {
  kpiIngestAttempted,
  lockWaited,
  manifestChanged,
  reviewDecided,
  reviewRequested,
  tokenObserved,
} from './operation.ts';
import {
  recoveryBlocked,
  recoveryClosed,
  recoveryOpened,
  recoveryTransitioned,
  rerunFinished,
  rerunRefused,
  rerunStarted,
  rollbackCompleted,
  rollbackDecided,
} from './recovery.ts';
import { alertRaised, artifactUnavailable, validationCompleted } from './validation.ts';

/** The fields of each type beside the envelope's (spec.md 3.2). */
const PAYLOADS = {
  'validation.completed': z.strictObject(validationCompleted),
  'artifact.unavailable': z.strictObject(artifactUnavailable),
  'alert.raised': z.strictObject(alertRaised),
  'notification.attempted': z.strictObject(notificationAttempted),
  'issue.opened': z.strictObject(issueOpened),
  'issue.updated': z.strictObject(issueUpdated),
  'issue.closed': z.strictObject(issueClosed),
  'alert.acknowledged': z.strictObject(alertAcknowledged),
  'recovery.opened': z.strictObject(recoveryOpened),
  'recovery.transitioned': z.strictObject(recoveryTransitioned),
  'recovery.closed': z.strictObject(recoveryClosed),
  'recovery.blocked': z.strictObject(recoveryBlocked),
  'rerun.started': z.strictObject(rerunStarted),
  'rerun.refused': z.strictObject(rerunRefused),
  'rerun.finished': z.strictObject(rerunFinished),
  'rollback.decided': z.strictObject(rollbackDecided),
  'rollback.completed': z.strictObject(rollbackCompleted),
  'lock.waited': z.strictObject(lockWaited),
  'kpi.ingest_attempted': z.strictObject(kpiIngestAttempted),
  'manifest.changed': z.strictObject(manifestChanged),
  'review.requested': z.strictObject(reviewRequested),
  'review.decided': z.strictObject(reviewDecided),
  'token.observed': z.strictObject(tokenObserved),
} as const;

type EventType = keyof typeof PAYLOADS;

function eventOf<T extends EventType>(type: T) {
  return z.strictObject({
    type: z.literal(type),
    ...envelope,
    ...(PAYLOADS[type].shape as (typeof PAYLOADS)[T]['shape']), // indexing by a generic key widens to the union
  });
}

/** What every event has. */
const Envelope = z.strictObject({
  type: z.enum(Object.keys(PAYLOADS) as [EventType, ...EventType[]]), // keys of the constant above
  ...envelope,
});

/**
 * An event taken apart: its envelope, and its payload under the name of its type. Says the same as `Event`, and compiles
 * to a tenth of its code, since the envelope is in it once; the compiled validator is made of this one.
 */
export const EventParts = z.strictObject(PAYLOADS).partial().extend({ envelope: Envelope });

/** Any event, told apart by `type` (spec.md 3.1, 3.2). */
export const Event = z.discriminatedUnion('type', [
  eventOf('validation.completed'),
  eventOf('artifact.unavailable'),
  eventOf('alert.raised'),
  eventOf('notification.attempted'),
  eventOf('issue.opened'),
  eventOf('issue.updated'),
  eventOf('issue.closed'),
  eventOf('alert.acknowledged'),
  eventOf('recovery.opened'),
  eventOf('recovery.transitioned'),
  eventOf('recovery.closed'),
  eventOf('recovery.blocked'),
  eventOf('rerun.started'),
  eventOf('rerun.refused'),
  eventOf('rerun.finished'),
  eventOf('rollback.decided'),
  eventOf('rollback.completed'),
  eventOf('lock.waited'),
  eventOf('kpi.ingest_attempted'),
  eventOf('manifest.changed'),
  eventOf('review.requested'),
  eventOf('review.decided'),
  eventOf('token.observed'),
]);

export type Envelope = z.infer<typeof Envelope>;
export type Event = z.infer<typeof Event>;
