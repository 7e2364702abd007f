import type { Alert } from '../../alert.ts';
import { type FoundIssue, isOurs, ownIssues } from '../../plan-issue.ts';
import { type Comment, readComment, readIssue, readIssues } from './answers.ts';
import { answeredOf, ISSUES, read, request, type Session } from './session.ts';

/** The label by which Issues are listed (S4.2). */
const LABEL = 'ops-alert';
/** Of a hundred each, the newest first: who has more open alerts than that has another problem. */
const MAX_PAGES = 10;
/** Between GitHub's clock and ours. */
const CLOCKS_DIFFER_MS = 3_600_000;

/**
 * Our Issues of a failure, the oldest first: the recorded one, which still has to prove that it is ours (T2), and those of
 * the label that are open, or were closed within the reopen window. Lists are read to their end, not searched: the search
 * index lags behind.
 * @param issueNumber that is recorded, or was just opened.
 * @throws Unanswered
 */
export async function findIssues(
  session: Session,
  { fingerprint }: Pick<Alert, 'fingerprint'>,
  issueNumber: number | undefined,
): Promise<readonly FoundIssue[]> {
  const found = new Map<number, FoundIssue>();
  const recorded = issueNumber === undefined ? undefined : await readRecorded(session, issueNumber);
  if (recorded) found.set(recorded.number, recorded);
  // what is open first, so that no number of Issues that are closed hides one that is not
  const since = new Date(
    session.now() - session.policy.reopenWindowMs - CLOCKS_DIFFER_MS,
  ).toISOString();
  for (const which of [{ state: 'open' }, { state: 'closed', since }]) {
    for await (const data of pages(session, ISSUES, { labels: LABEL, ...which })) {
      for (const issue of readIssues(data)) found.set(issue.number, issue);
    }
  }
  return ownIssues([...found.values()], fingerprint, session.identities);
}

/**
 * The Issue of a number that is recorded; undefined where there is none, or it was moved to another repository: GitHub then
 * answers with the one there, whose number means another Issue here.
 * @throws Unanswered: nobody knows, and who opens another one now has two
 */
async function readRecorded(session: Session, number: number): Promise<FoundIssue | undefined> {
  const answer = await request(session, `GET ${ISSUES}/{issue_number}`, { issue_number: number });
  if (answer.kind === 'refused') return undefined;
  const issue = readIssue(answeredOf(answer).data);
  const path = `/${session.owner}/${session.repo}/issues/${number}`;
  const isHere = URL.parse(issue?.url ?? '')?.pathname.toLowerCase() === path.toLowerCase();
  return isHere && issue?.number === number ? issue : undefined;
}

/** Hidden at the end of a comment: tells a delivery that was made from one that was not. */
export function commentMarker({ delivery }: Session): string {
  return `<!-- provkit:delivery=${delivery.idempotencyKey} -->`;
}

/** Whether an Issue has the comment of this delivery, by one of us (T3). @throws Unanswered */
export async function hasComment(session: Session, number: number): Promise<boolean> {
  const marker = commentMarker(session);
  const route = `${ISSUES}/{issue_number}/comments`;
  for await (const data of pages(session, route, { issue_number: number })) {
    const comments = Array.isArray(data) ? (data as unknown[]).flatMap(readComment) : [];
    // at its end, where only we write: what stands before it may hold words of others
    const isIt = (one: Comment) =>
      one.body.trimEnd().endsWith(`\n${marker}`) && isOurs(one, session.identities);
    if (comments.some(isIt)) return true;
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
