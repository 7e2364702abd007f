import type { Alert } from '../../alert.ts';
import type { Outcome } from '../../channel.ts';
import { formatIssueUpdate } from '../../format/issue-update.ts';
import { formatResolution, type Resolution } from '../../format/resolution.ts';
import type { FoundIssue } from '../../plan-issue.ts';
import { commentMarker, hasComment } from './find-issues.ts';
import { change, ISSUES, type Session, Unanswered } from './session.ts';

const ISSUE = `${ISSUES}/{issue_number}`;

/** Says on an Issue that its failure has happened again. @throws Unanswered */
export async function commentOnIssue(
  session: Session,
  alert: Alert,
  number: number,
  reason: 'failed_again' | 'reopened',
): Promise<Outcome> {
  if (reason === 'reopened') {
    await change(session, `PATCH ${ISSUE}`, { issue_number: number, state: 'open' });
  }
  const text = formatIssueUpdate(alert, session.delivery.context);
  const { status } = await say(session, number, text);
  const word = {
    issue_number: number,
    version: session.delivery.idempotencyKey,
    by: session.by.name,
  };
  return {
    outcome: 'delivered',
    status,
    detail: `${reason === 'reopened' ? 'opened again' : 'commented on'} #${number}`,
    issue: [{ type: 'issue.updated', reason, ...word }],
  };
}

/** Comments on every open Issue of a failure that is over, with the evidence, and closes it. Safe to do again. */
export async function closeIssues(
  session: Session,
  { alert, resolution }: { readonly alert: Alert; readonly resolution: Resolution },
  own: readonly FoundIssue[],
): Promise<Outcome> {
  const open = own.filter(({ isOpen }) => isOpen);
  if (open.length === 0) return { outcome: 'delivered', status: null, detail: 'no Issue is open' };
  const { comment, stateReason } = formatResolution(alert, resolution, session.delivery.context);
  const words: NonNullable<Outcome['issue']>[number][] = [];
  try {
    for (const { number } of open) {
      if (!(await hasComment(session, number))) await say(session, number, comment);
      const closing = { issue_number: number, state: 'closed', state_reason: stateReason };
      await change(session, `PATCH ${ISSUE}`, closing);
      const version = new Date(session.now()).toISOString();
      const word = { issue_number: number, version, by: session.by.name };
      words.push({ type: 'issue.closed', reason: stateReason, ...word });
    }
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return { ...error.outcome, issue: words };
  }
  const numbers = open.map(({ number }) => `#${number}`).join(', ');
  return { outcome: 'delivered', status: 200, detail: `closed ${numbers}`, issue: words };
}

function say(session: Session, number: number, text: string) {
  const body = `${text}\n\n${commentMarker(session)}`;
  return change(session, `POST ${ISSUE}/comments`, { issue_number: number, body });
}
