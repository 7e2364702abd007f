import { prose } from '@provkit/text';
import { ACKNOWLEDGE_ACTION } from '../acknowledge/read-acknowledgement.ts';
import type { Alert } from '../alert.ts';
import { escapeMrkdwn, mrkdwnCode, mrkdwnLink } from '../escape/mrkdwn.ts';
import { type AlertView, viewAlert } from './alert-view.ts';
import type { FormatContext } from './format-context.ts';
import { manifestSnippet } from './manifest-snippet.ts';
import { restOf } from './rest-of.ts';
import {
  button,
  facts,
  header,
  preformatted,
  type SlackBlock,
  type SlackButton,
  type SlackMessage,
  section,
  slackMessage,
  smallPrint,
} from './slack-message.ts';

/** Of the manifest entry, as much as is read at a glance. UTF-16 units. */
const LONGEST_SNIPPET = 1500;
/** Of what the validator found. UTF-16 units. */
const LONGEST_DETAIL = 1500;

/** Of an alert's id, as much as tells two apart. */
const SHOWN_ID = 12;

const ALERT_ID = /^[0-9a-f]{64}$/;

/** Buttons that open a page, in their order. */
const PAGES = [
  ['run', 'Open run'],
  ['issue', 'Open Issue'],
  ['runbook', 'Runbook'],
] as const satisfies readonly (readonly [keyof AlertView['links'], string])[];

/**
 * The message of an alert for the channel `ops-alert`: what happened to which release and how bad it is, what to do now, the
 * run, the manifest entry (S4.3), and a button that acknowledges it. What is not ours is redacted and shown as text, whatever
 * it is (T16, T18). Within Slack's documented limits. Pure.
 */
export function formatSlackAlert(alert: Alert, context: FormatContext): SlackMessage {
  const view = viewAlert(alert, context);
  const { words } = view;
  return slackMessage(notificationText(view), [
    header(`Provenance ${words.outcome}: ${view.repository} ${view.tag}`),
    section(
      `*${view.severity}*, class ${words.class}: ${mrkdwnCode(view.reason)}\n${escapeMrkdwn(`${words.what} ${words.matters}`)}`,
    ),
    section(`*Now:* ${escapeMrkdwn(words.now)}`),
    facts(factsOf(view)),
    // before what may be long, so that nobody has to scroll
    { type: 'actions', elements: buttonsOf(view, context) },
    ...detailOf(view),
    section(stepsOf(view)),
    ...entryOf(view),
    smallPrint([smallPrintOf(view, context)]),
  ]);
}

/** What a phone shows before the message is opened. */
function notificationText({ words, repository, tag, reason }: AlertView): string {
  const release = `${mrkdwnCode(repository)} ${mrkdwnCode(tag)}`;
  return `Provenance ${words.outcome}: ${release} (${mrkdwnCode(reason)}). ${words.now}`;
}

function factsOf(view: AlertView): readonly (readonly [string, string])[] {
  const { artifactUrl } = view;
  return [
    ['repository', mrkdwnCode(view.repository)],
    ['tag', mrkdwnCode(view.tag)],
    ['run_id', `${mrkdwnCode(view.runId)}, attempt ${view.runAttempt}`],
    ['artifact_url', artifactUrl === undefined ? 'none recorded' : mrkdwnCode(artifactUrl)],
  ];
}

function detailOf({ detail }: AlertView): readonly SlackBlock[] {
  if (detail === undefined) return [];
  const shown = prose(detail, mrkdwnCode, LONGEST_DETAIL);
  return [section(`*Found*\n${shown}${restOf(shown)}`)];
}

function stepsOf({ words }: AlertView): string {
  const steps = [words.first, ...words.after].map(
    (step, index) => `${index + 1}. ${escapeMrkdwn(step)}`,
  );
  return `*Next*\n${steps.join('\n')}`;
}

function buttonsOf(view: AlertView, { acknowledged }: FormatContext): SlackButton[] {
  const pages = PAGES.flatMap(([page, label]) => {
    const url = view.links[page];
    return url === undefined ? [] : [button(label, { action_id: `provkit_open_${page}`, url })];
  });
  // what reads the click takes an alert's id and nothing else
  if (acknowledged || !ALERT_ID.test(view.alertId)) return pages;
  const acknowledge = button('Acknowledge', {
    action_id: ACKNOWLEDGE_ACTION,
    value: view.alertId,
    style: 'primary',
  });
  return [acknowledge, ...pages];
}

function entryOf({ entry, links }: AlertView): readonly SlackBlock[] {
  if (entry === undefined) return [];
  const { text, omittedLines } = manifestSnippet(entry, LONGEST_SNIPPET);
  const where =
    links.manifest === undefined ? 'the manifest' : mrkdwnLink('the manifest', links.manifest);
  const rest = omittedLines === 0 ? '' : ` First lines; ${omittedLines} more are in ${where}.`;
  return [section(`*Manifest entry*${rest}`), preformatted(text)];
}

function smallPrintOf({ alertId }: AlertView, { acknowledged }: FormatContext): string {
  const alert = `Alert ${mrkdwnCode(alertId.slice(0, SHOWN_ID))}.`;
  if (!acknowledged) return alert;
  return `Acknowledged by ${mrkdwnCode(acknowledged.by)} at ${mrkdwnCode(acknowledged.at)}. ${alert}`;
}
