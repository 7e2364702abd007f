import type {
  Account,
  ApprovalEvidence,
  ApprovalStatement,
  CommentStatement,
  EnvironmentStatement,
  ReviewStatement,
} from '../../approval/approval-statement.ts';
import type {
  Comments,
  Commit,
  EnvironmentReviews,
  Account as GithubAccount,
  Members,
  Pull,
  Reviews,
  WorkflowRun,
} from '../../github/schema.ts';
import {
  validateComments,
  validateCommit,
  validateEnvironmentReviews,
  validateMembers,
  validatePull,
  validateReviews,
  validateWorkflowRun,
} from '../../github/validate.generated.ts';
import { isRecoveryError } from '../../recovery-error.ts';
import type { GithubClient } from './github-client.ts';
import { peelTag } from './peel-tag.ts';
import { type GithubRepository, mustExist, read, readList } from './read.ts';
import { readEdits, type TextHistory } from './read-edits.ts';

/** Where people may have said something about a plan, and what is needed to judge it. */
export interface ApprovalPlaces {
  /** The release's tag. */
  readonly tag: string;
  /** The organisation's team that approves: `ops-gov`. */
  readonly team: string;
  /** A client whose token has the organisation's `members: read`, which the `GITHUB_TOKEN` of a workflow never has. */
  readonly membersClient: GithubClient;
  /** The run that waits at the gate of an environment: the recovery's own, and not the one that failed. Decimal digits. */
  readonly gateRunId?: string;
  readonly pull?: number;
  readonly issue?: number;
  /** When the plan was made; ISO 8601, UTC. Older comments are not read, however many there are. */
  readonly since?: string;
}

/**
 * Collects what was said about a plan, by whom, and who is in the team (S3.8, S6.1). Reads only. What cannot be read is a gap, and
 * never taken for nothing; only a tag that cannot be read throws.
 * @throws RecoveryError
 */
export async function readApprovals(
  repository: GithubRepository,
  places: ApprovalPlaces,
): Promise<ApprovalEvidence> {
  const gaps: string[] = [];
  const orGap = async <T>(what: string, reading: Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return await reading;
    } catch (error) {
      if (!isRecoveryError(error)) throw error;
      gaps.push(`${what} could not be read (${error.message})`);
      return [];
    }
  };
  const { gateRunId, pull, issue, since, tag, team } = places;
  const statements: readonly ApprovalStatement[] = [
    ...(gateRunId === undefined
      ? []
      : await orGap(`the gate of run ${gateRunId}`, environmentStatements(repository, gateRunId))),
    ...(pull === undefined
      ? []
      : await orGap(`the reviews of #${pull}`, reviewStatements(repository, pull))),
    ...(issue === undefined
      ? []
      : await orGap(`the comments of #${issue}`, commentStatements(repository, issue, since))),
  ];
  const members = await readMembers({ ...repository, client: places.membersClient }, team);
  return {
    statements,
    team: { slug: team, members },
    tagCommit: await peelTag(repository, tag),
    gaps,
  };
}

/**
 * Ids of those who wrote a commit, as far as GitHub knows them. Whoever commits chooses the name, so that this is no protection by
 * itself: those who started the run count as authors too.
 * @throws RecoveryError
 */
export async function readAuthors(
  repository: GithubRepository,
  sha: string,
): Promise<readonly string[]> {
  const commit = await read<Commit>(repository, '/commits/{ref}', { ref: sha }, validateCommit);
  const ids = [commit?.author?.id, commit?.committer?.id].filter((id) => id !== undefined);
  return [...new Set(ids)].map(String);
}

async function environmentStatements(
  repository: GithubRepository,
  runId: string,
): Promise<readonly EnvironmentStatement[]> {
  const id = { run_id: Number(runId) };
  const route = '/actions/runs/{run_id}';
  const run = await read<WorkflowRun>(repository, route, id, validateWorkflowRun);
  const { html_url: url } = mustExist(run, `run ${runId}`);
  const reviews = await read<EnvironmentReviews>(
    repository,
    `${route}/approvals`,
    id,
    validateEnvironmentReviews,
  );
  return mustExist(reviews, `gate of run ${runId}`).flatMap(
    ({ environments, state, user, comment }) =>
      state === 'approved' || state === 'rejected'
        ? environments.map(({ name }) => ({
            kind: 'environment' as const,
            by: accountOf(user),
            body: comment,
            url,
            environment: name,
            state,
          }))
        : [],
  );
}

async function reviewStatements(
  repository: GithubRepository,
  number: number,
): Promise<readonly ReviewStatement[]> {
  const at = { pull_number: number };
  const pull = await read<Pull>(repository, '/pulls/{pull_number}', at, validatePull);
  const { head } = mustExist(pull, `pull request #${number}`);
  const reviews = await readList<Reviews, Reviews[number]>(
    repository,
    '/pulls/{pull_number}/reviews',
    at,
    { validate: validateReviews, items: (page) => page },
  );
  const submitted = mustExist(reviews, `review of #${number}`).filter(
    ({ submitted_at: when }) => typeof when === 'string',
  );
  const histories = await readEdits(
    repository,
    submitted.map(({ node_id: id }) => id),
  );
  return submitted.map(
    ({ node_id: id, user, body, html_url: url, state, commit_id, submitted_at }) => ({
      kind: 'review',
      by: accountOf(user),
      body,
      url,
      at: submitted_at ?? '',
      ...textOf(histories.get(id)),
      state,
      commit: commit_id ?? undefined,
      head: head.sha,
    }),
  );
}

async function commentStatements(
  repository: GithubRepository,
  issue: number,
  since: string | undefined,
): Promise<readonly CommentStatement[]> {
  const comments = await readList<Comments, Comments[number]>(
    repository,
    '/issues/{issue_number}/comments',
    { issue_number: issue, ...(since !== undefined && { since }) },
    { validate: validateComments, items: (page) => page },
  );
  const all = mustExist(comments, `Issue #${issue}`);
  const histories = await readEdits(
    repository,
    all.map(({ node_id: id }) => id),
  );
  return all.map(
    ({ node_id: id, user, body, html_url: url, created_at: at, updated_at: updated }) => {
      const { edited, isByEmail } = textOf(histories.get(id));
      return {
        kind: 'comment',
        by: accountOf(user),
        body,
        url,
        at,
        edited: updated === at ? edited : 'yes',
        isByEmail,
      };
    },
  );
}

function textOf(history: TextHistory | undefined): Pick<CommentStatement, 'edited' | 'isByEmail'> {
  if (!history) return { edited: 'unknown', isByEmail: false };
  return { edited: history.isEdited ? 'yes' : 'no', isByEmail: history.isByEmail };
}

async function readMembers(
  repository: GithubRepository,
  team: string,
): Promise<readonly string[] | undefined> {
  try {
    const members = await readList<Members, Members[number]>(
      repository,
      '/orgs/{org}/teams/{team_slug}/members',
      { org: repository.owner, team_slug: team },
      { validate: validateMembers, items: (page) => page },
    );
    return members?.map(({ id }) => String(id));
  } catch (error) {
    if (isRecoveryError(error)) return undefined;
    throw error;
  }
}

/** Apps write as accounts of the type Bot. */
function accountOf(user: GithubAccount | null): Account | undefined {
  return user ? { id: String(user.id), login: user.login, isBot: user.type !== 'User' } : undefined;
}
