import { isJsonError, type JsonValue, parseJson, schemaProblem } from '@provkit/json';
import { LIMITS } from '../bundle/limits.ts';
import { PROVENANCE_V1, PROVENANCE_V02, VSA_V1 } from './predicate-types.ts';
import type { Statement } from './schemas.ts';
import {
  validateProvenanceV1,
  validateProvenanceV02,
  validateStatement,
  validateVerificationSummaryV1,
} from './validate.generated.ts';

/** A statement, or what keeps the payload from being one (JSON pointer into the statement). */
export type StatementOutcome = { readonly statement: Statement } | SchemaProblem;

/** What is wrong, and where. */
export interface SchemaProblem {
  readonly problem: string;
  readonly pointer?: string;
}

/** The validators of the predicates that are read; any other predicate is opaque. */
const PREDICATES: ReadonlyMap<string, typeof validateProvenanceV1> = new Map([
  [PROVENANCE_V1, validateProvenanceV1],
  [PROVENANCE_V02, validateProvenanceV02],
  [VSA_V1, validateVerificationSummaryV1],
]);

/**
 * Reads a payload as an in-toto statement: bounded, without duplicate keys. Whether it was signed is not asked here, nor
 * what its predicate is.
 */
export function parseStatement(payload: Uint8Array): StatementOutcome {
  let json: JsonValue;
  try {
    json = parseJson(payload, LIMITS.statement);
  } catch (error) {
    if (!isJsonError(error)) throw error;
    const pointer = error.pointer === undefined ? {} : { pointer: error.pointer };
    return { problem: error.message, ...pointer };
  }
  if (!validateStatement(json)) return problemOf(validateStatement.errors, json, '');
  const statement = json as unknown as Statement; // the validator has just said so
  if (statement.subject.length > LIMITS.subjects) {
    const problem = `${statement.subject.length} subjects, more than ${LIMITS.subjects}`;
    return { problem, pointer: '/subject' };
  }
  return { statement };
}

/** What keeps the predicate from being what its type says; `undefined` if nothing does, or its type is not read here. */
export function predicateProblem({
  predicateType,
  predicate,
}: Statement): SchemaProblem | undefined {
  const validate = PREDICATES.get(predicateType);
  if (!validate || validate(predicate)) return undefined;
  return problemOf(validate.errors, predicate, '/predicate');
}

function problemOf(
  errors: typeof validateStatement.errors,
  document: unknown,
  prefix: string,
): SchemaProblem {
  const { message, pointer } = schemaProblem(errors ?? [], document);
  return { problem: message, pointer: `${prefix}${pointer}` };
}
