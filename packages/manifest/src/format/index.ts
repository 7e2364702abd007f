export { diffToMarkdown } from './diff-markdown.ts';
export { type DiffTextOptions, diffToText } from './diff-text.ts';
export { lintToAnnotations } from './lint-annotations.ts';
export { LINT_SCHEMA_VERSION, lintToJson } from './lint-json.ts';
export { lintToMarkdown } from './lint-markdown.ts';
export { lintToSarif } from './lint-sarif.ts';
export { lintToText } from './lint-text.ts';
export { countFindings, type FindingCounts, type LintedFile } from './linted-file.ts';
