import type { Alert } from '../../alert.ts';
import { type FoundIssue, ownIssues } from '../../plan-issue.ts';
import { type Comment, readComment, readIssue, readIssues } from './answers.ts';
import { ISSUES, read, request, type Session } from './session.ts';

/** The label by which Issues are listed (S4.2). */
const LABEL = 'ops-alert';
/** Of a hundred each, the newest first: who has more open alerts than that has another problem. */
const MAX_PAGES = 10;

/**
 * Our Issues of a failure, the oldest first: the recorded one, which still has to prove that it is ours (T2), and those of
 * the label. The list is read to its end, not searched: the search index lags behind.
 * @param issueNumber that is recorded, or was just opened.
 * @throws Unanswered
 */
export async function findIssues(
  session: Session,
  { fingerprint }: Pick<Alert, 'fingerprint'>,
  issueNumber: number | undefined,
): Promise<readonly FoundIssue[]> {
  const found = new Map<number, FoundIssue>();
  if (issueNumber !== undefined) {
    const parameters = { issue_number: issueNumber };
    const answer = await request(session, `GET ${ISSUES}/{issue_number}`, parameters);
    const issue = answer.kind === 'answered' ? readIssue(answer.data) : undefined;
    if (issue) found.set(issue.number, issue);
  }
  for await (const data of pages(session, ISSUES, { labels: LABEL, state: 'all' })) {
    for (const issue of readIssues(data)) found.set(issue.number, issue);
  }
  return ownIssues([...found.values()], fingerprint, session.identities);
}

/** Hidden in a comment: tells a delivery that was made from one that was not. */
export function commentMarker({ delivery }: Session): string {
  return `<!-- provkit:delivery=${delivery.idempotencyKey} -->`;
}

/** Whether an Issue has the comment of this delivery, by one of us (T3). @throws Unanswered */
export async function hasComment(session: Session, number: number): Promise<boolean> {
  const marker = commentMarker(session);
  const route = `${ISSUES}/{issue_number}/comments`;
  for await (const data of pages(session, route, { issue_number: number })) {
    const comments = Array.isArray(data) ? (data as unknown[]).flatMap(readComment) : [];
    const isOurs = ({ author }: Comment) => session.identities.some(({ id }) => id === author?.id);
    if (comments.some((one) => one.body.includes(marker) && isOurs(one))) return true;
  }
  return false;
}

async function* pages(
  session: Session,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
): AsyncGenerator<unknown> {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await read(session, route, { ...parameters, per_page: 100, page });
    yield answer.data;
    if (!answer.hasMore) return;
  }
}
