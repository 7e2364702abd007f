import type { Alert } from '../../alert.ts';
import type { Outcome } from '../../channel.ts';
import { formatIssue } from '../../format/issue.ts';
import { readIssue } from './answers.ts';
import { findIssues } from './find-issues.ts';
import { change, ISSUES, request, type Session, Unanswered } from './session.ts';

/**
 * Opens an Issue, and looks once more: GitHub lets two notifiers open one each. Then the younger one is closed as a duplicate.
 * @throws Unanswered
 */
export async function openIssue(session: Session, alert: Alert): Promise<Outcome> {
  const { labels, ...text } = formatIssue(alert, session.delivery.context);
  const { data, status } = await change(session, `POST ${ISSUES}`, {
    ...text,
    labels: [...labels],
  });
  const issue = readIssue(data);
  if (!issue) return { outcome: 'unknown', status, detail: 'GitHub answered with no Issue' };
  const { number, url } = issue;
  const missing = labels.filter((label) => !issue.labels.includes(label));
  const remark = missing.length === 0 ? '' : await addLabels(session, number, missing);
  const opened = { type: 'issue.opened', issue_number: number } as const;
  const settled = await settle(session, alert, number);
  if (settled) return { ...settled, issue: [opened, ...(settled.issue ?? [])] };
  const detail = `opened #${number} with ${session.by.name}${remark}`;
  return { outcome: 'delivered', status, detail, url, issue: [opened] };
}

/** GitHub drops labels without a word when a token may not set them; asked for them alone it says so. */
async function addLabels(
  session: Session,
  number: number,
  labels: readonly string[],
): Promise<string> {
  const parameters = { issue_number: number, labels: [...labels] };
  const answer = await request(session, `POST ${ISSUES}/{issue_number}/labels`, parameters);
  if (answer.kind === 'answered') return '';
  return `; the labels ${labels.join(', ')} are missing, since the token may not set them`;
}

/**
 * Closes an Issue of ours in favour of an older one of the same failure. Whoever opened one at the same time does the same,
 * and both leave the oldest.
 * @param number of ours.
 * @returns undefined when it is the oldest
 */
export async function settle(
  session: Session,
  alert: Alert,
  number: number,
): Promise<Outcome | undefined> {
  const own = await findIssues(session, alert, number).catch((error: unknown) => {
    if (error instanceof Unanswered) return [];
    throw error;
  });
  const first = own.find(({ isOpen }) => isOpen)?.number;
  if (first === undefined || first >= number) return undefined;
  const closed = await request(session, `PATCH ${ISSUES}/{issue_number}`, {
    issue_number: number,
    state: 'closed',
    state_reason: 'duplicate',
    // without its marker nobody takes it for the Issue of the failure
    body: `Duplicate of #${first}, which was opened at the same time.`,
  });
  const { by } = session;
  const version = new Date(session.now()).toISOString();
  if (closed.kind !== 'answered') {
    const detail = `#${first} was opened at the same time, and #${number} could not be closed`;
    return { outcome: 'delivered', status: null, detail };
  }
  const detail = `#${first} was opened at the same time; #${number} was closed as its duplicate`;
  const word = { issue_number: number, version, by: by.name } as const;
  return {
    outcome: 'delivered',
    status: closed.status,
    detail,
    issue: [
      { type: 'issue.closed', reason: 'duplicate', ...word },
      { type: 'issue.updated', reason: 'edited', ...word, issue_number: first },
    ],
  };
}
