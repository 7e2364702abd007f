import { PredicateError } from '../predicate-error.ts';
import type { BuildType, Rule } from './build-type.ts';
import { parseTemplate, referencesOf, type Template } from './template.ts';

/** A rule of the agreement, ready to be filled in. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly statement: Template;
  /** The alternatives; none where the predicate's word has no counterpart. */
  readonly certificate: readonly Template[];
  readonly matches?: RegExp;
}

/** A build type whose templates are parsed. */
export interface CompiledBuildType {
  readonly buildType: BuildType;
  readonly rules: readonly CompiledRule[];
}

/**
 * Parses the templates of a build type's agreement.
 * @throws PredicateError BUILD_TYPE_INVALID, with a JSON pointer into the build type
 */
export function compileBuildType(buildType: BuildType): CompiledBuildType {
  const rules = buildType.agreement.map((rule, index) => compileRule(rule, `/agreement/${index}`));
  return { buildType, rules };
}

function compileRule(rule: Rule, pointer: string): CompiledRule {
  const statement = compileTemplate(rule.statement, `${pointer}/statement`);
  if (!referencesOf(statement).some(({ source }) => source !== 'claim')) {
    throw invalid(
      `${pointer}/statement`,
      'must refer to the statement: {/predicate/…} or {source/…}',
    );
  }
  const certificate = (rule.certificate ?? []).map((text, index) =>
    compileTemplate(text, `${pointer}/certificate/${index}`),
  );
  if ((certificate.length === 0) === (rule.matches === undefined)) {
    throw invalid(pointer, 'must have either "certificate" or "matches"');
  }
  if (rule.matches === undefined) return { rule, statement, certificate };
  return {
    rule,
    statement,
    certificate,
    matches: compilePattern(rule.matches, `${pointer}/matches`),
  };
}

function compileTemplate(text: string, pointer: string): Template {
  const template = parseTemplate(text);
  if (template) return template;
  throw invalid(
    pointer,
    `${JSON.stringify(text)} has a reference that is none of {.N}, {san}, {run}, {attempt}, {/predicate/…} and {source/…}`,
  );
}

/** Anchored: a pattern is for the whole word (architecture.md, "Never" 4). */
function compilePattern(pattern: string, pointer: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch (cause) {
    throw invalid(pointer, `${JSON.stringify(pattern)} is no regular expression`, { cause });
  }
}

function invalid(pointer: string, message: string, options?: ErrorOptions): PredicateError {
  return new PredicateError('BUILD_TYPE_INVALID', `#${pointer}: ${message}`, options);
}
