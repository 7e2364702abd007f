import type { EntryCounts } from '../diff.ts';
import type { LocatedFinding } from '../lint-text.ts';

/** A manifest that was linted, and what was found. */
export interface LintedFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly findings: readonly LocatedFinding[];
  /** The change that was judged, in entries (`governance.manifest_diff_count`); absent where the file alone was. */
  readonly change?: EntryCounts & {
    /** What it was compared with, as people name it. */
    readonly base: string;
  };
}

/** How many findings there are in all. */
export interface FindingCounts {
  readonly errors: number;
  readonly warnings: number;
}

/** Counts the findings of all files. Pure. */
export function countFindings(files: readonly LintedFile[]): FindingCounts {
  const findings = files.flatMap((file) => file.findings);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

/** `2 errors, 1 warning in 3 manifests`. */
export function verdictOf(files: readonly LintedFile[]): string {
  const { errors, warnings } = countFindings(files);
  return `${plural(errors, 'error')}, ${plural(warnings, 'warning')} in ${plural(files.length, 'manifest')}`;
}

/** `1 added, 2 changed, 0 removed since main`, or nothing where there was no change to judge. */
export function changeOf({ change }: LintedFile): string | undefined {
  if (!change) return undefined;
  const { added, modified, removed, base } = change;
  return `${added} added, ${modified} changed, ${removed} removed since ${base}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
