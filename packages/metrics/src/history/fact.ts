import type { Event, EventOf, EventType } from '../event.ts';

/** What is kept of the envelope: what tells facts apart, and what they are about. */
const ENVELOPE = [
  'id',
  'at',
  'repository',
  'repository_id',
  'tag',
  'run_id',
  'run_attempt',
  'trigger',
] as const;

/** What folds and the report read of each type. Types that come in masses have a shape of their own below. */
const FIELDS = {
  'validation.completed': [
    'verdict',
    'failure_reason',
    'class',
    'artifact_digest',
    'predicate_type',
    'trust_profile',
  ],
  'artifact.unavailable': ['artifact_id', 'reason'],
  'alert.raised': ['alert_id', 'validation_id'],
  'notification.attempted': ['alert_id', 'rung', 'purpose', 'outcome'],
  'issue.opened': ['issue_number', 'alert_id', 'recovery_id', 'cause'],
  'issue.updated': ['reason'],
  'issue.closed': [],
  'alert.acknowledged': ['alert_id', 'channel', 'actor'],
  'recovery.opened': ['recovery_id', 'validation_id', 'class'],
  'recovery.transitioned': ['recovery_id', 'recovery_seq', 'to'],
  'recovery.closed': ['recovery_id', 'outcome'],
  'recovery.blocked': ['recovery_id', 'recovery_seq'],
  'rerun.started': ['rerun_id', 'recovery_id', 'mechanism', 'initiation'],
  'rerun.refused': [],
  'rerun.finished': ['rerun_id', 'outcome'],
  'rollback.decided': ['rollback_id'],
  'rollback.completed': ['rollback_id'],
  'manifest.changed': ['commit', 'path', 'added', 'modified', 'removed'],
  'review.requested': ['review_id', 'subject', 'actor'],
  'review.decided': ['review_id', 'in_team', 'by', 'decision'],
  'token.observed': ['token', 'rotated_at'],
} as const satisfies {
  readonly [T in Exclude<EventType, MassType>]: readonly (keyof EventOf<T>)[];
};

/**
 * Types that come in masses. Facts of theirs that read the same are one object, and what is left of each is a number in a
 * column of the history: a wait's ms; the position of the event that an attempt at ingesting is about.
 */
export type MassType = 'lock.waited' | 'kpi.ingest_attempted';

/** What waits for locks are told apart by; how long each took is its value. */
export type Wait = Pick<EventOf<'lock.waited'>, 'type' | 'lock' | 'backend' | 'outcome'>;

/** How attempts at taking in an event ended; which event it was is the value of each. */
export type Ingest = Pick<EventOf<'kpi.ingest_attempted'>, 'type' | 'outcome'>;

type Picked<T extends EventType> = T extends keyof typeof FIELDS
  ? Pick<
      EventOf<T>,
      Extract<'type' | (typeof ENVELOPE)[number] | (typeof FIELDS)[T][number], keyof EventOf<T>>
    >
  : never;

/** What is kept of an event of one type; a million whole ones take more than a gigabyte. */
export type FactOf<T extends EventType> = T extends 'lock.waited'
  ? Wait
  : T extends 'kpi.ingest_attempted'
    ? Ingest
    : Picked<T>;

/** What is kept of an event of any type. */
export type Fact = { readonly [T in EventType]: FactOf<T> }[EventType];

/** A fact that says what it is about. */
export type PlacedFact = { readonly [T in keyof typeof FIELDS]: Picked<T> }[keyof typeof FIELDS];

/** Facts without values: a copy of one has all its fields at once, and need not grow with each. */
const EMPTY = Object.fromEntries(
  Object.entries(FIELDS).map(([type, fields]) => [
    type,
    Object.fromEntries(['type', ...ENVELOPE, ...fields].map((field) => [field, null])),
  ]),
);

/** What is kept of an event that says what it is about. Pure. Texts of the fact before are taken again where they repeat. */
export function placedFactOf(
  event: Extract<Event, { readonly type: keyof typeof FIELDS }>,
  before: PlacedFact | undefined,
): PlacedFact {
  if (event.type === 'validation.completed') return validationOf(event, before);
  const fact: Record<string, unknown> = { ...EMPTY[event.type] };
  fact.type = event.type;
  for (const field of ENVELOPE) fact[field] = event[field];
  const source: object = event;
  for (const field of FIELDS[event.type]) fact[field] = source[field as keyof typeof source];
  return fact as unknown as PlacedFact; // the fields of its type, just copied
}

/** Written out: there are many, and each field by its name takes a fifth of the time of a loop over names. */
function validationOf(
  event: EventOf<'validation.completed'>,
  before: PlacedFact | undefined,
): FactOf<'validation.completed'> {
  const isOfSameType = before?.type === 'validation.completed';
  return {
    type: 'validation.completed',
    id: event.id,
    at: event.at,
    repository: shared(event.repository, before?.repository),
    repository_id: event.repository_id,
    tag: shared(event.tag, before?.tag),
    run_id: shared(event.run_id, before?.run_id),
    run_attempt: event.run_attempt,
    trigger: event.trigger,
    verdict: event.verdict,
    failure_reason: event.failure_reason,
    class: event.class,
    artifact_digest: event.artifact_digest,
    predicate_type: isOfSameType
      ? shared(event.predicate_type, before.predicate_type)
      : event.predicate_type,
    trust_profile: isOfSameType
      ? shared(event.trust_profile, before.trust_profile)
      : event.trust_profile,
  };
}

/** The same text, and of two copies in memory the one that is there already. */
function shared<T extends string | null>(text: T, known: T | undefined): T {
  return text === known ? known : text;
}

/** Makes facts of types that come in masses: one object for all that read the same. Holds state. */
export function createMassFacts(): (
  event: EventOf<'lock.waited'> | EventOf<'kpi.ingest_attempted'>,
) => Wait | Ingest {
  const waits: Wait[] = []; // few: all words are of closed vocabularies
  const ingests: Ingest[] = [];
  return (event) => {
    if (event.type === 'lock.waited') {
      const { lock, backend, outcome } = event;
      const known = waits.find(
        (wait) => wait.lock === lock && wait.backend === backend && wait.outcome === outcome,
      );
      if (known) return known;
      const wait: Wait = { type: 'lock.waited', lock, backend, outcome };
      waits.push(wait);
      return wait;
    }
    const { outcome } = event;
    const known = ingests.find((ingest) => ingest.outcome === outcome);
    if (known) return known;
    const ingest: Ingest = { type: 'kpi.ingest_attempted', outcome };
    ingests.push(ingest);
    return ingest;
  };
}
