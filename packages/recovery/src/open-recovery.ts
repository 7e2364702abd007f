import { classify } from './failures.ts';
import { recordOf } from './record-of.ts';
import { recoveryId } from './recovery-id.ts';
import type { Effect, RecoveryEvent, RecoveryState } from './recovery-state.ts';

/** A release that failed for the first time. */
export interface Opening {
  /** `acme/widgets`. */
  readonly repository: string;
  /** Decimal digits. */
  readonly repositoryId: string;
  readonly tag: string;
  readonly event: Extract<RecoveryEvent, { type: 'failure.recorded' }>;
  /** The `seq` at which an earlier recovery of the same run ended: ids of effects are never used again. Default: 0. */
  readonly after?: number;
}

/**
 * A new recovery in `detected`, and what to do about it: plan. Pure.
 * @see spec.md part 2: one recovery per repository, tag and first failing run
 */
export function openRecovery({
  repository,
  repositoryId,
  tag,
  event,
  after = 0,
}: Opening): [RecoveryState, readonly Effect[]] {
  const { runId, attempt, reason, verdict, digest, validationId, at } = event;
  const id = recoveryId({ repositoryId, tag, firstRunId: runId });
  const seq = after + 1;
  const failure = { reason, class: classify(reason, verdict).class, verdict };
  const isSecurity = failure.class === 'security';
  const named = (name: 'replan' | 'write-manifest') => ({ id: `${id}/${seq}/${name}`, name });
  const effects: readonly Effect[] = [named('write-manifest'), named('replan')];
  const state: RecoveryState = {
    version: 1,
    recoveryId: id,
    repository,
    repositoryId,
    tag,
    firstRunId: runId,
    openedAt: at,
    verdictAt: event.verifiedAt ?? at,
    seq,
    state: 'detected',
    since: at,
    failure: { ...failure, ...(validationId && { validationId }), ...(digest && { digest }) },
    run: { tag, runId, attempt },
    previousRuns: [],
    isSecurity,
    tainted: isSecurity && digest ? [digest] : [],
    isRebuilt: false,
    builds: 0,
    waits: 0,
    excluded: [],
    outbox: [],
  };
  const ids = effects.map((effect) => effect.id);
  const record = recordOf(`${id}/${seq}/record`, state, state, { event, effects: ids });
  const outbox = [record, ...effects];
  return [{ ...state, outbox }, outbox];
}
