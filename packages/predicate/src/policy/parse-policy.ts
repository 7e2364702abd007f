import {
  isJsonError,
  type JsonValue,
  parseJson,
  schemaProblem,
  type Validator,
} from '@provkit/json';
import { LIMITS } from '../bundle/limits.ts';
import { PredicateError } from '../predicate-error.ts';
import { type DefinePolicyInput, defineExpectations } from './define-policy.ts';
import type { Expectations, Policy } from './policy.ts';
import { policyInvalid } from './policy-invalid.ts';
import type { ExpectationsFile, PolicyFile, PolicyGroupFile } from './schema.ts';
import {
  validateExpectationsFile,
  validatePolicyGroupHead,
  validatePolicyHead,
} from './validate.generated.ts';

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
  assertValid(json, validatePolicyHead, '');
  const { version: _version, $schema: _schema, ...options } = json as unknown as PolicyFile; // by the validator
  return { match: 'any', expectations: [parseExpectations(options, input, '')] };
}

function parseGroup(json: JsonValue, input: DefinePolicyInput): Policy {
  assertValid(json, validatePolicyGroupHead, '');
  const { anyOf, allOf } = json as unknown as PolicyGroupFile; // as far as the validator went
  if (anyOf && allOf)
    throw policyInvalid('', 'both "anyOf" and "allOf" are stated', 'state one of them');
  const member = anyOf ? 'anyOf' : 'allOf';
  const [first, ...others] = (anyOf ?? allOf ?? []).map((options, index) =>
    parseExpectations(options, input, `/${member}/${index}`),
  );
  if (!first) throw policyInvalid(`/${member}`, 'no expectations', 'state at least one'); // the schema asks for one
  return { match: anyOf ? 'any' : 'all', expectations: [first, ...others] };
}

function parseExpectations(
  options: unknown,
  input: DefinePolicyInput,
  pointer: string,
): Expectations {
  assertValid(options, validateExpectationsFile, pointer);
  return defineExpectations(options as ExpectationsFile, input, pointer); // by the validator
}

/** @param at JSON pointer of the value in the policy. */
function assertValid(json: unknown, validate: Validator, at: string): void {
  if (validate(json)) return;
  const { pointer, message } = schemaProblem(validate.errors, json);
  const place = `${at}${pointer}`;
  throw new PredicateError('POLICY_INVALID', `${place && `#${place}`}: ${message}`);
}
