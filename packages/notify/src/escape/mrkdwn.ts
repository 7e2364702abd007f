import { fitPrintable } from '@provkit/text';

/** Of one value, so that a message has room for all of them. UTF-16 units. */
const LONGEST_CODE = 500;

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
 * @param most length in UTF-16 units; longer evidence is cut, and ends with `…`
 */
export function mrkdwnCode(evidence: string, most = LONGEST_CODE): string {
  const shown = evidence === '' ? '(empty)' : evidence;
  return `\`${fitPrintable(shown, most - 2, escapeCode)}\``;
}

function escapeCode(text: string): string {
  return escapeMrkdwn(text).replaceAll('`', '\\u{60}');
}

/** A link of mrkdwn. @param url what `linkUrl` gave @param label our own word */
export function mrkdwnLink(label: string, url: string): string {
  return `<${escapeMrkdwn(url)}|${escapeMrkdwn(label)}>`;
}
