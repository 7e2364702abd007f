import type { SignedPayload } from '../signature/signed-payload.ts';
import {
  parseStatement,
  predicateProblem,
  type SchemaProblem,
} from '../statement/parse-statement.ts';
import { VSA_V1 } from '../statement/predicate-types.ts';
import type { Statement, VerificationSummaryV1 } from '../statement/schemas.ts';
import { fail, pass, type VsaCheckResult } from './catalog.ts';

/** What a signed payload says. `predicate` only if it is a well-formed verification summary v1. */
export interface ReadVsa {
  /** Of the check `statement`. */
  readonly result: VsaCheckResult;
  readonly statement?: Statement;
  readonly predicate?: VerificationSummaryV1;
}

/** Reads a signed payload as an in-toto statement and, if its type says so, as a verification summary. */
export function readVsa({ payload }: SignedPayload): ReadVsa {
  const read = parseStatement(payload);
  if ('problem' in read) return { result: malformed(read) };
  const { statement } = read;
  const problem = predicateProblem(statement);
  if (problem) return { result: malformed(problem) };
  const message = `in-toto statement of ${statement.predicateType}`;
  if (statement.predicateType !== VSA_V1) {
    return { result: pass('statement', { message }), statement };
  }
  const predicate = statement.predicate as VerificationSummaryV1; // the validator has just said so
  const warnings = warningsAbout(predicate);
  return {
    result: pass('statement', { message, ...(warnings.length > 0 && { warnings }) }),
    statement,
    predicate,
  };
}

function malformed({ problem, pointer }: SchemaProblem): VsaCheckResult {
  const place = pointer === undefined ? {} : { pointer };
  return fail('statement', { message: problem, ...place });
}

/** What the verifier has left out though SLSA asks for it, and on which nothing here rests. */
function warningsAbout({ inputAttestations, policy }: VerificationSummaryV1): readonly string[] {
  const bare = (inputAttestations ?? []).filter(
    ({ digest }) => Object.keys(digest ?? {}).length === 0,
  );
  return [
    ...(Object.keys(policy.digest ?? {}).length === 0
      ? ['the policy has no digest, so its version is unknown']
      : []),
    ...(bare.length > 0 ? [`input attestations without a digest: ${bare.length}`] : []),
  ];
}
