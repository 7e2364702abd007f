/** How many letters may be wrong, missing or too many for a word to be taken as a slip of another. */
const MOST_EDITS = 3;

/** `. Did you mean --bundle?` where a known word is close, else nothing. */
export function suggest(word: string, known: readonly string[], prefix = ''): string {
  const [closest] = known
    .map((candidate) => ({ candidate, edits: editDistance(word, candidate) }))
    .filter(({ edits, candidate }) => edits <= Math.min(MOST_EDITS, candidate.length - 2))
    .toSorted((a, b) => a.edits - b.edits);
  return closest ? `. Did you mean ${prefix}${closest.candidate}?` : '';
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let line = 1; line <= a.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= b.length; column += 1) {
      const substituted = (row[column - 1] ?? 0) + (a[line - 1] === b[column - 1] ? 0 : 1);
      const inserted = (next[column - 1] ?? 0) + 1;
      const deleted = (row[column] ?? 0) + 1;
      next.push(Math.min(substituted, inserted, deleted));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
