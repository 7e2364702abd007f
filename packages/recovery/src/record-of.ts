import { classify } from './failures.ts';
import type { Effect, Plan, RecoveryEvent, RecoveryState } from './recovery-state.ts';

type Record = Extract<Effect, { name: 'record' }>;

/** What happened, for those who count: a transition with what its event said. Pure. */
export function recordOf(
  id: string,
  before: RecoveryState,
  after: RecoveryState,
  { event, effects }: { readonly event: RecoveryEvent; readonly effects: string[] },
): Record {
  const { rerunId } = before;
  return {
    id,
    name: 'record',
    seq: after.seq,
    from: before.state,
    to: after.state,
    ...(rerunId !== undefined && { rerunId }),
    ...(after.state === 'blocked' && after.blockedBy && { blockedBy: after.blockedBy }),
    event: { type: event.type, at: event.at, actor: event.actor, ...saidBy(event, before, after) },
    effects,
  };
}

function saidBy(
  event: RecoveryEvent,
  before: RecoveryState,
  state: RecoveryState,
): Partial<Record['event']> {
  switch (event.type) {
    case 'failure.recorded':
      return { ...runOf(event), ...reasonOf(event.reason, event.verdict) };
    case 'validation.failed':
      return { ...runOf(event), ...reasonOf(event.reason, 'fail') };
    case 'validation.inconclusive':
      return { ...runOf(event), ...reasonOf(event.reason, 'inconclusive') };
    case 'validation.passed':
    case 'run.completed':
      return runOf(event);
    case 'run.lost':
      return { ...runOf(event), reason: event.reason };
    case 'planned':
      return {
        planKind: event.plan.kind,
        planDigest: event.plan.digest,
        ...(isRunByHand(event.plan, before, state) && adopted(event.plan, state)),
      };
    case 'approval.granted':
      return approvalOf(event.approval);
    case 'approval.denied':
      return { planDigest: event.planDigest, by: event.by, evidence: event.evidence };
    case 'approval.expired':
      return { planDigest: event.planDigest };
    case 'effect.confirmed':
      return { effectId: event.effectId, ...event.run, ...startedBy(state) };
    case 'effect.refused':
      return { effectId: event.effectId, cause: event.cause };
    case 'effect.unknown':
      return { effectId: event.effectId };
    case 'rollback.requested':
      return { targetRunId: event.target.runId, planDigest: event.plan.digest };
    case 'rollback.pr_closed':
      return { isMerged: event.isMerged };
    case 'superseded':
      return { runId: event.byRunId };
    case 'dismissed':
    case 'unblocked':
      return { reason: event.reason, ...approvalOf(event.approval), evidence: event.evidence };
    case 'wait.elapsed':
    case 'deadline.passed':
      return {};
  }
}

function runOf(event: {
  readonly runId: string;
  readonly attempt: number;
  readonly validationId?: string;
}) {
  const { runId, attempt, validationId } = event;
  return { runId, attempt, ...(validationId !== undefined && { validationId }) };
}

function reasonOf(reason: Parameters<typeof classify>[0], verdict: 'fail' | 'inconclusive') {
  return { reason, class: classify(reason, verdict).class };
}

/** Whether a plan takes up an attempt that a person started: one that is under way, or one that was over when it was seen. */
function isRunByHand({ kind }: Plan, before: RecoveryState, after: RecoveryState): boolean {
  return kind === 'adopt' || (kind === 'revalidate' && before.run.attempt !== after.run.attempt);
}

/** A run that a person started. */
function adopted({ run }: Plan, { mechanism }: RecoveryState) {
  const { runId, attempt } = run;
  return { runId, attempt, ...(mechanism && { mechanism }), initiation: 'manual' as const };
}

/** Who wanted a run, and who approved it, with the run itself. */
function startedBy({ mechanism, intent, approval }: RecoveryState) {
  return {
    ...(mechanism && { mechanism }),
    ...(intent && { initiation: intent.initiation }),
    ...(approval && approvalOf(approval)),
  };
}

function approvalOf({ planDigest, by, evidence }: NonNullable<RecoveryState['approval']>) {
  return { planDigest, by, evidence };
}
