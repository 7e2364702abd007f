import { ask } from '@provkit/http/octokit';
import type { Alert } from '../../alert.ts';
import type { Channel, Delivery, Outcome } from '../../channel.ts';
import { readMarkedAlert } from '../../format/issue-marker.ts';
import { DEFAULT_NOTIFY_POLICY, type NotifyPolicy } from '../../notify-policy.ts';
import { type FoundIssue, type Identity, planIssue } from '../../plan-issue.ts';
import { readUser, readViewer } from './answers.ts';
import { closeIssues, commentOnIssue } from './comment-on-issue.ts';
import { createPace, type PaceClock } from './create-pace.ts';
import { findIssues, hasComment } from './find-issues.ts';
import { openIssue, settle } from './open-issue.ts';
import { type GithubIdentity, type Session, Unanswered } from './session.ts';

/** Where Issues are opened, and as whom. */
export interface GithubIssueOptions {
  readonly owner: string;
  readonly repo: string;
  /** In the order in which they are tried: the job's own, then `FAILURE_ISSUE_TOKEN` (S2.7). */
  readonly identities: readonly [GithubIdentity, ...GithubIdentity[]];
  readonly clock: PaceClock;
  /** The least time between two writes, in ms. Default: a second. */
  readonly writeIntervalMs?: number;
  readonly policy?: Pick<NotifyPolicy, 'reopenWindowMs'>;
}

/** As whom the token of a workflow acts on github.com. @see https://api.github.com/users/github-actions[bot] */
const ACTIONS_BOT: Identity = { id: 41_898_282, login: 'github-actions[bot]' };
const WRITE_INTERVAL_MS = 1000;
/** Nothing was done, and may be later. */
const NOBODY: Outcome = {
  outcome: 'not_delivered',
  status: null,
  detail: 'GitHub does not say whose the token is',
};
/** Not allowed, or not now; also 404, by which GitHub says of what a token may not see that it is not there. */
const NEXT_TOKEN: ReadonlySet<number | null> = new Set([401, 403, 404, 429]);

/**
 * A GitHub Issue for each failure (S2.3 to S2.7). Before one is opened the existing ones are looked through, by label and
 * hidden marker and among our own alone (T3); and afterwards once more, since GitHub lets two notifiers open one each.
 * Opening is never repeated blindly: `look` finds what was opened, or the comment that was made.
 */
export function createGithubIssue(options: GithubIssueOptions): Channel {
  const policy = options.policy ?? DEFAULT_NOTIFY_POLICY;
  const pace = createPace(options.clock, options.writeIntervalMs ?? WRITE_INTERVAL_MS);
  const known = new Map<GithubIdentity, Identity>();
  /** @returns undefined where nobody answers for now */
  const identify = async (one: GithubIdentity): Promise<Identity | undefined> => {
    const identity = known.get(one) ?? (await whoIs(one, options.clock));
    if (identity) known.set(one, identity);
    return identity;
  };
  const withAnyToken = async (
    delivery: Delivery,
    task: (session: Session) => Promise<Outcome>,
  ): Promise<Outcome> => {
    const { owner, repo, clock } = options;
    const found = await Promise.all(options.identities.map(identify));
    // of the others' Issues too, as well as is known
    const identities = found.map((one) => one ?? ACTIONS_BOT);
    let outcome = NOBODY;
    for (const [index, by] of options.identities.entries()) {
      const session = { by, owner, repo, identities, delivery, now: clock.now, pace, policy };
      // who does not know its own Issues would open another
      outcome = found[index] ? await ended(task(session)) : NOBODY;
      // where something may have been done, another token would do it again
      const isNext = outcome === NOBODY || NEXT_TOKEN.has(outcome.status);
      if (outcome.outcome !== 'not_delivered' || !isNext) break;
    }
    return outcome;
  };
  return {
    rung: 'issue',
    deliver: (delivery) => withAnyToken(delivery, tell),
    look: (delivery) => withAnyToken(delivery, lookFor),
  };
}

async function ended(trying: Promise<Outcome>): Promise<Outcome> {
  try {
    return await trying;
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return error.outcome;
  }
}

/**
 * Who a token is. That of an app, as a workflow's own is, may not ask the REST API, and asks GraphQL; where it may not do that
 * either it is taken for a workflow's.
 * @returns undefined where nobody answers for now
 */
async function whoIs(
  { octokit }: GithubIdentity,
  { now }: { now(): number },
): Promise<Identity | undefined> {
  const asUser = await ask(octokit, { route: 'GET /user', parameters: {} }, now());
  if (asUser.kind === 'answered') return readUser(asUser.data);
  if (asUser.kind !== 'refused') return undefined;
  const parameters = { query: '{ viewer { login databaseId } }' };
  const asViewer = await ask(octokit, { route: 'POST /graphql', parameters }, now());
  if (asViewer.kind === 'answered') return readViewer(asViewer.data) ?? ACTIONS_BOT;
  return asViewer.kind === 'refused' ? ACTIONS_BOT : undefined;
}

const NO_DIGEST: Outcome = {
  outcome: 'not_delivered',
  status: null,
  detail: 'a digest is no Issue',
};

async function tell(session: Session): Promise<Outcome> {
  const { message, issueNumber } = session.delivery;
  if (message.purpose === 'digest') return NO_DIGEST;
  const { alert } = message;
  const own = await findIssues(session, alert, issueNumber);
  if (message.purpose === 'resolve') return closeIssues(session, message, own);
  const plan = planIssue(own, alert, session.policy, session.now());
  switch (plan.kind) {
    case 'open':
      return openIssue(session, alert);
    case 'comment': {
      // another notifier of the same attempt, or we ourselves before the log was lost
      const told = await findTold(session, alert, own);
      return told ?? commentOnIssue(session, alert, plan.number, 'failed_again');
    }
    case 'reopen':
      return commentOnIssue(session, alert, plan.number, 'reopened');
    case 'muted': {
      const detail = `#${plan.number} was closed as not planned: such a failure gets no Issue for a while`;
      return { outcome: 'not_delivered', status: 410, detail };
    }
  }
}

/** What became of an earlier try: an Issue of this very alert, or a comment of this very delivery. */
async function lookFor(session: Session): Promise<Outcome> {
  const { message, issueNumber } = session.delivery;
  if (message.purpose === 'digest') return NO_DIGEST;
  const own = await findIssues(session, message.alert, issueNumber);
  const open = own.filter(({ isOpen }) => isOpen);
  const nothing: Outcome = {
    outcome: 'not_delivered',
    status: null,
    detail: 'GitHub has none of it',
  };
  if (message.purpose === 'resolve') {
    return open.length > 0
      ? nothing
      : { outcome: 'delivered', status: 200, detail: 'it is closed' };
  }
  return (await findTold(session, message.alert, own)) ?? nothing;
}

/** That people were told of this very alert, by an Issue of it or a comment; undefined: they were not. */
async function findTold(
  session: Session,
  alert: Alert,
  own: readonly FoundIssue[],
): Promise<Outcome | undefined> {
  const open = own.filter(({ isOpen }) => isOpen);
  // by its marker alone: evidence may hold the id of the next attempt, which anybody can compute (T3)
  const opened = open.findLast(({ body }) => readMarkedAlert(body) === alert.alert_id);
  if (opened) {
    const { number } = opened;
    const word = { type: 'issue.opened', issue_number: number } as const;
    const settled = await settle(session, alert, number);
    if (settled) return { ...settled, issue: [word, ...(settled.issue ?? [])] };
    return { outcome: 'delivered', status: 200, detail: `#${number} is open`, issue: [word] };
  }
  for (const { number } of open) {
    if (await hasComment(session, number)) {
      return { outcome: 'delivered', status: 200, detail: `#${number} has the comment` };
    }
  }
  return undefined;
}
