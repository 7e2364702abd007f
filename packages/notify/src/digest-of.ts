import { attemptsOf } from './attempts.ts';
import type { Digest, DigestGroup } from './format/digest.ts';
import type { AlertRaised, NotifyRecord } from './record.ts';

/**
 * The failures that are open (S4.6): those of which nobody was told that they are over. One group a fingerprint, in no
 * particular order. Pure.
 * @param records of all alerts, in the order in which they were recorded.
 * @param at when the digest is made, UTC with milliseconds.
 */
export function digestOf(records: readonly NotifyRecord[], at: string): Digest {
  const groups = new Map<string, AlertRaised[]>();
  for (const record of records) {
    if (record.type !== 'alert.raised') continue;
    const known = groups.get(record.fingerprint) ?? [];
    const isTwice = known.some(({ alert_id: id }) => id === record.alert_id);
    if (!isTwice) groups.set(record.fingerprint, [...known, record]);
  }
  return { at, groups: [...groups.values()].flatMap((raised) => groupOf(raised, records)) };
}

function groupOf(
  raised: readonly AlertRaised[],
  all: readonly NotifyRecord[],
): readonly DigestGroup[] {
  const ids = new Set(raised.map(({ alert_id: id }) => id));
  const records = all.filter(({ alert_id: id }) => ids.has(id));
  const over = attemptsOf(records)
    .filter(({ purpose, outcome }) => purpose === 'resolve' && outcome === 'delivered')
    .map((one) => one.at)
    .toSorted()
    .at(-1);
  const open = raised.filter((one) => over === undefined || one.at > over).toSorted(byTime);
  const [first] = open;
  const last = open.at(-1);
  if (!first || !last) return [];
  const issue = records.findLast(({ type }) => type === 'issue.opened');
  const noted = records.find((one) => one.type === 'alert.acknowledged' && one.at >= first.at);
  const { repository, tag, failure_reason, severity } = last;
  return [
    {
      repository,
      tag,
      failure_reason,
      severity,
      count: open.length,
      first_at: first.at,
      last_at: last.at,
      run_url: `${repository}/actions/runs/${last.run_id}/attempts/${last.run_attempt}`,
      ...(issue?.type === 'issue.opened' && {
        issue_number: issue.issue_number,
        issue_url: `${repository}/issues/${issue.issue_number}`,
      }),
      ...(noted?.type === 'alert.acknowledged' && { acknowledged_by: noted.by }),
    },
  ];
}

function byTime(a: AlertRaised, b: AlertRaised): number {
  return a.at < b.at ? -1 : Number(a.at > b.at);
}
