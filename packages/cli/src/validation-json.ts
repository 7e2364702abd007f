import type { Entry } from '@provkit/manifest';
import { type Outcome, toDocument } from '@provkit/predicate/format';
import { printableJson } from '@provkit/text';
import type { Validation } from './map/validation.ts';

/**
 * The validation as one JSON document: the one that `verify` writes, and what it means for the manifest. The same members
 * on failure as on success. Pure.
 */
export function validationJson(
  { failureReason, problem, verifiedAt }: Validation,
  { tag, run_id, run_attempt }: Entry,
  outcome: Outcome,
  isWritten: boolean,
): string {
  const { version, verdict, ...rest } = toDocument(outcome);
  const document = {
    version,
    verdict,
    failureReason: failureReason ?? null,
    problem: problem ?? null,
    entry: { tag, run_id, run_attempt },
    written: isWritten,
    verifiedAt,
    ...rest,
  };
  return `${printableJson(document)}\n`;
}
