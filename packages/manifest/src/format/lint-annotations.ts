import { type Annotation, annotationCommands } from '@provkit/text';
import type { LocatedFinding } from '../lint-text.ts';
import type { LintedFile } from './linted-file.ts';

const TOOL = 'provkit lint-manifest';

/**
 * The findings as workflow commands, which GitHub shows in the changed file: at most ten of each level, the last of which
 * then says how many more there are. No value from the manifest can start a command (T16). Pure.
 * @returns lines that end with `\n`; empty when there is nothing to say
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function lintToAnnotations(files: readonly LintedFile[]): string {
  const all = files.flatMap(({ path, findings }) =>
    findings.map((found) => annotation(path, found)),
  );
  return annotationCommands(all, TOOL);
}

function annotation(
  file: string,
  { severity, line, column, rule, entry, message, fix }: LocatedFinding,
): Annotation {
  const who = entry ? `${entry.tag} (run ${entry.run_id}): ` : '';
  return {
    level: severity,
    title: `${TOOL}: ${rule}`,
    lines: [`${who}${message}`, fix],
    place: { file, line, column },
  };
}
