import { attemptsOf, overAt } from './attempts.ts';
import type { Digest, DigestGroup } from './format/digest.ts';
import type { AlertRaised, NotifyRecord } from './record.ts';

/**
 * The failures that are open (S4.6): those of which nobody was told that they are over, or that were told again afterwards.
 * One group a fingerprint, in no particular order. What came first is told by the order of the records. Pure.
 * @param records of all alerts, in the order in which they were recorded.
 * @param at when the digest is made, UTC with milliseconds.
 */
export function digestOf(records: readonly NotifyRecord[], at: string): Digest {
  const fingerprints = new Map<string, string>();
  for (const record of records) {
    if (record.type === 'alert.raised') fingerprints.set(record.alert_id, record.fingerprint);
  }
  const groups = Map.groupBy(records, ({ alert_id: id }) => fingerprints.get(id));
  groups.delete(undefined); // what is of no alert, as a digest is
  return { at, groups: [...groups.values()].flatMap(groupOf) };
}

/** An alert that is open, and since when. */
interface OpenAlert {
  readonly alert: AlertRaised;
  readonly since: string;
}

/** @param records of one fingerprint */
function groupOf(records: readonly NotifyRecord[]): readonly DigestGroup[] {
  const over = overAt(attemptsOf(records));
  const open = openOf(records, over).toSorted((a, b) => compare(a.since, b.since));
  const [first] = open;
  const last = open.at(-1);
  if (!first || !last) return [];
  const issue = records.findLast(({ type }) => type === 'issue.opened');
  const noted = records.find(({ type }, index) => type === 'alert.acknowledged' && index > over);
  const { repository, tag, failure_reason, severity, run_id, run_attempt } = last.alert;
  return [
    {
      repository,
      tag,
      failure_reason,
      severity,
      count: open.length,
      first_at: first.since,
      last_at: last.since,
      run_url: `${repository}/actions/runs/${run_id}/attempts/${run_attempt}`,
      ...(issue?.type === 'issue.opened' && {
        issue_number: issue.issue_number,
        issue_url: `${repository}/issues/${issue.issue_number}`,
      }),
      ...(noted?.type === 'alert.acknowledged' && { acknowledged_by: noted.by }),
    },
  ];
}

/** The alerts that were raised, or told, after people were last told that it is over. */
function openOf(records: readonly NotifyRecord[], over: number): readonly OpenAlert[] {
  const raised = new Map<string, AlertRaised>();
  const open = new Map<string, OpenAlert>();
  for (const [index, record] of records.entries()) {
    const { alert_id: id, at } = record;
    if (record.type === 'alert.raised' && !raised.has(id)) raised.set(id, record);
    const isOfAlert =
      record.type === 'alert.raised' ||
      // a correction may come after what it is of was over
      (record.type === 'notification.attempted' &&
        record.purpose === 'alert' &&
        !record.is_correction);
    const alert = raised.get(id);
    if (isOfAlert && alert && index > over && !open.has(id)) open.set(id, { alert, since: at });
  }
  return [...open.values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
