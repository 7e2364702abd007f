import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const STYLE = `
  body { font: 14px/1.5 -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; margin: 24px; color: #1f2328 }
  h1 { font-size: 26px; font-weight: 400; margin: 0 0 8px } h2 { font-size: 21px } h3 { font-size: 17px; margin: 24px 0 8px }
  .labels span { display: inline-block; padding: 0 8px; border-radius: 12px; background: #d1242f; color: #fff; font-size: 12px;
    margin-right: 6px } .box { border: 1px solid #d1d9e0; border-radius: 6px; padding: 16px; margin-top: 16px }
  code { background: #818b981f; border-radius: 6px; padding: .2em .4em; font: 12px "DejaVu Sans Mono", monospace;
    overflow-wrap: anywhere } pre { background: #f6f8fa; padding: 12px; border-radius: 6px } pre code { background: none; padding: 0 }
  table { border-collapse: collapse } td, th { border: 1px solid #d1d9e0; padding: 6px 13px } thead { display: none }
  blockquote { margin: 16px 0; padding: 4px 16px; border-left: 4px solid #d1d9e0 } a { color: #0969da }
  .caution { border-color: #d1242f } .caution b { color: #d1242f } .warning { border-color: #9a6700 }
  .warning b { color: #9a6700 } .note { border-color: #0969da } .note b { color: #0969da }`;

/** A page of GitHub's: an Issue with its labels, or Markdown alone. */
export function githubPage(issue: {
  readonly body: string;
  readonly title?: string;
  readonly labels?: readonly string[];
}): string {
  const { title = '', labels = [] } = issue;
  // GitHub knows two things that Markdown does not: code in a title, and coloured quotations.
  const heading = escapeHtml(title).replace(/`([^`]+)`/g, '<code>$1</code>');
  const body = micromark(issue.body, {
    allowDangerousHtml: true, // as GitHub does: details and summary are HTML
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  }).replace(
    /<blockquote>\s*<p>\[!(CAUTION|WARNING|NOTE)\]/g,
    (_, kind: string) => `<blockquote class="${kind.toLowerCase()}"><p><b>${kind}</b><br>`,
  );
  const tags = labels.map((label) => `<span>${escapeHtml(label)}</span>`).join('');
  return `<!doctype html><meta charset="utf-8"><title>Issue</title><style>${STYLE}</style>
    <h1>${heading}</h1><div class="labels">${tags}</div><div class="box">${body}</div>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
