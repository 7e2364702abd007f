import type { Entry } from '@provkit/manifest';
import type { Outcome } from '@provkit/predicate/format';
import { entryChanges } from './entry-changes.ts';
import { REASONS } from './reasons.ts';
import type { Validation } from './validation.ts';

/** What the report of a validation says beside its verdict. */
export interface ValidationContext {
  /** Whether the verdict went into the manifest. */
  readonly isWritten: boolean;
  /** Whether the commit that the tag points to was looked up (T2). */
  readonly isTagLookedUp: boolean;
}

/** A validation as what every format is written from: its reports or problem, and what it means for the manifest. Pure. */
export function validationOutcome(
  validation: Validation,
  entry: Entry,
  context: ValidationContext,
): Outcome {
  const { verdict, reports = [], verifiedAt } = validation;
  return {
    ...(verdict !== 'pass' && { verdict }),
    reports,
    problems: problems(validation, entry),
    facts: facts(validation, entry, context),
    at: verifiedAt,
  };
}

function problems(
  { verdict, failureReason, problem, compared, reports }: Validation,
  entry: Entry,
): NonNullable<Outcome['problems']> {
  if (problem === undefined || failureReason === undefined || verdict === 'pass') return [];
  const { class: kind, fix } = REASONS[failureReason];
  // beside reports the one thing that can go wrong is to record them (S5.3)
  const title = reports
    ? 'the verdict is written into the manifest'
    : 'the released files can be had, and are those that the manifest names';
  return [
    {
      artifact: entry.artifact_url,
      status: verdict,
      reason: failureReason,
      class: kind,
      title,
      message: problem,
      expected: compared?.expected ?? title,
      actual: compared?.actual ?? problem,
      hint: fix.join(' '),
      spec: reports ? 'S5.3' : 'spec 1.1, 1.10, S1.2, S1.6',
    },
  ];
}

function facts(
  validation: Validation,
  entry: Entry,
  { isWritten, isTagLookedUp }: ValidationContext,
): NonNullable<Outcome['facts']> {
  const { failureReason, problem, reports } = validation;
  const status = entryChanges(validation, entry).status ?? entry.status;
  const reason = failureReason === undefined ? '' : ` (${failureReason})`;
  const why = reports && problem !== undefined ? problem : '--write does';
  const state = isWritten ? 'written' : `not written: ${why}`;
  const change = `${entry.tag}, run ${entry.run_id}: ${entry.status} → ${status}${reason}, ${state}`;
  const oracle = `that of ${entry.tag} is the manifest’s own word: --source-digest, or a token for GitHub, compares it with the tag`;
  return [...(isTagLookedUp ? [] : [['Commit', oracle] as const]), ['Manifest entry', change]];
}
