import { isJsonError, type JsonValue, parseJson, schemaProblem } from '@provkit/json';
import { LIMITS } from '../bundle/limits.ts';
import { PredicateError } from '../predicate-error.ts';
import type { BuildType } from './build-type.ts';
import { type CompiledBuildType, compileBuildType } from './compile-build-type.ts';
import { incompleteness } from './incompleteness.ts';
import { validateBuildTypeFile } from './validate.generated.ts';

/**
 * Reads a file that describes a build type (version 1; its JSON Schema is published as
 * `@provkit/predicate/build-type.schema.json`), so that provenance of that type can be verified. Pure.
 * @param content UTF-8, at most 1 MiB.
 * @param source what errors call it, usually the file's path.
 * @throws PredicateError BUILD_TYPE_INVALID, naming the JSON pointer, what was found and what is expected; also when a row
 *   is missing: an item that no rule holds against the certificate, or a place that is used and never compared
 * @see spec.md 1.9
 */
export function parseBuildType(content: string | Uint8Array, source: string): BuildType {
  const json = readJson(content, source);
  if (!validateBuildTypeFile(json)) {
    const { pointer, message } = schemaProblem(validateBuildTypeFile.errors, json);
    throw invalid(source, `${pointer && `#${pointer}`}: ${message}`);
  }
  const { $schema: _, ...buildType } = json as unknown as BuildType & { $schema?: string }; // by the validator
  const problem = incompleteness(compiled(buildType, source));
  if (problem !== undefined) throw invalid(source, problem);
  return buildType;
}

function compiled(buildType: BuildType, source: string): CompiledBuildType {
  try {
    return compileBuildType(buildType);
  } catch (cause) {
    if (!(cause instanceof PredicateError)) throw cause;
    throw invalid(source, cause.message, { cause });
  }
}

function readJson(content: string | Uint8Array, source: string): JsonValue {
  try {
    return parseJson(content, LIMITS.policy);
  } catch (cause) {
    if (!isJsonError(cause)) throw cause;
    throw invalid(source, `: ${cause.message}`, { cause });
  }
}

function invalid(source: string, problem: string, options?: ErrorOptions): PredicateError {
  return new PredicateError('BUILD_TYPE_INVALID', `${source}${problem}`, options);
}
