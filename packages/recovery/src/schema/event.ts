import { z } from 'zod';
import { Approval, Plan, Target } from './plan.ts';
import {
  Actor,
  Count,
  Digest,
  HashId,
  NumericId,
  Ordinal,
  Reason,
  Sha,
  StateName,
  Text,
  Time,
} from './vocabulary.ts';

const stamped = {
  /** When it happened; the caller's clock. */
  at: Time,
  actor: Actor,
  /** From 0 inclusive to 1 exclusive: spreads what would otherwise be tried at the same moment. Absent: no jitter. */
  random: z.exactOptional(z.number().min(0).max(1)),
};

const verdict = {
  runId: NumericId,
  attempt: Ordinal,
  /** What was validated: the head of a rollback. */
  commit: z.exactOptional(Sha),
  /** Id of the `validation.completed` that says so. */
  validationId: z.exactOptional(HashId),
  digest: z.exactOptional(Digest),
  /** When it was validated, where that is not `at`. */
  verifiedAt: z.exactOptional(Time),
};

/** What a person decided: the actor is who approved it. */
const decision = { reason: Text, evidence: Text, plan: Plan, approval: Approval };

/** What moves a recovery (spec.md 2.3). */
export const Event = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('failure.recorded'),
    ...stamped,
    ...verdict,
    reason: Reason,
    verdict: z.enum(['fail', 'inconclusive']),
  }),
  z.strictObject({ type: z.literal('planned'), ...stamped, plan: Plan }),
  z.strictObject({ type: z.literal('wait.elapsed'), ...stamped }),
  z.strictObject({ type: z.literal('approval.granted'), ...stamped, approval: Approval }),
  z.strictObject({
    type: z.literal('approval.denied'),
    ...stamped,
    planDigest: HashId,
    by: Text,
    evidence: Text,
  }),
  z.strictObject({ type: z.literal('approval.expired'), ...stamped, planDigest: HashId }),
  z.strictObject({
    type: z.literal('effect.confirmed'),
    ...stamped,
    effectId: Text,
    run: z.exactOptional(z.strictObject({ runId: NumericId, attempt: Ordinal })),
    pull: z.exactOptional(z.strictObject({ number: Ordinal, url: Text, headSha: Sha })),
  }),
  z.strictObject({
    type: z.literal('effect.refused'),
    ...stamped,
    effectId: Text,
    cause: z.enum(['too_old', 'limit', 'running', 'forbidden', 'not_found', 'conflict']),
    detail: Text,
  }),
  z.strictObject({ type: z.literal('effect.unknown'), ...stamped, effectId: Text }),
  z.strictObject({
    type: z.literal('run.completed'),
    ...stamped,
    runId: NumericId,
    attempt: Ordinal,
    conclusion: Text,
  }),
  z.strictObject({
    type: z.literal('run.lost'),
    ...stamped,
    runId: NumericId,
    attempt: Ordinal,
    reason: z.enum(['cancelled', 'timed_out', 'not_found']),
  }),
  z.strictObject({ type: z.literal('validation.passed'), ...stamped, ...verdict }),
  z.strictObject({ type: z.literal('validation.failed'), ...stamped, ...verdict, reason: Reason }),
  z.strictObject({
    type: z.literal('validation.inconclusive'),
    ...stamped,
    ...verdict,
    reason: Reason,
    retryAfterMs: z.exactOptional(Count),
  }),
  z.strictObject({
    type: z.literal('rollback.requested'),
    ...stamped,
    target: Target,
    /** Whether the target was once validated and nobody denied it since. */
    isTargetGood: z.boolean(),
    plan: Plan,
    approval: z.exactOptional(Approval),
  }),
  z.strictObject({
    type: z.literal('rollback.pr_closed'),
    ...stamped,
    isMerged: z.boolean(),
    /** What was at its head then: only what was validated may have been merged (S4.7). */
    headSha: Sha,
  }),
  z.strictObject({
    type: z.literal('superseded'),
    ...stamped,
    byTag: Text,
    byRunId: NumericId,
    /** When the later release passed. */
    verifiedAt: Time,
    /** Of its artifact; needed after a breach, which the same artifact does not make good. */
    digest: z.exactOptional(Digest),
  }),
  z.strictObject({ type: z.literal('dismissed'), ...stamped, ...decision }),
  z.strictObject({ type: z.literal('unblocked'), ...stamped, ...decision }),
  z.strictObject({ type: z.literal('deadline.passed'), ...stamped, state: StateName }),
]);

/** The types of events, in the order of the specification. */
export const EVENT_TYPES = [
  'failure.recorded',
  'planned',
  'wait.elapsed',
  'approval.granted',
  'approval.denied',
  'approval.expired',
  'effect.confirmed',
  'effect.refused',
  'effect.unknown',
  'run.completed',
  'run.lost',
  'validation.passed',
  'validation.failed',
  'validation.inconclusive',
  'rollback.requested',
  'rollback.pr_closed',
  'superseded',
  'dismissed',
  'unblocked',
  'deadline.passed',
] as const satisfies z.infer<typeof Event>['type'][];
