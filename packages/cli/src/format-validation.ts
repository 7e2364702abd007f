import type { Entry } from '@provkit/manifest';
import { type Palette, printable, REPORT_SCHEMA_VERSION, toText } from '@provkit/predicate/format';
import { entryChanges } from './map/entry-changes.ts';
import type { Validation } from './map/validation.ts';

/** What became of a validation. */
interface Outcome {
  readonly isWritten: boolean;
}

/** The validation as one JSON document: the same members on failure as on success. Pure. */
export function validationJson(
  validation: Validation,
  entry: Entry,
  { isWritten }: Outcome,
): string {
  const { verdict, failureReason = null, problem = null, reports = [], verifiedAt } = validation;
  const { tag, run_id, run_attempt } = entry;
  const document = {
    version: REPORT_SCHEMA_VERSION,
    verdict,
    failureReason,
    problem,
    entry: { tag, run_id, run_attempt },
    written: isWritten,
    verifiedAt,
    reports,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The validation for people: the report, then what it means for the manifest. Pure. */
export function validationText(
  validation: Validation,
  entry: Entry,
  options: Outcome & { readonly isTagLookedUp: boolean; readonly palette: Palette },
): string {
  const { palette, isWritten, isTagLookedUp } = options;
  const { bad, strong, dim } = palette;
  const { verdict, failureReason = '', problem = '', reports } = validation;
  const sign = verdict === 'inconclusive' ? '?' : '✗';
  const what = reports
    ? reports.map((report) => toText(report, { palette })).join('\n')
    : `${bad(sign)} ${strong(printable(entry.artifact_url))}: ${bad(failureReason)}\n\n  ${printable(problem)}\n\n`;
  const oracle = isTagLookedUp
    ? ''
    : `${dim(`  The commit of ${printable(entry.tag)} is the manifest's own word: --source-digest, or a token for GitHub, compares it with the tag.`)}\n`;
  const status = entryChanges(validation, entry).status ?? entry.status;
  const reason = failureReason === '' ? '' : ` (${failureReason})`;
  const change = `${entry.status} → ${status}${reason}`;
  const why = reports && problem !== '' ? printable(problem) : '--write does';
  const state = isWritten ? 'written' : `not written: ${why}`;
  return `${what}${oracle}  Manifest entry: ${printable(entry.tag)}, run ${entry.run_id}: ${change}, ${state}\n`;
}
