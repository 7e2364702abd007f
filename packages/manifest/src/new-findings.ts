import { type Finding, type LintOptions, lint } from './lint.ts';
import type { StatusTransitions } from './rules/rule.ts';
import type { Manifest } from './schema.ts';

/**
 * The findings that a change brings: those of the change itself, and those of the file that were not there before. What
 * somebody else left behind is not held against whoever changes something. Pure.
 */
export function newFindings(
  before: Manifest,
  after: Manifest,
  {
    transitions,
    now,
    path,
  }: Pick<LintOptions, 'now' | 'path'> & { readonly transitions: StatusTransitions },
): readonly Finding[] {
  const common = { ...(now && { now }), ...(path !== undefined && { path }) };
  const known = new Set(lint(before, common).map(identityOf));
  return lint(after, { ...common, before, transitions }).filter(
    (finding) => !known.has(identityOf(finding)),
  );
}

/** Wherever the entry stands. */
function identityOf({ rule, pointer, entry, message }: Finding): string {
  const field = pointer.replace(/^\/entries\/\d+/, '');
  return JSON.stringify([rule, entry?.tag, entry?.run_id, field, message]);
}
