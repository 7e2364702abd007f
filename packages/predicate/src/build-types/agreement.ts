import type { AgreementRow } from '../checks/check-result.ts';
import { shown } from '../shown.ts';
import type { AgreementItem, Rule } from './build-type.ts';
import type { CompiledBuildType, CompiledRule } from './compile-build-type.ts';
import { type Found, type ReferenceScope, readReference } from './read-reference.ts';
import { statementPlace } from './row-places.ts';
import { fill, referencesOf, type Template } from './template.ts';

/** A row of the agreement with the item that it is about. */
export interface AgreedRow extends AgreementRow {
  readonly item: AgreementItem;
}

/** What is held against each other. */
export interface Agreeing extends ReferenceScope {
  /** Whether the policy lets the build check out another commit than the trigger's. */
  readonly mayCheckOutOther: boolean;
}

/** Every pair of the build type's agreement, in its order (spec.md 1.8). Judges nothing by the policy. Pure. */
export function agree(compiled: CompiledBuildType, agreeing: Agreeing): readonly AgreedRow[] {
  return compiled.rules.map((rule) => agreeOn(rule, compiled, agreeing));
}

function agreeOn(
  { rule, statement, certificate, claim, matches }: CompiledRule,
  { buildType }: CompiledBuildType,
  { mayCheckOutOther, ...scope }: Agreeing,
): AgreedRow {
  const stated = readSide(statement, scope);
  const certified = certificate.map((template) => readSide(template, scope));
  const known = certified.flatMap(({ text }) => text ?? []);
  const { text } = stated;
  const isEqual =
    text !== undefined &&
    (matches ? matches.some((form) => form.test(text)) : known.includes(text));
  const isOfMaterial = referencesOf(statement).some(({ source }) => source === 'material');
  const outcome = isEqual
    ? 'equal'
    : unequal(rule, stated, certified, {
        mayLackClaims: buildType.mayLackClaims === true,
        mayDiffer: mayCheckOutOther && buildType.mayCheckOutOther === true && isOfMaterial,
      });
  const expected = rule.matches ? [`text of the form ${rule.matches.join(' or ')}`] : known;
  return {
    item: rule.item,
    name: rule.name,
    claim,
    pointer: statementPlace(statement, scope.source, buildType.materials.at),
    outcome,
    ...(expected.length > 0 && { certified: expected.join(' or ') }),
    ...(!isSilent(stated) && { stated: shown(text ?? valuesOf(stated)) }),
  };
}

/** One side of a pair: its text, unless a part of it is missing or no text, and what stands at the places it reads. */
interface Side {
  readonly text: string | undefined;
  readonly statement: readonly Found[];
  readonly claims: readonly Found[];
}

function readSide(template: Template, scope: ReferenceScope): Side {
  const found = new Map(
    referencesOf(template).map((reference) => [reference, readReference(reference, scope)]),
  );
  const where = (isClaim: boolean) =>
    [...found].filter(([{ source }]) => (source === 'claim') === isClaim).map(([, one]) => one);
  return {
    text: fill(template, (reference) => found.get(reference)?.text),
    statement: where(false),
    claims: where(true),
  };
}

/**
 * How two sides that are not equal stand to each other. Only silence is ever excused: a value that is there, and is no
 * text or lacks what is to be taken off it, is another value.
 */
function unequal(
  { required }: Rule,
  stated: Side,
  certified: readonly Side[],
  { mayLackClaims, mayDiffer }: { readonly mayLackClaims: boolean; readonly mayDiffer: boolean },
): AgreementRow['outcome'] {
  if (isSilent(stated)) return required ? 'absent' : 'not_applicable';
  if (stated.statement.some(isNothing)) return 'absent';
  const isUncertified =
    stated.claims.some(isNothing) ||
    (certified.length > 0 && certified.every(({ claims }) => claims.some(isNothing)));
  if (isUncertified) return mayLackClaims ? 'not_applicable' : 'absent';
  return mayDiffer ? 'not_applicable' : 'different';
}

/** Whether the statement has none of what a side reads of it. */
function isSilent({ statement }: Side): boolean {
  return statement.every(isNothing);
}

function isNothing({ value }: Found): boolean {
  return value === undefined;
}

function valuesOf({ statement }: Side): unknown {
  const [first, ...others] = statement.map(({ value }) => value);
  return others.length === 0 ? first : [first, ...others];
}
