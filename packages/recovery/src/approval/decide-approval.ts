import { parseApprovalCommand } from './approval-command.ts';
import type { Account, ApprovalEvidence, ApprovalStatement } from './approval-statement.ts';

/** What is to be approved. */
export interface ApprovablePlan {
  /** SHA-256 of the plan, 64 lowercase hex digits: it covers the run, the tag, its commit and the expiry. */
  readonly digest: string;
  /** ISO 8601, UTC: nothing said before counts. */
  readonly plannedAt: string;
  /** ISO 8601, UTC, exclusive: nothing said from then on counts, and nothing is approved any more. */
  readonly expiresAt: string;
  /** Ids of those who may not approve: who asked for it, and who wrote what is released. */
  readonly interested: readonly string[];
  /** What the release's tag named when the plan was made. */
  readonly tagCommit: string;
  /** The commit that a review must be of: the head of a rollback's pull request, or the commit of a rebuild. */
  readonly reviewedCommit?: string;
}

/** How approvals are given here. */
export interface ApprovalPolicy {
  /** Which statements count. Default: all three. */
  readonly kinds?: readonly ApprovalStatement['kind'][];
  /** The environment whose reviewers approve. Default: `provenance-recovery`. */
  readonly environment?: string;
}

/** An approval that counts: who, when and where it can be looked up. */
export interface Approval {
  readonly planDigest: string;
  readonly kind: ApprovalStatement['kind'];
  readonly by: Account;
  /** ISO 8601, UTC; of an environment, which has no time: when it was seen. */
  readonly at: string;
  readonly evidence: string;
}

/** Why a statement does not count. Closed list. */
export type ApprovalProblem =
  | 'wrong_digest'
  | 'malformed_command'
  | 'no_account'
  | 'bot'
  | 'self_approval'
  | 'not_in_team'
  | 'edited'
  | 'by_email'
  | 'before_plan'
  | 'after_expiry'
  | 'dismissed'
  | 'withdrawn'
  | 'not_approving'
  | 'stale_commit'
  | 'other_environment'
  | 'kind_not_accepted';

/** A statement that was looked at and does not count. */
export interface RefusedStatement {
  readonly problem: ApprovalProblem;
  readonly url: string;
}

/**
 * Whether a plan may be carried out.
 * - granted: somebody who may has approved exactly this plan, and still does
 * - denied: somebody of the team has said no
 * - expired: the plan's time is over
 * - invalidated: the tag is not what the plan was made for
 * - inconclusive: there is a word that might count, and what would tell cannot be read; `hints` say what to do. Not approved.
 * - pending: nobody has said anything that counts
 */
export type ApprovalDecision =
  | {
      readonly decision: 'granted' | 'denied';
      readonly approval: Approval;
      readonly refused: readonly RefusedStatement[];
    }
  | {
      readonly decision: 'expired' | 'invalidated' | 'inconclusive' | 'pending';
      readonly refused: readonly RefusedStatement[];
      readonly hints: readonly string[];
    };

/** The strongest first: a gate of GitHub's own, a review bound to a commit, a comment that anybody with write access may edit. */
const KINDS = ['environment', 'review', 'comment'] as const satisfies ApprovalStatement['kind'][];

export const DEFAULT_APPROVAL_ENVIRONMENT = 'provenance-recovery';

/**
 * Decides whether a plan is approved, from what people said on GitHub (S3.8, S6.1, T4): by a member of the team who is neither
 * the requester nor an author, by number and not by name; of exactly this plan; after it was made and before it expires; of the
 * tag as it was; by a text that nobody edited. A denial goes before every approval. Pure.
 * @param now ISO 8601, UTC.
 */
export function decideApproval(
  plan: ApprovablePlan,
  evidence: ApprovalEvidence,
  policy: ApprovalPolicy,
  now: string,
): ApprovalDecision {
  const judged = evidence.statements.map((statement) => judge(statement, plan, evidence, policy));
  const refused = judged.flatMap((one) => (one.outcome === 'refused' ? [one.refusal] : []));
  const undecided = (
    decision: 'expired' | 'invalidated' | 'inconclusive' | 'pending',
    hints: readonly string[] = [],
  ) => ({ decision, refused, hints }) as const;
  if (!(Date.parse(now) < Date.parse(plan.expiresAt))) return undecided('expired');
  if (evidence.tagCommit !== plan.tagCommit)
    return undecided('invalidated', [movedTag(plan, evidence)]);
  const counting = judged.flatMap((one) => (one.outcome === 'counts' ? [one] : []));
  const open = judged.flatMap((one) => (one.outcome === 'open' ? [one] : []));
  const denial = counting.find(({ verb }) => verb === 'deny');
  if (denial) return { decision: 'denied', approval: approvalOf(denial, plan, now), refused };
  const hints = [...new Set([...open.map(({ hint }) => hint), ...evidence.gaps])];
  // what could not be read may be a denial
  if (evidence.gaps.length > 0) return undecided('inconclusive', hints);
  const approval = KINDS.flatMap((kind) =>
    counting.filter(({ statement }) => statement.kind === kind),
  ).at(0);
  if (approval) return { decision: 'granted', approval: approvalOf(approval, plan, now), refused };
  return undecided(hints.length > 0 ? 'inconclusive' : 'pending', hints);
}

type Verb = 'approve' | 'deny';

interface Counting {
  readonly outcome: 'counts';
  readonly verb: Verb;
  readonly by: Account;
  readonly statement: ApprovalStatement;
}

type Judged =
  | Counting
  | { readonly outcome: 'open'; readonly hint: string }
  | { readonly outcome: 'refused'; readonly refusal: RefusedStatement }
  | { readonly outcome: 'beside' };

/** What a statement is worth: a list of what is wrong with it, the plainest first. */
function judge(
  statement: ApprovalStatement,
  plan: ApprovablePlan,
  { team, statements }: ApprovalEvidence,
  policy: ApprovalPolicy,
): Judged {
  const { by, url, body } = statement;
  const command = parseApprovalCommand(body);
  if (command.verb === 'none') return { outcome: 'beside' };
  const refuse = (problem: ApprovalProblem): Judged => ({
    outcome: 'refused',
    refusal: { problem, url },
  });
  if (command.verb === 'malformed') return refuse('malformed_command');
  if (command.digest !== plan.digest) return refuse('wrong_digest');
  const { verb } = command;
  const problem = placeProblem(statement, verb, plan, policy) ?? textProblem(statement, verb, plan);
  if (problem) return refuse(problem);
  if (verb === 'approve' && isWithdrawn(statement, statements)) return refuse('withdrawn');
  if (!by) return refuse('no_account');
  if (by.isBot) return refuse('bot');
  if (verb === 'approve' && plan.interested.includes(by.id)) return refuse('self_approval');
  if (!team.members) return { outcome: 'open', hint: unreadableTeam(team.slug) };
  if (!team.members.includes(by.id)) return refuse('not_in_team');
  if (verb === 'approve' && statement.kind !== 'environment' && statement.edited === 'unknown') {
    return { outcome: 'open', hint: `whether ${url} was edited could not be read` };
  }
  return { outcome: 'counts', verb, by, statement };
}

/** What is wrong with where it was said. */
function placeProblem(
  statement: ApprovalStatement,
  verb: Verb,
  { reviewedCommit }: ApprovablePlan,
  { kinds = KINDS, environment = DEFAULT_APPROVAL_ENVIRONMENT }: ApprovalPolicy,
): ApprovalProblem | undefined {
  if (!kinds.includes(statement.kind)) return 'kind_not_accepted';
  if (statement.kind === 'environment') {
    if (statement.environment !== environment) return 'other_environment';
    const state = verb === 'approve' ? 'approved' : 'rejected';
    return statement.state === state ? undefined : 'not_approving';
  }
  if (statement.kind === 'comment' || verb === 'deny') return undefined;
  if (statement.state === 'DISMISSED') return 'dismissed';
  if (statement.state !== 'APPROVED') return 'not_approving';
  const { commit, head } = statement;
  const isCurrent = commit === head && (reviewedCommit === undefined || commit === reviewedCommit);
  return isCurrent ? undefined : 'stale_commit';
}

/** What is wrong with the text and its time. A denial is taken from everywhere: it stops nothing that cannot be asked for anew. */
function textProblem(
  statement: ApprovalStatement,
  verb: Verb,
  plan: ApprovablePlan,
): ApprovalProblem | undefined {
  if (statement.kind === 'environment') return undefined;
  if (verb === 'approve' && statement.edited === 'yes') return 'edited';
  if (verb === 'approve' && statement.isByEmail) return 'by_email';
  const at = Date.parse(statement.at);
  // GitHub's times have no milliseconds: what is said within the plan's second is not before it
  const plannedAt = Math.floor(Date.parse(plan.plannedAt) / 1000) * 1000;
  if (!(at >= plannedAt)) return 'before_plan';
  return at < Date.parse(plan.expiresAt) ? undefined : 'after_expiry';
}

/** A later review of the same person takes an earlier one back; a mere remark does not. */
function isWithdrawn(statement: ApprovalStatement, all: readonly ApprovalStatement[]): boolean {
  if (statement.kind !== 'review') return false;
  const later = all.slice(all.indexOf(statement) + 1);
  return later.some(
    (one) =>
      one.kind === 'review' &&
      one.by?.id === statement.by?.id &&
      (one.state === 'CHANGES_REQUESTED' || one.state === 'DISMISSED'),
  );
}

function approvalOf(
  { by, statement }: Counting,
  { digest }: ApprovablePlan,
  now: string,
): Approval {
  const at = statement.kind === 'environment' ? now : statement.at;
  return { planDigest: digest, kind: statement.kind, by, at, evidence: statement.url };
}

function unreadableTeam(slug: string): string {
  return `the members of the team ${slug} cannot be read: use a token with the organisation's "members: read" (the GITHUB_TOKEN of a workflow never has it)`;
}

function movedTag(plan: ApprovablePlan, { tagCommit }: ApprovalEvidence): string {
  return `the tag named ${plan.tagCommit} when the plan was made and ${tagCommit ?? 'does not exist'} now: make a new plan`;
}
