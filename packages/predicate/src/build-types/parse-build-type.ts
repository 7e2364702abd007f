import { isJsonError, type JsonValue, parseJson, schemaProblem } from '@provkit/json';
import { LIMITS } from '../bundle/limits.ts';
import { PredicateError } from '../predicate-error.ts';
import type { AgreementItem, BuildType } from './build-type.ts';
import { compileBuildType } from './compile-build-type.ts';
import { validateBuildTypeFile } from './validate.generated.ts';

/** What every build type must compare, or say why it cannot (spec.md 1.9). */
const ITEMS: readonly AgreementItem[] = [
  'sourceRef',
  'commit',
  'repository',
  'workflow',
  'builder',
  'run',
  'trigger',
  'repositoryId',
  'ownerId',
  'runner',
];

/** Without these nothing is known of a build, so no reason excuses their absence. */
const INDISPENSABLE: readonly AgreementItem[] = ['sourceRef', 'commit', 'builder'];

/**
 * Reads a file that describes a build type (version 1; its JSON Schema is published as
 * `@provkit/predicate/build-type.schema.json`), so that provenance of that type can be verified. Pure.
 * @param content UTF-8, at most 1 MiB.
 * @param source what errors call it, usually the file's path.
 * @throws PredicateError BUILD_TYPE_INVALID, naming the JSON pointer, what was found and what is expected; also when an
 *   item of the agreement has neither a rule nor a reason
 * @see spec.md 1.9
 */
export function parseBuildType(content: string | Uint8Array, source: string): BuildType {
  const json = readJson(content, source);
  if (!validateBuildTypeFile(json)) {
    const { pointer, message } = schemaProblem(validateBuildTypeFile.errors, json);
    throw invalid(source, `${pointer && `#${pointer}`}: ${message}`);
  }
  const { $schema: _, ...buildType } = json as unknown as BuildType & { $schema?: string }; // by the validator
  const problem = missingItem(buildType);
  if (problem !== undefined) throw invalid(source, problem);
  try {
    compileBuildType(buildType);
  } catch (cause) {
    if (!(cause instanceof PredicateError)) throw cause;
    throw invalid(source, cause.message, { cause });
  }
  return buildType;
}

function missingItem({ agreement, withoutRow = {} }: BuildType): string | undefined {
  for (const item of ITEMS) {
    if (agreement.some((rule) => rule.item === item)) continue;
    if (INDISPENSABLE.includes(item)) {
      return `#/agreement: no rule compares the item ${JSON.stringify(item)}, without which nothing is known of a build`;
    }
    if (withoutRow[item] === undefined) {
      return `#/agreement: no rule compares the item ${JSON.stringify(item)}: add one, or say in #/withoutRow/${item} why there is none`;
    }
  }
  return undefined;
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
