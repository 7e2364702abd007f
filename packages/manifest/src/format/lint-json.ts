import { countFindings, type LintedFile } from './linted-file.ts';

/** Version of the report's own form. */
export const LINT_SCHEMA_VERSION = 1;

/**
 * The findings for programs: `{ schemaVersion, errors, warnings, files: [{ path, findings, change? }] }`, each finding as
 * `lintText` gives it, `change` with the counts of entries that were added, modified and removed. Pure.
 */
export function lintToJson(files: readonly LintedFile[]): string {
  const report = {
    schemaVersion: LINT_SCHEMA_VERSION,
    ...countFindings(files),
    files: files.map(({ path, findings, change }) => ({ path, findings, change })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
