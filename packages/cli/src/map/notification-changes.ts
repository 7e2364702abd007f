import type { Entry, EntryChanges } from '@provkit/manifest';
import type { DeliveryReport } from '@provkit/notify';

/**
 * What telling people writes into the entry (S2.5): whether Slack has it, how often it had to be tried again there, the
 * Issue; and where no Issue could be opened, a note of that (S2.8). What is not known now stays as it was. Pure.
 */
export function notificationChanges(report: DeliveryReport, { notes }: Entry): EntryChanges {
  const { receipts, notify_slack, issue_number } = report;
  const slack = receipts.filter(({ rung }) => rung === 'edge' || rung === 'webhook');
  const retries = slack.filter((one) => one.try > 1).length;
  const failed = receipts.findLast(({ rung }) => rung === 'issue');
  const note =
    failed && failed.outcome !== 'delivered' && issue_number === undefined
      ? noteOf(report, failed.status)
      : undefined;
  return {
    // also what a process told that died before it could write
    ...((slack.length > 0 || notify_slack) && { notify_slack }),
    ...(retries > 0 && { slack_retry: retries }),
    ...(issue_number !== undefined && { issue_number }),
    ...(note !== undefined && notes?.includes(note) !== true && { notes: join(notes, note) }),
  };
}

function noteOf({ receipts, because }: DeliveryReport, status: number | null): string {
  const isTold = receipts.some(
    ({ rung, outcome }) => rung === 'summary' && outcome === 'delivered',
  );
  const why = status === null ? 'GitHub gave no answer' : `status ${status}`;
  if (isTold) return `No Issue could be opened (${why}); ops-slack-summary told ops-team.`;
  return because === 'delivered'
    ? `No Issue could be opened (${why}); Slack was told.`
    : `No Issue could be opened (${why}), and nobody was told: see the spool file.`;
}

function join(notes: string | undefined, note: string): string {
  return notes === undefined ? note : `${notes}\n${note}`;
}
