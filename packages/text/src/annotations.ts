import { printable } from './printable.ts';

/** What GitHub shows at the top of a run, or in a changed file. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** GitHub takes 255 characters. */
  readonly title: string;
  /** Each one line of the annotation. */
  readonly lines: readonly string[];
  /** Where in the repository it belongs: a path with `/`, lines and columns from 1. */
  readonly place?: { readonly file: string; readonly line: number; readonly column: number };
}

/** GitHub shows this many of each level per step, and drops the others without a word. */
const MOST_PER_LEVEL = 10;

/**
 * Annotations as workflow commands, errors first: at most ten of each level, which is what GitHub shows; the last then says
 * how many there are more. No text in them can start a command, or end its property (T16). Pure.
 * @param tool who says how many more there are
 * @returns lines that end with `\n`; empty when there is nothing to say
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function annotationCommands(annotations: readonly Annotation[], tool: string): string {
  return (['error', 'warning', 'notice'] as const)
    .flatMap((level) =>
      atMostTen(
        annotations.filter((one) => one.level === level),
        tool,
      ),
    )
    .map((annotation) => `${command(annotation)}\n`)
    .join('');
}

function atMostTen(annotations: readonly Annotation[], tool: string): readonly Annotation[] {
  const [first] = annotations;
  if (!first || annotations.length <= MOST_PER_LEVEL) return annotations;
  const shown = annotations.slice(0, MOST_PER_LEVEL - 1);
  const more = `${annotations.length - shown.length} more: the report has them all`;
  return [...shown, { level: first.level, title: tool, lines: [more] }];
}

function command({ level, title, lines, place }: Annotation): string {
  const where = place && { file: place.file, line: place.line, col: place.column };
  const properties = Object.entries({ ...where, title }).map(
    ([name, value]) => `${name}=${escapeProperty(printable(String(value)))}`,
  );
  const text = lines.map((line) => escapeData(printable(line))).join('%0A');
  return `::${level} ${properties.join(',')}::${text}`;
}

/** As the runner reads the text of a command. @see actions/toolkit packages/core/src/command.ts */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** As the runner reads a property of a command, which also ends at a colon or comma. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
