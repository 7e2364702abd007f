import { isJsonError, type JsonValue, parseJson, schemaProblem } from '@provkit/json';
import { LIMITS } from '../bundle/limits.ts';
import { PredicateError } from '../predicate-error.ts';
import { definePolicy } from './define-policy.ts';
import type { Policy } from './policy.ts';
import type { PolicyFile } from './schema.ts';
import { validatePolicyFile } from './validate.generated.ts';

/**
 * Reads a policy file (`provkit.policy.json`, version 1; its JSON Schema is published as
 * `@provkit/predicate/policy.schema.json`). Pure.
 * @param content UTF-8, at most 1 MiB.
 * @param source what errors call it, usually the file's path.
 * @throws PredicateError POLICY_INVALID, naming the JSON pointer, what was found and what is expected
 */
export function parsePolicy(content: string | Uint8Array, source: string): Policy {
  const json = readJson(content, source);
  if (!validatePolicyFile(json)) {
    const { pointer, message } = schemaProblem(validatePolicyFile.errors ?? [], json);
    throw new PredicateError('POLICY_INVALID', `${source}${pointer && `#${pointer}`}: ${message}`);
  }
  const { version: _version, $schema: _schema, ...options } = json as unknown as PolicyFile; // by the validator
  return definePolicy(options);
}

function readJson(content: string | Uint8Array, source: string): JsonValue {
  try {
    return parseJson(content, LIMITS.policy);
  } catch (cause) {
    if (!isJsonError(cause)) throw cause;
    throw new PredicateError('POLICY_INVALID', `${source}: ${cause.message}`, { cause });
  }
}
