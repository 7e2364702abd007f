import type { Severity } from '../alert.ts';
import { mrkdwnCode, mrkdwnLink } from '../escape/mrkdwn.ts';
import { redactValue } from '../redact-value.ts';
import { ageText } from './age-text.ts';
import type { FormatContext } from './format-context.ts';
import { linkOf } from './link-of.ts';
import { severityOf } from './severity-of.ts';
import { shortName } from './short-name.ts';
import {
  header,
  type SlackBlock,
  type SlackMessage,
  section,
  slackMessage,
  smallPrint,
} from './slack-message.ts';

/** Failures of one fingerprint. */
export interface DigestGroup {
  /** URL: server, owner, name. */
  readonly repository: string;
  readonly tag: string;
  readonly failure_reason: string;
  readonly severity: Severity;
  /** Alerts of it, at least 1. */
  readonly count: number;
  /** When the first and the last of them was raised: UTC with milliseconds. */
  readonly first_at: string;
  readonly last_at: string;
  readonly run_url?: string;
  readonly issue_number?: number;
  readonly issue_url?: string;
  /** Absent when nobody acknowledged it. */
  readonly acknowledged_by?: string;
}

/** The failures that are open, for `ops-slack-summary` (S4.6). */
export interface Digest {
  /** When it was made: UTC with milliseconds. Ages are counted to it. */
  readonly at: string;
  /** In any order. */
  readonly groups: readonly DigestGroup[];
}

/** Of one value of a group, which has a line for all of them. UTF-16 units. */
const LONGEST_CODE = 100;
/** Of all groups together, so that the message stays within what Slack takes. UTF-16 units. */
const LONGEST_LIST = 9000;
/** Header, introduction, pointer and small print beside them stay within Slack's fifty. */
const MOST_GROUPS = 40;
/** Slack's id of a user group. */
const USER_GROUP = /^S[A-Z0-9]{2,30}$/;

/**
 * The digest of open failures for the team `ops-team`, oldest first, so that a missed Issue is still seen (S4.6, S2.8). One
 * paragraph a fingerprint; of more than fit, how many are left out. What is not ours is redacted and shown as text (T16,
 * T18). Pure.
 */
export function formatDigest(digest: Digest, context: FormatContext): SlackMessage {
  const at = context.redactor.redact(digest.at);
  const groups = digest.groups.map((group) => shownGroup(group, context));
  const sorted = groups.toSorted((a, b) => compare(a.first_at, b.first_at));
  const shown = firstThatFit(sorted.map((group) => groupText(group, at)));
  const left = sorted.slice(shown.length);
  return slackMessage(`Provenance: ${openFailures(groups)}`, [
    header(`Provenance: ${openFailures(groups)}`),
    section(introduction(groups, context)),
    ...shown.map(section),
    ...leftOut(left),
    smallPrint([`Digest of ${mrkdwnCode(at)}. Oldest first.`]),
  ]);
}

/** Redacted, with URLs that may be linked to, or none. */
function shownGroup(group: DigestGroup, context: FormatContext): DigestGroup {
  const { run_url: runUrl, issue_url: issueUrl, ...rest } = group;
  const run = linkOf(runUrl, context);
  const issue = linkOf(issueUrl, context);
  return {
    ...redactValue(rest, context.redactor),
    severity: severityOf(group.severity),
    ...(run !== undefined && { run_url: run }),
    ...(issue !== undefined && { issue_url: issue }),
  };
}

function openFailures(groups: readonly DigestGroup[]): string {
  if (groups.length === 0) return 'no open failures';
  const runs = groups.reduce((sum, { count }) => sum + count, 0);
  return `${plural(groups.length, 'open failure')}, ${plural(runs, 'alert')}`;
}

function introduction(groups: readonly DigestGroup[], { opsTeamGroup }: FormatContext): string {
  const team =
    opsTeamGroup !== undefined && USER_GROUP.test(opsTeamGroup)
      ? `<!subteam^${opsTeamGroup}>`
      : '`ops-team`';
  if (groups.length === 0) return `${team}: nothing to do.`;
  const unseen = groups.filter(({ acknowledged_by: by }) => by === undefined).length;
  const critical = groups.filter(({ severity }) => severity === 'critical').length;
  return `${team}: ${critical} critical, ${unseen} not acknowledged.`;
}

function groupText(group: DigestGroup, at: string): string {
  const code = (evidence: string) => mrkdwnCode(evidence, LONGEST_CODE);
  const { acknowledged_by: by } = group;
  return [
    `*${group.severity}*  ${code(group.failure_reason)}  ${code(shortName(group.repository))} ${code(group.tag)}`,
    [
      `open for ${ageText(group.first_at, at)}`,
      group.count === 1
        ? '1 alert'
        : `${group.count} alerts, the last ${ageText(group.last_at, at)} ago`,
      by === undefined ? 'not acknowledged' : `acknowledged by ${code(by)}`,
      ...linksOf(group),
    ].join(' · '),
  ].join('\n');
}

function linksOf({
  run_url: run,
  issue_url: issue,
  issue_number: number,
}: DigestGroup): readonly string[] {
  return [
    ...(issue === undefined
      ? [number === undefined ? 'no Issue' : `Issue ${number}`]
      : [mrkdwnLink(number === undefined ? 'Issue' : `Issue ${number}`, issue)]),
    ...(run === undefined ? [] : [mrkdwnLink('last run', run)]),
  ];
}

function firstThatFit(texts: readonly string[]): readonly string[] {
  let length = 0;
  const end = texts.findIndex((text, index) => {
    length += text.length;
    return length > LONGEST_LIST || index >= MOST_GROUPS;
  });
  return end === -1 ? texts : texts.slice(0, end);
}

function leftOut(groups: readonly DigestGroup[]): readonly SlackBlock[] {
  if (groups.length === 0) return [];
  const critical = groups.filter(({ severity }) => severity === 'critical').length;
  const rest = `${plural(groups.length, 'newer failure')} left out, ${critical} of them critical.`;
  return [section(`${rest} All open Issues have the label \`provenance-failure\`.`)];
}

/** Timestamps of one form compare as text. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
