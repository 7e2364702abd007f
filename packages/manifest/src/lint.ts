import { pairEntries } from './pair-entries.ts';
import { RULES } from './rules/index.ts';
import type { Elsewhere, Severity, StatusTransitions, Subject } from './rules/rule.ts';
import type { Entry, Manifest } from './schema.ts';

/** One place where a rule does not hold. */
export interface Finding {
  /** Id of the rule, and name of its page in docs/rules/. */
  readonly rule: string;
  readonly severity: Severity;
  /** JSON pointer in the manifest; of what should be there, where something is missing. */
  readonly pointer: string;
  /** The entry in question, if it is about one; not in the manifest any more where it was removed. */
  readonly entry?: Pick<Entry, 'tag' | 'run_id'>;
  /** What was found, without a full stop. */
  readonly message: string;
  /** What to do, in a sentence. */
  readonly fix: string;
}

/** What a manifest is held against. */
export type LintOptions = {
  /** The caller's clock, UTC; without it nothing is said about the present: what lies in the future or has expired. */
  readonly now?: Date;
  /** Path of the file from the root of the repository, with `/`; without it no rule looks at the path. */
  readonly path?: string;
  /** Which other manifest of the repository has an entry; without it the file is judged as if it were the only one. */
  readonly elsewhere?: Elsewhere;
} & (
  | { readonly before?: undefined; readonly transitions?: StatusTransitions }
  | {
      /** The manifest before the change; without it the file alone is judged. */
      readonly before: Manifest;
      /** Which status may follow which. */
      readonly transitions: StatusTransitions;
    }
);

/**
 * Holds a manifest against every rule, over the file alone and, where `before` is given, over the change (S6.3). Pure.
 * @param manifest as `parseManifest` returns it, or a draft that has its form.
 * @returns in the order of the rules, then of the manifest; empty when all hold
 * @example
 * const findings = lint(after, { before, transitions, now: new Date(clock.now()) });
 */
export function lint(manifest: Manifest, options: LintOptions = {}): readonly Finding[] {
  const subject = subjectOf(manifest, options);
  return RULES.flatMap(({ id: rule, severity, fix, check }) =>
    Array.from(check(subject), ({ pointer, entry, message }) => ({
      rule,
      severity,
      pointer,
      ...(entry && { entry: { tag: entry.tag, run_id: entry.run_id } }),
      message,
      fix,
    })),
  );
}

function subjectOf(manifest: Manifest, options: LintOptions): Subject {
  const { now, path, elsewhere, before, transitions } = options;
  const { beforeOf, removed } = pairEntries(before?.entries ?? [], manifest.entries);
  const entries = manifest.entries.map((entry, index) => {
    const old = before?.entries[beforeOf[index] ?? -1];
    return { entry, at: `/entries/${index}`, ...(old && { before: old }) };
  });
  const gone = removed.flatMap((index) => before?.entries[index] ?? []);
  return {
    manifest,
    entries,
    ...(before && { change: { before, removed: gone, transitions } }),
    ...(elsewhere && { elsewhere }),
    ...(now && { nowMs: now.getTime() }),
    ...(path !== undefined && { path }),
  };
}
