import type { Entry, Manifest, Status } from '../schema.ts';

/** How bad a finding is: an `error` fails the lint, a `warning` is for people to look at. */
export type Severity = 'error' | 'warning';

/**
 * Which status may follow which. Handed in as data: the manifest keeps the rule, whoever recovers releases owns the table.
 * @see spec.md 2.5, "Allowed status changes"
 */
export interface StatusTransitions {
  readonly allowed: Readonly<Record<Status, readonly Status[]>>;
  /** Changes that only a person may bring about, beside those that are allowed to anybody. */
  readonly humanOnly: Readonly<Record<Status, readonly Status[]>>;
}

/** One entry as the rules see it. */
export interface LintedEntry {
  readonly entry: Entry;
  /** JSON pointer of the entry. */
  readonly at: string;
  /** The same entry before the change; absent without a change, and for a new one. */
  readonly before?: Entry;
}

/** The path of another manifest that has an entry of this repository, tag and run, if one has. */
export type Elsewhere = (
  repository: string,
  entry: Pick<Entry, 'tag' | 'run_id'>,
) => string | undefined;

/** What the rules look at. */
export interface Subject {
  readonly manifest: Manifest;
  /** In their order. */
  readonly entries: readonly LintedEntry[];
  /** The manifest before the change, with the table for it; absent where the file alone is judged. */
  readonly change?: {
    readonly before: Manifest;
    /** Entries that are gone. */
    readonly removed: readonly Entry[];
    readonly transitions: StatusTransitions;
  };
  /** Which other manifest has an entry of the same key; absent: there is none to look into. */
  readonly elsewhere?: Elsewhere;
  /** UTC, ms since 1970; absent: nothing is said about the present. */
  readonly nowMs?: number;
  /** Path of the file, with `/`. */
  readonly path?: string;
}

/** A place where a rule does not hold. */
export interface Violation {
  /** JSON pointer in the manifest; of what should be there, where something is missing. */
  readonly pointer: string;
  readonly entry?: Entry;
  /** What was found, without a full stop. */
  readonly message: string;
}

/** One rule; a page of docs/rules/ is named after it. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** What must hold, in a sentence. */
  readonly summary: string;
  /** Where it comes from. */
  readonly source: string;
  /** What to do where it does not hold, in a sentence. */
  readonly fix: string;
  readonly check: (subject: Subject) => Iterable<Violation>;
}

/** What is wrong with a field of an entry. */
export interface FieldProblem {
  readonly field: keyof Entry;
  readonly message: string;
}

/** A check that looks at each entry by itself. */
export function eachEntry(
  check: (entry: Entry, subject: Subject) => Iterable<FieldProblem>,
): Rule['check'] {
  return function* (subject) {
    for (const { entry, at } of subject.entries) {
      for (const { field, message } of check(entry, subject)) {
        yield { pointer: `${at}/${field}`, entry, message };
      }
    }
  };
}

/** A check that looks at each entry that was there before, with what it was. */
export function eachChange(
  check: (before: Entry, entry: Entry, subject: Subject) => Iterable<FieldProblem>,
): Rule['check'] {
  return function* (subject) {
    for (const { entry, at, before } of subject.entries) {
      if (!before || before === entry) continue;
      for (const { field, message } of check(before, entry, subject)) {
        yield { pointer: `${at}/${field}`, entry, message };
      }
    }
  };
}
