import type { Artifact } from '../artifact.ts';
import { type CheckResult, fail, pass } from '../checks/check-result.ts';
import { checkSubject } from '../checks/subject.ts';
import {
  parseStatement,
  predicateProblem,
  type SchemaProblem,
  type StatementOutcome,
} from '../statement/parse-statement.ts';
import type { Statement } from '../statement/schemas.ts';
import type { VerifiedSignature } from './verify-signature.ts';

declare const verified: unique symbol;

/**
 * An in-toto statement whose signature, log entries, certificate and subject were verified: what the checks from 10 on
 * read. Only this module makes one of evidence, so no check can be handed a statement that nobody signed.
 */
export interface VerifiedStatement {
  readonly [verified]: true;
  readonly statement: Statement;
  readonly signature: VerifiedSignature;
}

/** The results of the checks 8 and 9; `verified` only if both pass. */
export interface StatementCheckOutcome {
  readonly results: readonly CheckResult[];
  readonly verified?: VerifiedStatement;
}

/**
 * The checks 8 and 9 of spec.md 1.3: the payload is a statement, and the artifacts are among its subjects.
 * @param options `isPredicateRead`: whether the predicate must be what its type says, since somebody will read it;
 *   `parse`: reads the payload, for who has read the same before.
 */
export function verifyStatement(
  signature: VerifiedSignature,
  artifacts: readonly Artifact[],
  {
    isPredicateRead,
    parse = parseStatement,
  }: {
    readonly isPredicateRead: boolean;
    readonly parse?: (payload: Uint8Array) => StatementOutcome;
  },
): StatementCheckOutcome {
  if (signature.content.kind === 'message') {
    const message = 'the bundle holds a signature over a file, and no statement';
    return { results: [fail('statement', { message, expected: 'an in-toto statement' })] };
  }
  const read = parse(signature.content.payload);
  if ('problem' in read) return malformed(read);
  const { statement } = read;
  const problem = isPredicateRead ? predicateProblem(statement) : undefined;
  if (problem) return malformed(problem);
  const parsed = pass('statement', { message: `in-toto statement of ${statement.predicateType}` });
  const subject = checkSubject(statement, artifacts);
  const results = [parsed, subject];
  if (subject.status !== 'pass') return { results };
  // the brand has no value; it exists for the compiler only
  return { results, verified: { statement, signature } as VerifiedStatement };
}

function malformed({ problem, pointer }: SchemaProblem): StatementCheckOutcome {
  const place = pointer === undefined ? {} : { pointer };
  return { results: [fail('statement', { message: problem, ...place })] };
}
