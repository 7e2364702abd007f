import type { Rule } from './rule.ts';

/**
 * The file is a manifest at all. It is found out by `parseManifest` before any other rule can look, and reported as a
 * finding so that every format has it; see `lintText`.
 */
export const valid: Rule = {
  id: 'valid',
  severity: 'error',
  summary: 'The file is JSON without duplicate names, and what the schema describes.',
  source: 'S1.1, T15',
  fix: 'Correct the place that the message names; the schema, manifest.v1.schema.json, describes every field.',
  check: () => [],
};
