import { approvalNotes } from '../../approval/approval-notes.ts';
import {
  type Approval,
  type ApprovalDecision,
  decideApproval,
} from '../../approval/decide-approval.ts';
import { DECISION_EVENTS, isDecidable } from '../../ask-decision.ts';
import { isOwnDecision } from '../../is-own-plan.ts';
import { reasonOf } from '../../plan-decision.ts';
import type { RecoveryPolicy } from '../../policy.ts';
import type { Observed } from '../../ports.ts';
import { isRecoveryError } from '../../recovery-error.ts';
import type { Plan, RecoveryState } from '../../recovery-state.ts';
import { lookOnGithub } from './act-on-github.ts';
import { observeRun } from './observe-run.ts';
import type { GithubRepository } from './read.ts';
import { type ApprovalPlaces, readApprovals } from './read-approvals.ts';

/** Where what people say is looked for; the team and the tag are known. */
export type SensePlaces = Omit<ApprovalPlaces, 'tag' | 'team' | 'since'>;

/**
 * What has happened on GitHub that a recovery is waiting for: a run that is over, an approval, a pull request that was closed.
 * Reads only.
 * @param note is told why a word does not count
 * @throws RecoveryError
 */
export async function senseOnGithub(
  repository: GithubRepository,
  state: RecoveryState,
  policy: RecoveryPolicy,
  places: SensePlaces,
  note: (text: string) => void = () => {},
): Promise<Observed | undefined> {
  const { state: name } = state;
  if (name === 'rerunning') return senseRun(repository, state, policy);
  const judge: Judge = async (plan) => {
    const at = { ...places, tag: state.run.tag };
    const decided = await decide(repository, plan, at, policy.approval);
    for (const text of approvalNotes(decided)) note(text);
    return decided;
  };
  const decided = await senseDecision(state, judge);
  if (decided) return decided;
  if (name === 'awaiting-approval') return senseApproval(state, judge);
  return name === 'rollback-verifying' ? sensePull(repository, state) : undefined;
}

/** Conclusions of runs that say nothing of the release. */
const LOST = { cancelled: 'cancelled', timed_out: 'timed_out' } as const;

async function senseRun(
  repository: GithubRepository,
  { run: { runId, attempt } }: RecoveryState,
  { defaultBranch: fixedRef }: RecoveryPolicy,
): Promise<Observed | undefined> {
  try {
    const facts = await observeRun(repository, { runId, fixedRef });
    const { conclusion = 'unknown' } = facts;
    // an attempt that another one follows is over
    if (facts.attempt > attempt) return { type: 'run.completed', runId, attempt, conclusion };
    if (facts.status !== 'completed') return undefined;
    if (conclusion === 'cancelled' || conclusion === 'timed_out') {
      return { type: 'run.lost', runId, attempt, reason: LOST[conclusion] };
    }
    return { type: 'run.completed', runId, attempt, conclusion };
  } catch (error) {
    if (!isRecoveryError(error) || error.code !== 'NOT_FOUND') throw error;
    return { type: 'run.lost', runId, attempt, reason: 'not_found' };
  }
}

/** Whether people approved a plan. */
type Judge = (plan: Plan) => Promise<ApprovalDecision>;

async function senseApproval({ plan }: RecoveryState, judge: Judge): Promise<Observed | undefined> {
  if (!plan) return undefined;
  const { digest: planDigest } = plan;
  const decided = await judge(plan);
  switch (decided.decision) {
    case 'granted':
      return { type: 'approval.granted', approval: approvalOf(decided.approval) };
    case 'denied': {
      const { by, evidence: url } = approvalOf(decided.approval);
      return { type: 'approval.denied', planDigest, by, evidence: url };
    }
    case 'expired':
    case 'invalidated':
      return { type: 'approval.expired', planDigest };
    case 'inconclusive':
    case 'pending':
      return undefined;
  }
}

/** What people decided that somebody asked them to, where the recovery is still as it was then (spec 2.4, T4). */
async function senseDecision(state: RecoveryState, judge: Judge): Promise<Observed | undefined> {
  const { request: plan } = state;
  if (!plan || !isOwnDecision(state, plan)) return undefined;
  const kind = plan.kind === 'unblock' ? 'unblock' : 'dismiss';
  if (!isDecidable(state.state, kind)) return undefined;
  const decided = await judge(plan);
  if (decided.decision !== 'granted') return undefined;
  const approval = approvalOf(decided.approval);
  return {
    type: DECISION_EVENTS[kind],
    actor: { kind: 'human', id: approval.by },
    reason: reasonOf(plan),
    evidence: approval.evidence,
    plan,
    approval,
  };
}

async function decide(
  repository: GithubRepository,
  plan: Plan,
  places: Omit<ApprovalPlaces, 'team' | 'since'>,
  policy: RecoveryPolicy['approval'],
): Promise<ApprovalDecision> {
  const { team } = policy;
  const evidence = await readApprovals(repository, { ...places, team, since: plan.plannedAt });
  const now = new Date(repository.clock.now()).toISOString();
  // the tag of a release that was withdrawn may be gone: what is decided about it is good while it stays so
  const isOfNoTag = plan.tagCommit === undefined && plan.kind === 'dismiss';
  const tagCommit = isOfNoTag ? (evidence.tagCommit ?? '') : evidence.tagCommit;
  // any other plan without a commit can never be the tag's
  const approvable = { ...plan, tagCommit: plan.tagCommit ?? '' };
  return decideApproval(approvable, { ...evidence, tagCommit }, policy, now);
}

function approvalOf({ planDigest, by, at, evidence }: Approval) {
  return { planDigest, by: by.id, at: new Date(at).toISOString(), evidence };
}

async function sensePull(
  repository: GithubRepository,
  { intent, rollback, since }: RecoveryState,
): Promise<Observed | undefined> {
  if (intent?.action.kind !== 'rollback' || rollback?.isMerged) return undefined;
  const seen = await lookOnGithub(repository, intent.action, intent.startedAt ?? since);
  if (seen.outcome !== 'confirmed' || !seen.value || !('pull' in seen.value)) return undefined;
  const { state } = seen.value;
  return state === 'open'
    ? undefined
    : { type: 'rollback.pr_closed', isMerged: state === 'merged', headSha: seen.value.headSha };
}
