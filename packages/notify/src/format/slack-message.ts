import { fitEscaped, printable } from '@provkit/text';
import { BLOCK_KIT_LIMITS } from './block-kit-limits.ts';

/** Text that Slack shows as it is: no link, mention, formatting or emoji in it. */
export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

/** Text in mrkdwn, in which nothing becomes a link or mention that is not written as one. */
export interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  readonly verbatim: true;
}

/** A button that opens a page, or sends `value` to the app. */
export interface SlackButton {
  readonly type: 'button';
  readonly action_id: string;
  readonly text: PlainText;
  readonly url?: string;
  readonly value?: string;
  readonly style?: 'primary' | 'danger';
}

/** Text of rich text, which has no syntax and so needs no escape. */
export interface RichText {
  readonly type: 'text';
  readonly text: string;
}

/** The blocks of Slack's Block Kit that messages here are made of. */
export type SlackBlock =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: Mrkdwn }
  | { readonly type: 'section'; readonly fields: Mrkdwn[] }
  | { readonly type: 'context'; readonly elements: Mrkdwn[] }
  | { readonly type: 'actions'; readonly elements: SlackButton[] }
  | {
      readonly type: 'rich_text';
      readonly elements: {
        readonly type: 'rich_text_preformatted';
        readonly elements: RichText[];
      }[];
    };

/** What `chat.postMessage` or an incoming webhook takes: blocks, the text for notifications, and no previews of links. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: SlackBlock[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** A message of the first blocks that Slack takes. @param text mrkdwn, escaped */
export function slackMessage(text: string, blocks: readonly SlackBlock[]): SlackMessage {
  return {
    text,
    blocks: blocks.slice(0, BLOCK_KIT_LIMITS.blocks),
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** The first line of a message. @param text plain text, which may hold evidence */
export function header(text: string): SlackBlock {
  return { type: 'header', text: plainText(text, BLOCK_KIT_LIMITS.headerText) };
}

/** A paragraph. @param text mrkdwn, escaped, and no longer than a section may be */
export function section(text: string): SlackBlock {
  return { type: 'section', text: mrkdwn(text) };
}

/** Facts in two columns. @param pairs our own label, and mrkdwn, escaped; at most ten */
export function facts(pairs: readonly (readonly [label: string, value: string])[]): SlackBlock {
  return {
    type: 'section',
    fields: pairs
      .slice(0, BLOCK_KIT_LIMITS.fields)
      .map(([label, value]) => mrkdwn(`*${label}*\n${value}`)),
  };
}

/** Small print. @param texts mrkdwn, escaped; at most ten */
export function smallPrint(texts: readonly string[]): SlackBlock {
  return {
    type: 'context',
    elements: texts.slice(0, BLOCK_KIT_LIMITS.contextElements).map(mrkdwn),
  };
}

/** Code of several lines, as it is. */
export function preformatted(text: string): SlackBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
  };
}

/** A button. @param label our own word */
export function button(
  label: string,
  action: Pick<SlackButton, 'action_id' | 'url' | 'value' | 'style'>,
): SlackButton {
  return { type: 'button', text: plainText(label, BLOCK_KIT_LIMITS.buttonText), ...action };
}

function mrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Slack should not parse plain text; should it, there is no `<!channel>` in it to find. */
function plainText(text: string, most: number): PlainText {
  const shown = printable(text).replaceAll('<', '\\u{3c}').replaceAll('>', '\\u{3e}');
  return { type: 'plain_text', text: fitEscaped(shown, most, (char) => char), emoji: false };
}
