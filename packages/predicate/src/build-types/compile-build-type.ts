import { PredicateError } from '../predicate-error.ts';
import type { BuildType, Rule } from './build-type.ts';
import { parsePattern } from './pattern.ts';
import { certificatePlaces } from './row-places.ts';
import { parseTemplate, referencesOf, type Template } from './template.ts';

/** A rule of the agreement, ready to be filled in. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly statement: Template;
  /** The alternatives; none where the predicate's word has no counterpart. */
  readonly certificate: readonly Template[];
  /** The places of the certificate that they read, for people. */
  readonly claim: string;
  /** The forms of the predicate's word, where it has no counterpart. */
  readonly matches?: readonly RegExp[];
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
  const claim = certificatePlaces(certificate);
  if (rule.matches === undefined) return { rule, statement, certificate, claim };
  const matches = rule.matches.map((text, index) =>
    compilePattern(text, `${pointer}/matches/${index}`),
  );
  return { rule, statement, certificate, claim, matches };
}

function compileTemplate(text: string, pointer: string): Template {
  const template = parseTemplate(text);
  if (template) return template;
  throw invalid(
    pointer,
    `${JSON.stringify(text)} has a reference that is none of {.N}, {san}, {run}, {attempt}, {/predicate/…} and {source/…}`,
  );
}

function compilePattern(text: string, pointer: string): RegExp {
  const pattern = parsePattern(text);
  if (pattern) return pattern;
  throw invalid(
    pointer,
    `${JSON.stringify(text)} has a placeholder that is none of {name} and {version}, or that is followed by a character which it can hold itself`,
  );
}

function invalid(pointer: string, message: string): PredicateError {
  return new PredicateError('BUILD_TYPE_INVALID', `#${pointer}: ${message}`);
}
