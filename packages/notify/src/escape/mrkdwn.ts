import { shownEvidence } from './markdown.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Text in which Slack sees no link, mention or channel: `<!channel>`, `<@U…>` and `<https://…|…>` are words then (T16).
 * Formatting (`*`, `_`, `~`, `` ` ``) has no escape: put evidence into code. Pure.
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeMrkdwn(text: string): string {
  return text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);
}

/**
 * Evidence as code of mrkdwn, in which Slack formats nothing and knows no emoji. Code of Slack cannot hold a backtick, which
 * becomes `\u{60}`. Pure.
 */
export function mrkdwnCode(evidence: string): string {
  return `\`${escapeMrkdwn(slackEvidence(evidence))}\``;
}

/** Evidence as plain text of Slack: of one line, cut where it is very long, without backticks. Pure. */
export function slackEvidence(evidence: string): string {
  return shownEvidence(evidence).replaceAll('`', '\\u{60}');
}

/** A link of mrkdwn. @param url what `linkUrl` gave @param label our own word */
export function mrkdwnLink(label: string, url: string): string {
  return `<${escapeMrkdwn(url)}|${escapeMrkdwn(label)}>`;
}
