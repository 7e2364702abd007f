import { z } from 'zod';
import { EVENT_TYPES } from './event.ts';
import { Action, Plan } from './plan.ts';
import {
  Actor,
  Class,
  HashId,
  Mechanism,
  NumericId,
  Ordinal,
  Run,
  Sha,
  StateName,
  Text,
  Time,
} from './vocabulary.ts';

export const WaitCause = z.enum(['backoff', 'upstream', 'indexing', 'lock', 'running']);

export const EscalationCause = z.enum([
  'security',
  'second_failure',
  'verdict_changed',
  'approval_denied',
  'approval_expired',
  'budget_exhausted',
  'no_path',
  'deadline',
  'outcome_unknown',
  'rollback_failed',
  'rollback_not_merged',
  'merged_unvalidated',
]);

/** What of an event is kept for those who count: flat, since the whole of it would be as large as all else together. */
const RecordedEvent = z.strictObject({
  type: z.enum(EVENT_TYPES),
  at: Time,
  actor: Actor,
  runId: z.exactOptional(NumericId),
  attempt: z.exactOptional(Ordinal),
  reason: z.exactOptional(Text),
  class: z.exactOptional(Class),
  validationId: z.exactOptional(HashId),
  effectId: z.exactOptional(Text),
  cause: z.exactOptional(Text),
  planKind: z.exactOptional(Text),
  planDigest: z.exactOptional(HashId),
  by: z.exactOptional(Text),
  evidence: z.exactOptional(Text),
  /** Of a run that began: how, and whether somebody wanted it. */
  mechanism: z.exactOptional(Mechanism),
  initiation: z.exactOptional(z.enum(['automated', 'manual'])),
  targetRunId: z.exactOptional(NumericId),
  isMerged: z.exactOptional(z.boolean()),
});

const identified = { id: Text };

/** What is to be done (spec.md 2.4), with an id of its own: doing it again says that it is the same. */
export const Effect = z.discriminatedUnion('name', [
  z.strictObject({ ...identified, name: z.literal('store-intent'), action: Action }),
  z.strictObject({ ...identified, name: z.literal('act'), action: Action }),
  z.strictObject({ ...identified, name: z.literal('open-pr'), action: Action }),
  z.strictObject({ ...identified, name: z.literal('look'), effectId: Text, action: Action }),
  z.strictObject({ ...identified, name: z.literal('allow-merge'), action: Action }),
  z.strictObject({ ...identified, name: z.literal('block-merge'), action: Action }),
  z.strictObject({ ...identified, name: z.literal('replan') }),
  z.strictObject({ ...identified, name: z.literal('revalidate'), run: Run }),
  z.strictObject({ ...identified, name: z.literal('validate-run'), run: Run }),
  z.strictObject({
    ...identified,
    name: z.literal('validate-branch'),
    pull: Ordinal,
    headSha: Sha,
  }),
  z.strictObject({ ...identified, name: z.literal('set-timer'), cause: WaitCause, until: Time }),
  z.strictObject({ ...identified, name: z.literal('set-deadline'), state: StateName, until: Time }),
  z.strictObject({ ...identified, name: z.literal('ask'), plan: Plan }),
  z.strictObject({
    ...identified,
    name: z.literal('escalate'),
    cause: EscalationCause,
    detail: Text,
  }),
  z.strictObject({ ...identified, name: z.literal('write-manifest') }),
  z.strictObject({ ...identified, name: z.literal('close-issue') }),
  z.strictObject({ ...identified, name: z.literal('resolve-alert') }),
  z.strictObject({ ...identified, name: z.literal('cancel-pending') }),
  z.strictObject({ ...identified, name: z.literal('note-ignored'), event: Text, why: Text }),
  z.strictObject({
    ...identified,
    name: z.literal('record'),
    seq: Ordinal,
    from: StateName,
    to: StateName,
    /** The effect that started the run which is over now, of a verdict. */
    rerunId: z.exactOptional(Text),
    blockedBy: z.exactOptional(EscalationCause),
    event: RecordedEvent,
    effects: z.array(Text).max(16),
  }),
]);
