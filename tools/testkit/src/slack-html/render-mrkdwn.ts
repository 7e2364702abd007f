/** Pieces of mrkdwn that stand for something else than themselves, the first that matches wins. */
const CODE_BLOCK = /```([\s\S]+?)```/;
const CODE = /`([^`\n]+)`/;
const ANGLE = /<([^<>\n]*)>/;
const EMOJI = /:([a-z0-9_+-]+):/;
const BOLD = /(?<![A-Za-z0-9])\*([^*\n]+)\*(?![A-Za-z0-9])/;
const ITALIC = /(?<![A-Za-z0-9])_([^_\n]+)_(?![A-Za-z0-9])/;
const STRIKE = /(?<![A-Za-z0-9])~([^~\n]+)~(?![A-Za-z0-9])/;
/** What Slack finds by itself in a text that is not `verbatim`. */
const BARE = /https?:\/\/[^\s<>|]+|(?<!\w)@(?:here|channel|everyone)\b|(?<!\w)#[a-z0-9_-]+/;

type Rule = readonly [RegExp, (inside: string, isVerbatim: boolean) => string];

const RULES: readonly Rule[] = [
  [CODE_BLOCK, (inside) => `<pre>${inert(inside)}</pre>`],
  [CODE, (inside) => `<code>${inert(inside)}</code>`],
  [ANGLE, angle],
  [BOLD, (inside, isVerbatim) => `<b>${renderMrkdwn(inside, isVerbatim)}</b>`],
  [ITALIC, (inside, isVerbatim) => `<i>${renderMrkdwn(inside, isVerbatim)}</i>`],
  [STRIKE, (inside, isVerbatim) => `<s>${renderMrkdwn(inside, isVerbatim)}</s>`],
  [EMOJI, (name) => `<span class="emoji">:${name}:</span>`],
];

/**
 * What Slack makes of mrkdwn, as HTML: `b`, `i`, `s`, `code`, `pre`, `a`, and `span` of class `mention` or `emoji`. Errs on the
 * side of seeing more in a text than Slack does: tests ask that nothing be seen.
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function renderMrkdwn(text: string, isVerbatim = false): string {
  const rules: readonly Rule[] = isVerbatim
    ? RULES
    : [...RULES, [BARE, (whole) => `<a href="${attribute(whole)}">${inert(whole)}</a>`]];
  const first = rules
    .map(([pattern, show]) => ({ found: pattern.exec(text), show }))
    .filter(({ found }) => found !== null)
    .toSorted((a, b) => (a.found?.index ?? 0) - (b.found?.index ?? 0))
    .at(0);
  if (!first?.found) return inert(text).replaceAll('\n', '<br>');
  const [whole, inside = whole] = first.found;
  const { index } = first.found;
  return [
    inert(text.slice(0, index)).replaceAll('\n', '<br>'),
    first.show(inside, isVerbatim),
    renderMrkdwn(text.slice(index + whole.length), isVerbatim),
  ].join('');
}

/** `<!channel>`, `<@U…>`, `<#C…>` and `<url|label>`. */
function angle(inside: string): string {
  const [target = '', label = target] = inside.split('|', 2);
  if (/^[!@#]/.test(target)) return `<span class="mention">${inert(label)}</span>`;
  return `<a href="${attribute(target)}">${inert(label)}</a>`;
}

/** Slack's three entities are HTML's; everything else is a character. */
function inert(text: string): string {
  return text
    .replace(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function attribute(text: string): string {
  return inert(text).replaceAll('"', '&quot;');
}
