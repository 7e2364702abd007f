import {
  isJsonError,
  type JsonValue,
  parseJson,
  schemaProblem,
  type Validator,
} from '@provkit/json';
import { LIMITS } from '../bundle/limits.ts';
import { PredicateError } from '../predicate-error.ts';
import { type DefinePolicyInput, defineExpectations, definePolicy } from './define-policy.ts';
import type { Policy } from './policy.ts';
import { policyInvalid } from './policy-invalid.ts';
import type { PolicyFile, PolicyGroupFile } from './schema.ts';
import { validatePolicyFile, validatePolicyGroupFile } from './validate.generated.ts';

/**
 * Reads a policy file (`provkit.policy.json`, version 1; its JSON Schema is published as
 * `@provkit/predicate/policy.schema.json`). Pure.
 * @param content UTF-8, at most 1 MiB.
 * @param source what errors call it, usually the file's path.
 * @throws PredicateError POLICY_INVALID, naming the JSON pointer, what was found and what to do
 */
export function parsePolicy(
  content: string | Uint8Array,
  source: string,
  input: DefinePolicyInput = {},
): Policy {
  try {
    const json = parseJson(content, LIMITS.policy);
    return isGroup(json) ? parseGroup(json, input) : parseSingle(json, input);
  } catch (cause) {
    const isOurs = cause instanceof PredicateError && cause.code === 'POLICY_INVALID';
    if (!isOurs && !isJsonError(cause)) throw cause;
    const separator = isOurs ? '' : ': ';
    throw new PredicateError('POLICY_INVALID', `${source}${separator}${cause.message}`, { cause });
  }
}

/** Chosen by what is written, and not by what fits, so that a slip is told of in the form that was meant. */
function isGroup(json: JsonValue): boolean {
  return typeof json === 'object' && json !== null && ('anyOf' in json || 'allOf' in json);
}

function parseSingle(json: JsonValue, input: DefinePolicyInput): Policy {
  assertValid(json, validatePolicyFile);
  const { version: _version, $schema: _schema, ...options } = json as unknown as PolicyFile; // by the validator
  return definePolicy(options, input);
}

function parseGroup(json: JsonValue, input: DefinePolicyInput): Policy {
  assertValid(json, validatePolicyGroupFile);
  const { anyOf, allOf } = json as unknown as PolicyGroupFile; // by the validator
  if (anyOf && allOf)
    throw policyInvalid('', 'both "anyOf" and "allOf" are stated', 'state one of them');
  const member = anyOf ? 'anyOf' : 'allOf';
  const [first, ...others] = (anyOf ?? allOf ?? []).map((options, index) =>
    defineExpectations(options, input, `/${member}/${index}`),
  );
  if (!first) throw policyInvalid(`/${member}`, 'no expectations', 'state at least one'); // the schema asks for one
  return { match: anyOf ? 'any' : 'all', expectations: [first, ...others] };
}

function assertValid(json: JsonValue, validate: Validator): void {
  if (validate(json)) return;
  const { pointer, message } = schemaProblem(validate.errors, json);
  throw new PredicateError('POLICY_INVALID', `${pointer && `#${pointer}`}: ${message}`);
}
