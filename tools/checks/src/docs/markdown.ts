/** A link or image of a document. */
interface Link {
  readonly target: string;
  readonly line: number;
}

/** The parts of a Markdown document that the checks look at; fenced code is left out of all but `codeBlocks`. */
export interface Markdown {
  readonly links: readonly Link[];
  /** Level and text of each heading, in order. */
  readonly headings: readonly { readonly level: number; readonly text: string }[];
  /** Anchors of the headings, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>;
  /** What is written `like this`, with its line. */
  readonly codeSpans: readonly Link[];
  readonly codeBlocks: readonly CodeBlock[];
}

interface CodeBlock {
  /** What stands behind the fence, for example `ts`. */
  readonly language: string;
  readonly text: string;
  readonly line: number;
}

const FENCE = /^\s*(`{3,}|~{3,})\s*(.*)$/;
/** The end of a link is enough, and finds an image inside a link too. */
const LINK = /\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g;
const DEFINITION = /^\s*\[[^\]]+\]:\s+<?(\S+?)>?(?:\s+"[^"]*")?\s*$/;
const CODE_SPAN = /(`+)(.+?)\1/g;

/** Reads a document. */
export function parseMarkdown(text: string): Markdown {
  const { lines, codeBlocks } = withoutCode(text);
  const headings = lines.flatMap(({ text: line }) => {
    const found = /^(#{1,6})\s+(.+?)\s*#*$/.exec(line);
    return found ? [{ level: found[1]?.length ?? 0, text: found[2] ?? '' }] : [];
  });
  return {
    links: lines.flatMap(({ text: line, number }) => linksOf(line, number)),
    headings,
    anchors: anchorsOf(headings.map((heading) => heading.text)),
    codeSpans: lines.flatMap(({ text: line, number }) =>
      [...line.matchAll(CODE_SPAN)].map((found) => ({ target: found[2] ?? '', line: number })),
    ),
    codeBlocks,
  };
}

function withoutCode(text: string) {
  const lines: { readonly text: string; readonly number: number }[] = [];
  const codeBlocks: CodeBlock[] = [];
  let open: { fence: string; language: string; line: number; body: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const [, fence = '', info = ''] = FENCE.exec(line) ?? [];
    if (open && fence.startsWith(open.fence) && info === '') {
      codeBlocks.push({ language: open.language, text: open.body.join('\n'), line: open.line });
      open = undefined;
    } else if (open) {
      open.body.push(line);
    } else if (fence) {
      open = { fence, language: info.trim(), line: index + 2, body: [] };
    } else {
      lines.push({ text: line, number: index + 1 });
    }
  }
  return { lines, codeBlocks };
}

function linksOf(text: string, line: number): Link[] {
  const definition = DEFINITION.exec(text)?.[1];
  const inline = [...text.replace(CODE_SPAN, '``').matchAll(LINK)].map((found) => found[1] ?? '');
  return [...inline, ...(definition === undefined ? [] : [definition])].map((target) => ({
    target,
    line,
  }));
}

/** GitHub: lower case, without punctuation, blanks to hyphens, `-1` for the second of a name. */
function anchorsOf(headings: readonly string[]): Set<string> {
  const anchors = new Set<string>();
  for (const heading of headings) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const base = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    let anchor = base;
    for (let n = 1; anchors.has(anchor); n += 1) anchor = `${base}-${n}`;
    anchors.add(anchor);
  }
  return anchors;
}
