import { renderMrkdwn } from './render-mrkdwn.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * A Slack message with blocks as HTML, near enough to what people see to judge text and layout by. Knows the blocks that
 * messages of provkit have; throws for any other.
 */
export function renderSlackMessage(message: { readonly blocks?: readonly object[] }): string {
  return (message.blocks ?? []).map((block) => renderBlock(block as Members)).join('\n'); // read member by member
}

function renderBlock(block: Members): string {
  switch (block.type) {
    case 'header':
      return `<h3>${plain(block.text)}</h3>`;
    case 'divider':
      return '<hr>';
    case 'section':
      return `<div class="section">${body(block)}${accessory(block)}</div>`;
    case 'context':
      return `<div class="context">${list(block.elements).map(textObject).join(' ')}</div>`;
    case 'actions':
      return `<div class="actions">${list(block.elements).map(button).join('')}</div>`;
    case 'rich_text':
      return `<div class="rich">${list(block.elements).map(richText).join('')}</div>`;
    default:
      throw new Error(`no picture of a block of type ${String(block.type)}`);
  }
}

function body({ text, fields }: Members): string {
  const said = text === undefined ? '' : `<p>${textObject(text as Members)}</p>`;
  if (fields === undefined) return said;
  const cells = list(fields).map((field) => `<div>${textObject(field)}</div>`);
  return `${said}<div class="fields">${cells.join('')}</div>`;
}

function accessory({ accessory: element }: Members): string {
  return element === undefined ? '' : button(element as Members);
}

function textObject(object: Members): string {
  return object.type === 'mrkdwn'
    ? renderMrkdwn(String(object.text), object.verbatim === true)
    : plain(object);
}

function plain(object: unknown): string {
  const { text, emoji } = object as Members;
  const shown = escapeHtml(String(text)).replaceAll('\n', '<br>');
  return emoji === false
    ? shown
    : shown.replace(/:[a-z0-9_+-]+:/g, (name) => `<span class="emoji">${name}</span>`);
}

function button({ text, url, style }: Members): string {
  const name = `button ${String(style ?? '')}`.trim();
  const label = plain(text);
  return url === undefined
    ? `<button class="${name}">${label}</button>`
    : `<a class="${name}" href="${escapeHtml(String(url))}">${label}</a>`;
}

function richText({ type, elements }: Members): string {
  const inside = list(elements);
  switch (type) {
    case 'rich_text_section':
      return `<p>${inside.map(richElement).join('')}</p>`;
    case 'rich_text_preformatted':
      return `<pre>${inside.map(richElement).join('')}</pre>`;
    case 'rich_text_quote':
      return `<blockquote>${inside.map(richElement).join('')}</blockquote>`;
    case 'rich_text_list':
      return `<ol>${inside.map((item) => `<li>${richText(item)}</li>`).join('')}</ol>`;
    default:
      throw new Error(`no picture of rich text of type ${String(type)}`);
  }
}

function richElement({ type, text, url, style }: Members): string {
  const shown = escapeHtml(String(text ?? url)).replaceAll('\n', '<br>');
  if (type === 'link') return `<a href="${escapeHtml(String(url))}">${shown}</a>`;
  if (type !== 'text') throw new Error(`no picture of a rich element of type ${String(type)}`);
  const { bold, code } = (style ?? {}) as Members;
  if (code === true) return `<code>${shown}</code>`;
  return bold === true ? `<b>${shown}</b>` : shown;
}

function list(value: unknown): readonly Members[] {
  return Array.isArray(value) ? (value as readonly Members[]) : []; // read member by member
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
