import type { Alert } from './alert.ts';
import { readIssueMarker } from './format/issue-marker.ts';
import { textsOf } from './format/reason-texts.ts';
import type { NotifyPolicy } from './notify-policy.ts';

/** An Issue, as far as it decides anything. */
export interface FoundIssue {
  readonly number: number;
  readonly isOpen: boolean;
  /** Why it was closed, in GitHub's words. */
  readonly stateReason: string | null;
  /** UTC; null while it is open. */
  readonly closedAt: string | null;
  /** Who opened it: numeric id and login. */
  readonly author: { readonly id: number; readonly login: string } | null;
  readonly body: string;
}

/** Who we are on GitHub, with each of our tokens. */
export interface Identity {
  /** Numeric: names change hands. Absent where a token does not say, then the login counts. */
  readonly id?: number;
  readonly login: string;
}

/** What to do about the Issue of a failure. */
export type IssuePlan =
  | { readonly kind: 'open' }
  | { readonly kind: 'comment'; readonly number: number }
  | { readonly kind: 'reopen'; readonly number: number }
  /** A person has said that it is not worth an Issue, and it is of a class of which people may say so. */
  | { readonly kind: 'muted'; readonly number: number };

/**
 * The Issues that are ours and of this failure, the oldest first. Whoever can open Issues can write our marker into one
 * (T3), so that the author decides; and what was closed as a duplicate is spoken for by another. Pure.
 */
export function ownIssues(
  issues: readonly FoundIssue[],
  fingerprint: string,
  identities: readonly Identity[],
): readonly FoundIssue[] {
  return issues
    .filter(
      (issue) =>
        isOurs(issue, identities) &&
        readIssueMarker(issue.body) === fingerprint &&
        issue.stateReason !== 'duplicate',
    )
    .toSorted((a, b) => a.number - b.number);
}

/** Whether we have written an Issue or a comment. Pure. */
export function isOurs(
  { author }: Pick<FoundIssue, 'author'>,
  identities: readonly Identity[],
): boolean {
  return identities.some((self) =>
    self.id === undefined ? author?.login === self.login : author?.id === self.id,
  );
}

/**
 * Whether to open an Issue, comment on one or open one again (S2.6). One that is open is commented on. One that was closed
 * lately is opened again, unless a person closed it as not planned; but nobody mutes the security class (T3). Pure.
 * @param own as `ownIssues` gives them.
 */
export function planIssue(
  own: readonly FoundIssue[],
  alert: Pick<Alert, 'failure_reason'>,
  policy: Pick<NotifyPolicy, 'reopenWindowMs'>,
  now: number,
): IssuePlan {
  const open = own.find(({ isOpen }) => isOpen);
  if (open) return { kind: 'comment', number: open.number };
  const last = own.toSorted((a, b) => closedMs(b) - closedMs(a))[0];
  if (!last || now - closedMs(last) > policy.reopenWindowMs) return { kind: 'open' };
  const isMuted =
    last.stateReason === 'not_planned' && textsOf(alert.failure_reason).class !== 'security';
  return { kind: isMuted ? 'muted' : 'reopen', number: last.number };
}

function closedMs({ closedAt }: FoundIssue): number {
  return closedAt === null ? 0 : Date.parse(closedAt);
}
