import type { Event, EventOf, EventType } from '../event.ts';
import type { Place } from './repository-ids.ts';

/** Types that come in masses: they are kept in shapes of their own, in which what many of them say stands once. */
export type MassType = 'validation.completed' | 'lock.waited' | 'kpi.ingest_attempted';

/** A type of which each event is kept by itself. */
export type RareType = Exclude<EventType, MassType>;

/**
 * What folds and the report read of each rare type: a fifth of the event. Written out, since to copy fields by lists of
 * their names takes five times as long.
 */
const KEPT = {
  'artifact.unavailable': (event, place) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    place,
    artifact_id: event.artifact_id,
    reason: event.reason,
  }),
  'alert.raised': (event, place) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    place,
    tag: event.tag,
    run_id: event.run_id,
    run_attempt: event.run_attempt,
    alert_id: event.alert_id,
    validation_id: event.validation_id,
  }),
  'notification.attempted': (event, place) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    place,
    tag: event.tag,
    run_id: event.run_id,
    run_attempt: event.run_attempt,
    alert_id: event.alert_id,
    rung: event.rung,
    purpose: event.purpose,
    outcome: event.outcome,
  }),
  'issue.opened': (event, place) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    place,
    tag: event.tag,
    run_id: event.run_id,
    run_attempt: event.run_attempt,
    issue_number: event.issue_number,
    alert_id: event.alert_id,
    recovery_id: event.recovery_id,
    cause: event.cause,
  }),
  'issue.updated': (event, place) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    place,
    tag: event.tag,
    run_id: event.run_id,
    run_attempt: event.run_attempt,
    reason: event.reason,
  }),
  'issue.closed': (event) => ({
    type: event.type,
    id: event.id,
    at: event.at,
  }),
  'alert.acknowledged': (event) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    alert_id: event.alert_id,
    channel: event.channel,
    actor: event.actor,
  }),
  'recovery.opened': (event, place) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    place,
    tag: event.tag,
    recovery_id: event.recovery_id,
    validation_id: event.validation_id,
    class: event.class,
  }),
  'recovery.transitioned': (event) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    recovery_id: event.recovery_id,
    recovery_seq: event.recovery_seq,
    to: event.to,
  }),
  'recovery.closed': (event) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    recovery_id: event.recovery_id,
    outcome: event.outcome,
  }),
  'recovery.blocked': (event) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    recovery_id: event.recovery_id,
    recovery_seq: event.recovery_seq,
  }),
  'rerun.started': (event) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    rerun_id: event.rerun_id,
    recovery_id: event.recovery_id,
    mechanism: event.mechanism,
    initiation: event.initiation,
  }),
  'rerun.refused': (event) => ({
    type: event.type,
    id: event.id,
    at: event.at,
  }),
  'rerun.finished': (event) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    rerun_id: event.rerun_id,
    outcome: event.outcome,
  }),
  'rollback.decided': (event) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    rollback_id: event.rollback_id,
  }),
  'rollback.completed': (event) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    rollback_id: event.rollback_id,
  }),
  'manifest.changed': (event, place) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    place,
    trigger: event.trigger,
    commit: event.commit,
    path: event.path,
    added: event.added,
    modified: event.modified,
    removed: event.removed,
  }),
  'review.requested': (event) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    review_id: event.review_id,
    subject: event.subject,
    actor: event.actor,
  }),
  'review.decided': (event) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    review_id: event.review_id,
    in_team: event.in_team,
    by: event.by,
    decision: event.decision,
  }),
  'token.observed': (event, place) => ({
    type: event.type,
    id: event.id,
    at: event.at,
    place,
    token: event.token,
    rotated_at: event.rotated_at,
  }),
} as const satisfies { readonly [T in RareType]: (event: EventOf<T>, place: Place) => object };

/** What is kept of validations. */
type Validation = Pick<
  EventOf<'validation.completed'>,
  | 'type'
  | 'id'
  | 'at'
  | 'tag'
  | 'run_id'
  | 'run_attempt'
  | 'trigger'
  | 'verdict'
  | 'failure_reason'
  | 'class'
  | 'artifact_digest'
  | 'predicate_type'
  | 'trust_profile'
> & { readonly place: Place };

/** What is kept of an event of one type; a million whole ones take more than a gigabyte. */
export type FactOf<T extends FactType> = T extends RareType
  ? Readonly<ReturnType<(typeof KEPT)[T]>>
  : Validation;

/** A type that can be had as facts. */
export type FactType = RareType | 'validation.completed';

/** What is kept of an event of any rare type. */
export type RareFact = { readonly [T in RareType]: FactOf<T> }[RareType];

/** What is kept of an event of a rare type. Pure. */
export function factOf(event: Extract<Event, { readonly type: RareType }>, place: Place): RareFact {
  const keep = KEPT[event.type] as (event: Event, place: Place) => RareFact; // the one of its type
  return keep(event, place);
}
