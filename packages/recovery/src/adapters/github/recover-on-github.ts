import { planRerun } from '../../plan-rerun.ts';
import type { RecoveryPolicy } from '../../policy.ts';
import type { RecoveryPorts } from '../../ports.ts';
import type { RecoveryState } from '../../recovery-state.ts';
import { actOnGithub, lookOnGithub } from './act-on-github.ts';
import { observeRun, readStarters } from './observe-run.ts';
import { peelTag } from './peel-tag.ts';
import type { GithubRepository } from './read.ts';
import { readAuthors } from './read-approvals.ts';
import { type SensePlaces, senseOnGithub } from './sense.ts';

/** What a person says who asks for a recovery. */
export interface RecoveryRequest {
  /** Their number on GitHub: they may not approve. Absent: a program asks. */
  readonly requestedBy?: string;
  /** The run of this repository in which it is asked for; decimal digits. Who ran it again may not approve either. */
  readonly requestedInRun?: string;
  /** Whether the workflow file is what has to change. */
  readonly needsWorkflowFix?: boolean;
  /** A commit that somebody reviewed: to rebuild from after a breach, or with a fixed workflow. */
  readonly reviewedCommit?: string;
}

/** The ports of a recovery that GitHub answers: acting, looking, planning and what has happened. */
export function recoverOnGithub(
  repository: GithubRepository,
  policy: RecoveryPolicy,
  places: SensePlaces,
  request: RecoveryRequest = {},
): Pick<RecoveryPorts, 'act' | 'look' | 'plan' | 'sense'> {
  return {
    act: (action, intendedAt) => actOnGithub(repository, action, intendedAt),
    look: (action, intendedAt) => lookOnGithub(repository, action, intendedAt),
    plan: (state) => plan(repository, state, policy, request),
    sense: (state, note) => senseOnGithub(repository, state, policy, places, note),
  };
}

async function plan(
  repository: GithubRepository,
  state: RecoveryState,
  policy: RecoveryPolicy,
  { requestedBy, requestedInRun, ...request }: RecoveryRequest,
) {
  const { runId, tag } = state.run;
  const [facts, tagCommit, starters] = await Promise.all([
    observeRun(repository, { runId, fixedRef: policy.defaultBranch }),
    peelTag(repository, tag),
    requestedInRun === undefined ? [] : readStarters(repository, requestedInRun),
  ]);
  // T4: who wrote it has no say, neither in what failed nor in what is to be built
  const commits = [
    ...new Set([facts.headSha, ...(request.reviewedCommit ? [request.reviewedCommit] : [])]),
  ];
  const authors = await Promise.all(commits.map((sha) => readAuthors(repository, sha)));
  const askers = [...(requestedBy === undefined ? [] : [requestedBy]), ...starters];
  const interested = [...authors.flat(), ...askers];
  const now = new Date(repository.clock.now()).toISOString();
  return planRerun({ state, facts, tagCommit, interested, now, ...request }, policy);
}
