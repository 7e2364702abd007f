import { z } from 'zod';
import { Effect, EscalationCause, WaitCause } from './effect.ts';
import { Action, Approval, Plan, Target } from './plan.ts';
import {
  Class,
  Count,
  Digest,
  HashId,
  Mechanism,
  NumericId,
  Ordinal,
  Reason,
  Run,
  Sha,
  StateName,
  Text,
  Time,
} from './vocabulary.ts';

/** A recovery: all that is known of it, as it is kept. */
export const RecoveryState = z.strictObject({
  version: z.literal(1),
  recoveryId: HashId,
  /** `acme/widgets`. */
  repository: Text,
  repositoryId: NumericId,
  /** Of the first failing run. */
  tag: Text,
  firstRunId: NumericId,
  openedAt: Time,
  /** How many transitions there were. */
  seq: Count,
  state: StateName,
  /** When it came into this state. */
  since: Time,
  failure: z.strictObject({
    reason: Reason,
    class: Class,
    verdict: z.enum(['fail', 'inconclusive']),
    validationId: z.exactOptional(HashId),
    /** Of the artifact that failed; absent: of the run as a whole, or of a run before this one. */
    digest: z.exactOptional(Digest),
  }),
  /** When the last verdict was that was taken note of: an older one is no news. */
  verdictAt: Time,
  /** The run of the lineage that counts now. */
  run: Run,
  /** Runs before it. */
  previousRuns: z.array(Run).max(64),
  /** Whether a breach was ever seen: that stays, whatever fails later. */
  isSecurity: z.boolean(),
  /** Digests of artifacts that failed by a breach. */
  tainted: z.array(Digest).max(64),
  /** Whether the run is of an approved rebuild. */
  isRebuilt: z.boolean(),
  /** Runs since the start, or since a person unblocked it. */
  builds: Count,
  /** Waits, likewise. */
  waits: Count,
  /** Ways that GitHub refused, likewise. */
  excluded: z.array(Mechanism).max(4),
  mechanism: z.exactOptional(Mechanism),
  plan: z.exactOptional(Plan),
  approval: z.exactOptional(Approval),
  /** What somebody asked people to decide: it moves nothing before they have. */
  request: z.exactOptional(Plan),
  intent: z.exactOptional(
    z.strictObject({
      effectId: Text,
      action: Action,
      storedAt: Time,
      /** When the request was about to be sent; absent: it never was. */
      startedAt: z.exactOptional(Time),
      /** Whether nobody knows yet what became of it. */
      isOpen: z.boolean(),
      initiation: z.enum(['automated', 'manual']),
    }),
  ),
  wait: z.exactOptional(z.strictObject({ cause: WaitCause, until: Time })),
  deadline: z.exactOptional(Time),
  blockedBy: z.exactOptional(EscalationCause),
  supersededBy: z.exactOptional(z.strictObject({ tag: Text, runId: NumericId })),
  /** What a person said who closed it. */
  note: z.exactOptional(Text),
  rollback: z.exactOptional(
    z.strictObject({
      target: Target,
      /** The state in which it was asked for, by its number: a plan made before, or heard again, is void. */
      seq: Ordinal,
      pull: z.exactOptional(z.strictObject({ number: Ordinal, url: Text, headSha: Sha })),
      passed: z.exactOptional(
        z.strictObject({ runId: NumericId, validationId: z.exactOptional(HashId) }),
      ),
      isMerged: z.boolean(),
    }),
  ),
  /** Effects that are not done yet, in order. */
  outbox: z.array(Effect).max(64),
  /** The effect that started the run that counts; absent: the first run, or one that somebody else started. */
  rerunId: z.exactOptional(Text),
  /** Who works on it now. */
  holder: z.exactOptional(z.strictObject({ id: Text, until: Time })),
});
