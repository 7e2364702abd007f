import type { FailureReason } from '../failure-reason.ts';
import { shown } from '../shown.ts';
import { CATALOG, type CheckDescription, type CheckId } from './catalog.ts';

/** The outcome of one check (spec.md 1.2). */
export type CheckStatus = 'pass' | 'fail' | 'inconclusive' | 'skipped' | 'not_applicable';

/**
 * What a check found; `Id` names the checks of one catalog. Plain JSON; every text is for people, `id`,
 * `status` and `reason` are for programs.
 */
export interface CheckResult<Id extends string = CheckId> {
  readonly id: Id;
  readonly status: CheckStatus;
  /** Only on `fail` and `inconclusive`. */
  readonly reason?: FailureReason;
  /** One sentence: what was established, what is wrong, or why the check did not run. */
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /**
   * Where in the document: a JSON pointer into the statement, `certificate OID`, or a JSON pointer into the bundle
   * when prefixed with `bundle:`.
   */
  readonly pointer?: string;
  /** What a person can do about a failure. */
  readonly hint?: string;
  /** Only of the check `claims`: each pair that the build type's agreement table compares, in its order. */
  readonly rows?: readonly AgreementRow[];
  /** What is odd and yet no failure; each one sentence. */
  readonly warnings?: readonly string[];
  /** Section of spec.md and clause of scenario.md that the check enforces. */
  readonly spec: string;
}

/** One pair of the agreement between certificate and predicate (spec.md 1.8). Plain JSON. */
export interface AgreementRow {
  /** What the two say, for example `event name`. */
  readonly name: string;
  /** Place of the certificate's word, for example `certificate .20`. */
  readonly claim: string;
  /** Place of the predicate's word: a JSON pointer into the statement. */
  readonly pointer: string;
  /**
   * `absent`: one of the two is missing where the table requires it; `not_applicable`: missing, and the table lets it.
   */
  readonly outcome: 'equal' | 'different' | 'absent' | 'not_applicable';
  /** What the certificate says, as the predicate would have to write it; absent when it says nothing. */
  readonly certified?: string;
  /** What the predicate says; absent when it says nothing. */
  readonly stated?: string;
}

/** The parts of a result that the check itself knows. */
export type Finding = Pick<
  CheckResult,
  'message' | 'expected' | 'actual' | 'pointer' | 'hint' | 'rows' | 'warnings'
>;

/** Makes the results of the checks of one catalog. */
export interface Results<Id extends string> {
  /** The check holds. */
  readonly pass: (id: Id, finding: Finding) => CheckResult<Id>;
  /** The check does not hold; reason and hint are the catalog's unless more exact ones are given. */
  readonly fail: (id: Id, finding: Finding, reason?: FailureReason) => CheckResult<Id>;
  /** The check has nothing to judge, and its rule lets it. */
  readonly notApplicable: (id: Id, message: string) => CheckResult<Id>;
  /** The check did not run, because what it rests on did not hold. */
  readonly skipped: (id: Id, message: string) => CheckResult<Id>;
}

/** The results of the checks that a catalog describes. */
export function resultsOf<Id extends string>(
  catalog: Readonly<Record<Id, CheckDescription>>,
): Results<Id> {
  return {
    pass: (id, finding) => ({ id, status: 'pass', ...bounded(finding), spec: catalog[id].spec }),
    fail: (id, finding, reason) => {
      const { spec, reason: usual, hint } = catalog[id];
      const advice = hint === undefined ? {} : { hint };
      return { id, status: 'fail', reason: reason ?? usual, ...advice, ...bounded(finding), spec };
    },
    notApplicable: (id, message) => ({
      id,
      status: 'not_applicable',
      message,
      spec: catalog[id].spec,
    }),
    skipped: (id, message) => ({ id, status: 'skipped', message, spec: catalog[id].spec }),
  };
}

/** The results of the checks of spec.md 1.3. */
export const { pass, fail, notApplicable, skipped } = resultsOf(CATALOG);

/** It could not be decided whether the check holds; blocks a release too. */
export function inconclusive(id: CheckId, finding: Finding, reason?: FailureReason): CheckResult {
  const { spec, reason: usual } = CATALOG[id];
  return { id, status: 'inconclusive', reason: reason ?? usual, ...bounded(finding), spec };
}

/** Whoever signs chooses what stands in a predicate, and every report repeats it (T15, T16). */
function bounded({ rows, warnings, ...texts }: Finding): Finding {
  const cut: { -readonly [name in keyof typeof texts]: (typeof texts)[name] } = texts; // a copy of its own
  for (const name of Object.keys(cut) as (keyof typeof cut)[]) {
    const text = cut[name];
    if (text !== undefined && text !== '') cut[name] = shown(text);
  }
  return {
    ...cut,
    ...(rows && { rows }),
    ...(warnings && { warnings: warnings.map(shown) }),
  };
}
