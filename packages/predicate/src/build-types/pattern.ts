/** The placeholders of a pattern: what they stand for, and a character that none of them can hold must follow. */
const PLACEHOLDERS: Readonly<Record<string, { readonly source: string; readonly holds: RegExp }>> =
  {
    /** A name of letters, digits, `.`, `_` and `-`, but no dot segment. */
    name: { source: '(?!\\.{1,2}(?![A-Za-z0-9._-]))[A-Za-z0-9._-]+', holds: /[A-Za-z0-9._-]/ },
    /** `1.2.3`. */
    version: {
      source: '(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)',
      holds: /[0-9.]/,
    },
  };

const PART = /\{([^{}]*)\}/g;

/**
 * Reads a pattern for a word that no certificate backs: text with `{name}` and `{version}`. `undefined` if there is
 * another placeholder, or one that is followed by a character which it can hold itself: so every character of the word
 * belongs to one part only, and matching takes one pass however hostile the word is (T15). The whole word must match
 * (architecture.md, "Never" 4).
 */
export function parsePattern(text: string): RegExp | undefined {
  let source = '';
  let end = 0;
  for (const match of text.matchAll(PART)) {
    const name = match[1] ?? '';
    const placeholder = Object.hasOwn(PLACEHOLDERS, name) ? PLACEHOLDERS[name] : undefined;
    const literal = text.slice(end, match.index);
    end = match.index + match[0].length;
    const next = text.charAt(end);
    if (!placeholder || next === '{' || placeholder.holds.test(next)) return undefined;
    source += `${literally(literal)}${placeholder.source}`;
  }
  const rest = text.slice(end);
  const isStray = /[{}]/.test(text.replace(PART, ''));
  return isStray ? undefined : new RegExp(`^${source}${literally(rest)}$`, 'u');
}

/** A text as a regular expression for itself. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
