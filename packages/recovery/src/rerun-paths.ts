import { clipText } from './clip-text.ts';
import type { RecoveryPolicy } from './policy.ts';
import type { Mechanism, PlanReason, RecoveryState } from './recovery-state.ts';
import type { RunFacts } from './run-facts.ts';

/** What a plan is made of. */
export interface PlanInput {
  readonly state: Pick<
    RecoveryState,
    'recoveryId' | 'seq' | 'tag' | 'run' | 'failure' | 'isSecurity' | 'excluded' | 'builds'
  >;
  readonly facts: RunFacts;
  /** What the release's tag names now, peeled; `undefined`: there is none. */
  readonly tagCommit: string | undefined;
  /** Ids of those who may not approve: who asked, and who wrote the release. */
  readonly interested: readonly string[];
  /** Whether the workflow file itself is what has to change. A person's word: no fact says so. */
  readonly needsWorkflowFix?: boolean;
  /** A commit that a person names to build from: a rebuild after a breach, or one with a fixed workflow. */
  readonly reviewedCommit?: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly now: string;
}

/** Why something cannot be, or a remark. */
export type Ruling = Omit<PlanReason, 'path'>;

/** The ways in the order in which they are preferred: the least that is done anew first. */
export const PATHS = [
  'rerun-failed',
  'rerun-all',
  'dispatch',
  'roll-forward',
] as const satisfies Mechanism[];

/** What rules a way out; none: it is open. Pure. */
export function rulingsOf(
  path: Mechanism,
  input: PlanInput,
  policy: RecoveryPolicy,
): readonly Ruling[] {
  const { excluded } = input.state;
  const refused = excluded.includes(path)
    ? [ruling('excluded', 'GitHub refused it in this recovery')]
    : [];
  switch (path) {
    case 'rerun-failed':
      return [...refused, ...rerunRulings(input, policy), ...partRulings(input)];
    case 'rerun-all':
      return [...refused, ...rerunRulings(input, policy)];
    case 'dispatch':
      return [...refused, ...dispatchRulings(input, policy)];
    case 'roll-forward':
      return [...refused, ...rollForwardRulings(input, policy)];
  }
}

/** S3.4 to S3.6, and GitHub's own limits. */
function rerunRulings(
  { facts, tagCommit, needsWorkflowFix, now }: PlanInput,
  policy: RecoveryPolicy,
) {
  // S3.4: a rerun releases the commit of the run under the name of the tag
  const rulings: Ruling[] = tagCommit === facts.headSha ? [] : [movedOf(facts, tagCommit)];
  const ageMs = Date.parse(now) - Date.parse(facts.createdAt);
  if (ageMs > policy.maxAgeMs) {
    const days = Math.floor(ageMs / 86_400_000);
    rulings.push(ruling('too_old', `the run began ${days} days ago: GitHub reruns for 30`));
  }
  if (facts.attempt - 1 >= policy.maxAttempts) {
    rulings.push(ruling('limit', `it was rerun ${facts.attempt - 1} times: GitHub allows 50`));
  }
  if (needsWorkflowFix) {
    rulings.push(ruling('workflow_fix_needed', 'a rerun keeps the workflow file of the run'));
  }
  return rulings;
}

/** What stands in the way of repeating the failed jobs alone. */
function partRulings({ facts, state }: PlanInput): readonly Ruling[] {
  const rulings: Ruling[] = [];
  const gone = facts.artifacts.filter(({ isExpired }) => isExpired).map(({ name }) => name);
  if (gone.length > 0) {
    const names = gone.slice(0, 5).join(', ');
    rulings.push(
      ruling(
        'artifact_expired',
        `jobs that succeeded are not repeated, and what they made is gone: ${names}`,
      ),
    );
  }
  if (!facts.jobs.some(isBad)) {
    rulings.push(ruling('nothing_failed', 'no job of the last attempt failed'));
  }
  if (state.failure.class === 'evidence') {
    const { reason } = state.failure;
    rulings.push(ruling('whole_run_needed', `${reason}: the whole evidence is made anew`));
  }
  return rulings;
}

function dispatchRulings(
  { facts, tagCommit, needsWorkflowFix }: PlanInput,
  { dispatch }: RecoveryPolicy,
): readonly Ruling[] {
  if (!dispatch) {
    return [ruling('not_configured', 'the policy names no workflow to dispatch')];
  }
  if (needsWorkflowFix) {
    return [ruling('workflow_fix_needed', 'dispatched for a tag, the workflow is that of the tag')];
  }
  return tagCommit === facts.headSha ? [] : [movedOf(facts, tagCommit)];
}

function rollForwardRulings(
  { facts, tagCommit, needsWorkflowFix, reviewedCommit }: PlanInput,
  { rollForward }: RecoveryPolicy,
): readonly Ruling[] {
  if (!rollForward) {
    const detail = 'the policy makes no -retry tags: prefer the next patch version';
    return [ruling('not_configured', detail)];
  }
  if (needsWorkflowFix && reviewedCommit === undefined) {
    return [ruling('workflow_fix_needed', 'name the commit that has the fix')];
  }
  return tagCommit === facts.headSha ? [] : [movedOf(facts, tagCommit)];
}

/** T4: a tag that names something else than what ran is not what failed. */
export function movedOf({ headSha }: RunFacts, tagCommit: string | undefined): Ruling {
  return tagCommit === undefined
    ? ruling('tag_missing', 'the tag is gone')
    : ruling('tag_moved', `the run was of ${headSha}, and the tag names ${tagCommit} now`);
}

/** Whether a job has to be repeated. */
export function isBad({ conclusion }: RunFacts['jobs'][number]): boolean {
  return conclusion !== 'success' && conclusion !== 'skipped';
}

export function ruling(code: PlanReason['code'], detail: string): Ruling {
  return { code, detail: clipText(detail) };
}
