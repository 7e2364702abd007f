import { withDigest } from './plan-digest.ts';
import type { RecoveryPolicy } from './policy.ts';
import type { Mechanism, Plan, PlanReason } from './recovery-state.ts';
import {
  isBad,
  movedOf,
  PATHS,
  type PlanInput,
  type Ruling,
  ruling,
  rulingsOf,
} from './rerun-paths.ts';
import { retryTag } from './retry-tag.ts';

export type { PlanInput } from './rerun-paths.ts';

/** What is to be done, before it has a digest. */
interface Choice {
  readonly kind: Plan['kind'];
  readonly reasons: readonly PlanReason[];
  readonly action?: Plan['action'];
  readonly reviewedCommit?: string;
}

/**
 * Decides what may be done about a failed run, and says why nothing else: look again, adopt a run that is under way, rerun what
 * failed, rerun all, dispatch, roll forward, rebuild, or a person. Pure.
 * @see spec.md 2.1 (what a class allows), S3.4 to S3.6
 * @example
 * planRerun({ state, facts, tagCommit, interested: [], now }, DEFAULT_RECOVERY_POLICY).kind; // 'rerun-all'
 */
export function planRerun(input: PlanInput, policy: RecoveryPolicy): Plan {
  const { state, facts, tagCommit, now } = input;
  const { kind, reasons, action, reviewedCommit } = choose(input, policy);
  const isCritical = kind === 'rebuild' || kind === 'roll-forward';
  return withDigest(state.recoveryId, {
    kind,
    seq: state.seq,
    plannedAt: now,
    expiresAt: new Date(Date.parse(now) + policy.approval.ttlMs).toISOString(),
    needsApproval: action !== undefined && (policy.approval.required || isCritical),
    interested: [...new Set([...input.interested, ...facts.startedBy])].slice(0, 64),
    run: { tag: state.run.tag, runId: facts.runId, attempt: facts.attempt },
    reasons: [...reasons],
    ...(tagCommit !== undefined && { tagCommit }),
    ...(reviewedCommit !== undefined && { reviewedCommit }),
    ...(action && { action }),
  });
}

function choose(input: PlanInput, policy: RecoveryPolicy): Choice {
  const { state, facts } = input;
  const { reason, class: failureClass } = state.failure;
  if (facts.status !== 'completed' && facts.attempt <= state.run.attempt) {
    const detail = `attempt ${facts.attempt} is ${facts.status}: it is planned for when it is over`;
    return only('wait', 'not_finished', detail);
  }
  if (facts.status !== 'completed') {
    const detail = `attempt ${facts.attempt} is ${facts.status}: a run under way is not rerun`;
    return only('adopt', 'running', detail);
  }
  // whoever breaks something does not get it green by running it again, nor by having it run by hand
  if (state.isSecurity) return chooseRebuild(input, policy);
  if (facts.attempt > state.run.attempt) {
    const detail = `attempt ${facts.attempt} is over: somebody reran it, and it is looked at first`;
    return only('revalidate', 'reran_meanwhile', detail);
  }
  if (state.builds > 0 && facts.conclusion === 'success') {
    const detail = `attempt ${facts.attempt} succeeded after all: it is looked at, and not rerun (S3.6)`;
    return only('revalidate', 'reran_meanwhile', detail);
  }
  if (failureClass === 'release') {
    return only('manual', 'release_defect', `${reason}: the same input gives the same result`);
  }
  if (failureClass === 'transient' && !isBuildBroken(input, policy)) {
    return only('revalidate', 'revalidate_first', `${reason}: nothing is known to be wrong yet`);
  }
  return chooseWay(input, policy);
}

/** A job that builds or signs failed: waiting brings no evidence, which nobody is making. */
function isBuildBroken({ facts }: PlanInput, { validationJobs }: RecoveryPolicy): boolean {
  const isValidation = (name: string) =>
    validationJobs.some((job) => name === job || name.endsWith(` / ${job}`));
  return facts.jobs.some((job) => isBad(job) && !isValidation(job.name));
}

function chooseWay(input: PlanInput, policy: RecoveryPolicy): Choice {
  const judged = PATHS.map((path) => ({ path, rulings: rulingsOf(path, input, policy) }));
  const chosen = judged.find(({ rulings }) => rulings.length === 0);
  const before = chosen ? judged.slice(0, judged.indexOf(chosen)) : judged;
  const reasons = [
    ...before.flatMap(({ path, rulings }) => rulings.map((one) => ({ path, ...one }))),
    ...remarks(input),
  ];
  if (!chosen) return { kind: 'manual', reasons: reasons.slice(0, 32) };
  const { path } = chosen;
  const won: PlanReason = { path, ...ruling('chosen', DETAILS[path]) };
  const { reviewedCommit } = input;
  return {
    kind: path,
    reasons: [...reasons, won],
    action: actionOf(path, input, policy),
    ...(path === 'roll-forward' && reviewedCommit !== undefined && { reviewedCommit }),
  };
}

const DETAILS = {
  'rerun-failed': 'what succeeded is kept, the rest is repeated',
  'rerun-all': 'the whole run is repeated, with the same workflow file',
  dispatch: 'a new run of the workflow, for the same tag',
  'roll-forward': 'a new tag on the commit',
} as const satisfies Record<Mechanism, string>;

/** What a person should know, and what rules nothing out. */
function remarks({ facts }: PlanInput): readonly PlanReason[] {
  if (facts.isWorkflowChanged !== true) return [];
  const detail =
    'the workflow has changed since: if that is the fix, say so, since a rerun keeps the old file';
  return [{ path: 'all', ...ruling('workflow_changed', detail) }];
}

/** Spec 2.1: a breach is built anew from a commit that somebody reviewed, or not at all. */
function chooseRebuild(input: PlanInput, policy: RecoveryPolicy): Choice {
  const { state, facts, tagCommit, reviewedCommit } = input;
  const why = `${state.failure.reason}: what was made is not tried again until it passes`;
  const reasons: PlanReason[] = [{ path: 'all', ...ruling('security', why) }];
  if (reviewedCommit === undefined) return { kind: 'manual', reasons };
  const isSame = reviewedCommit === tagCommit;
  const path: Mechanism = isSame && policy.dispatch ? 'dispatch' : 'roll-forward';
  const rulings: Ruling[] =
    isSame && tagCommit !== facts.headSha ? [movedOf(facts, tagCommit)] : [];
  if (state.excluded.includes(path)) rulings.push(ruling('excluded', 'GitHub refused it'));
  if (path === 'roll-forward' && !policy.rollForward) {
    rulings.push(ruling('not_configured', 'the policy makes no -retry tags'));
  }
  if (rulings.length > 0) {
    return { kind: 'manual', reasons: [...reasons, ...rulings.map((one) => ({ path, ...one }))] };
  }
  const from: PlanReason = { path, ...ruling('reviewed_commit', `built from ${reviewedCommit}`) };
  const action = actionOf(path, input, policy);
  return { kind: 'rebuild', reasons: [...reasons, from], action, reviewedCommit };
}

function actionOf(path: Mechanism, input: PlanInput, { dispatch }: RecoveryPolicy): Plan['action'] {
  const { state, facts, tagCommit = facts.headSha, reviewedCommit } = input;
  if (path === 'rerun-failed' || path === 'rerun-all') {
    return { kind: 'rerun', mechanism: path, runId: facts.runId, attempt: facts.attempt };
  }
  if (path === 'roll-forward') {
    const commit = reviewedCommit ?? facts.headSha;
    const { workflowPath } = facts;
    return { kind: 'roll-forward', tag: retryTag(state.run.tag), commit, workflowPath };
  }
  if (!dispatch) return undefined;
  const { workflow, tagInput, correlationInput } = dispatch;
  const { tag } = state.run;
  // tells our runs from others, and this one from an earlier one of the same recovery
  const value = `${state.recoveryId.slice(0, 20)}-${state.seq}`;
  return {
    kind: 'dispatch',
    workflow,
    ref: `refs/tags/${tag}`,
    headSha: tagCommit,
    inputs: { [tagInput]: tag },
    ...(correlationInput !== undefined && { correlation: { input: correlationInput, value } }),
  };
}

function only(kind: Plan['kind'], code: PlanReason['code'], detail: string): Choice {
  return { kind, reasons: [{ path: 'all', ...ruling(code, detail) }] };
}
