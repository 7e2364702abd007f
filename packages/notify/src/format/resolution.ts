import { codeSpan, prose, tableCode } from '@provkit/text';
import type { Alert } from '../alert.ts';
import { markdownLink } from '../escape/markdown-link.ts';
import { mrkdwnCode, mrkdwnLink } from '../escape/mrkdwn.ts';
import { redactValue } from '../redact-value.ts';
import { type AlertView, viewAlert } from './alert-view.ts';
import type { FormatContext } from './format-context.ts';
import { runLinkOf } from './link-of.ts';
import { factRows } from './markdown-parts.ts';
import {
  facts,
  header,
  type SlackMessage,
  section,
  slackMessage,
  smallPrint,
} from './slack-message.ts';

/** What shows that a failure is over (spec 3.2, `recovery.closed`). */
export interface Resolution {
  readonly outcome: 'recovered' | 'rolled-back' | 'superseded' | 'dismissed';
  /** UTC with milliseconds. */
  readonly at: string;
  /** The release that passed: of this tag, of the rollback, or the one that supersedes. Absent when dismissed. */
  readonly tag?: string;
  readonly run_id?: string;
  readonly run_attempt?: number;
  readonly run_url?: string;
  /** Digest of the artifact that passed: algorithm, colon, hex. */
  readonly artifact_digest?: string;
  /** Who dismissed it. */
  readonly by?: string;
  /** Why it was dismissed. */
  readonly reason?: string;
}

/** What closes an alert where it was raised. */
export interface ResolutionTexts {
  /** Comment on the Issue before it is closed: GitHub-flavoured Markdown. */
  readonly comment: string;
  /** GitHub's reason for closing it. */
  readonly stateReason: 'completed' | 'not_planned';
  /** The message that takes the alert's place, or follows it where messages cannot be changed. */
  readonly message: SlackMessage;
}

const SENTENCES = {
  recovered: 'A later validation of this release passed.',
  'rolled-back': 'The release was rolled back, and the rollback passed validation.',
  superseded: 'A newer release passed validation and takes the place of this one.',
  dismissed: 'A person dismissed this failure.',
} as const satisfies Record<Resolution['outcome'], string>;

/**
 * What is said when an alert is over, with the evidence: which run and artifact passed, or who dismissed it and why. What is
 * not ours is redacted and shown as text (T16, T18). Pure.
 */
export function formatResolution(
  alert: Alert,
  resolution: Resolution,
  context: FormatContext,
): ResolutionTexts {
  const view = viewAlert(alert, context);
  const shown = redactValue(resolution, context.redactor);
  const end = endOf(resolution, alert.repository, context);
  return {
    comment: commentOf(shown, end),
    stateReason: resolution.outcome === 'dismissed' ? 'not_planned' : 'completed',
    message: messageOf(view, shown, end),
  };
}

interface End {
  readonly outcome: string;
  readonly sentence: string;
  /** Page of the run that passed. */
  readonly link?: string | undefined;
}

/** All are written without an escape, so that whatever else a file said in their place is not repeated. */
function endOf(
  { outcome, run_url: runUrl }: Resolution,
  repository: string,
  context: FormatContext,
): End {
  const link = runLinkOf(runUrl, repository, context);
  return Object.hasOwn(SENTENCES, outcome)
    ? { outcome, sentence: SENTENCES[outcome], link }
    : { outcome: 'closed', sentence: 'The alert was closed.', link };
}

type Fact = readonly [name: string, value: string];

function evidenceOf({
  tag,
  run_id,
  run_attempt,
  artifact_digest,
  by,
  at,
}: Resolution): readonly Fact[] {
  const attempt = run_attempt === undefined ? undefined : String(run_attempt);
  const all: readonly (readonly [string, string | undefined])[] = [
    ['tag', tag],
    ['run_id', run_id],
    ['run_attempt', attempt],
    ['artifact_digest', artifact_digest],
    ['by', by],
    ['at', at],
  ];
  return all.flatMap(([name, value]): readonly Fact[] =>
    value === undefined ? [] : [[name, value]],
  );
}

function commentOf(resolution: Resolution, { outcome, sentence, link }: End): string {
  const { reason = '' } = resolution;
  return [
    `**Resolved: ${outcome}.** ${sentence}`,
    '',
    ...factRows(
      ...evidenceOf(resolution).map(([name, value]) => [name, tableCode(value)] as const),
    ),
    ...(reason.trim() === '' ? [] : ['', `Reason: ${prose(reason, codeSpan)}`]),
    ...(link === undefined ? [] : ['', markdownLink('Open the run that passed', link)]),
  ].join('\n');
}

function messageOf(
  view: AlertView,
  resolution: Resolution,
  { outcome, sentence, link }: End,
): SlackMessage {
  const { reason = '' } = resolution;
  const text = `Resolved (${outcome}): ${mrkdwnCode(view.repository)} ${mrkdwnCode(view.tag)}`;
  return slackMessage(text, [
    header(`Resolved: ${view.repository} ${view.tag}`),
    section(`*${outcome}*  ${sentence} It had failed with ${mrkdwnCode(view.reason)}.`),
    facts(evidenceOf(resolution).map(([name, value]) => [name, mrkdwnCode(value)] as const)),
    ...(reason.trim() === '' ? [] : [section(`*Reason*\n${prose(reason, mrkdwnCode)}`)]),
    ...(link === undefined ? [] : [section(mrkdwnLink('Open the run that passed', link))]),
    smallPrint([`Alert ${mrkdwnCode(view.alertId.slice(0, 12))}.`]),
  ]);
}
