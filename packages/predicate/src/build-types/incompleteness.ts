import type { AgreementItem } from './build-type.ts';
import type { CompiledBuildType, CompiledRule } from './compile-build-type.ts';
import { type Reference, referencesOf } from './template.ts';

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

type Check = (compiled: CompiledBuildType) => string | undefined;

/**
 * What a build type leaves open that it must not (spec.md 1.9), with a JSON pointer into it, or `undefined`: a row that
 * is missing, or that looks like one and holds nothing against the certificate. Pure.
 */
export function incompleteness(compiled: CompiledBuildType): string | undefined {
  for (const check of CHECKS) {
    const problem = check(compiled);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const CHECKS: readonly Check[] = [
  missingItem,
  excusedItem,
  optionalItem,
  unprovenBuilder,
  unreadBuilderId,
  unreadMaterial,
  unreadParameter,
  ambiguousTemplate,
];

function missingItem({ buildType: { withoutRow = {} }, rules }: CompiledBuildType) {
  const isExcused = (item: AgreementItem) =>
    withoutRow[item] !== undefined && !INDISPENSABLE.includes(item);
  const item = ITEMS.find((one) => !isExcused(one) && !rules.some((rule) => isAbout(rule, one)));
  if (item === undefined) return undefined;
  const problem = `#/agreement: no rule holds the item "${item}" against the certificate`;
  return INDISPENSABLE.includes(item)
    ? `${problem}, without which nothing is known of a build`
    : `${problem}: add one, or say in #/withoutRow/${item} why there is none`;
}

/** Whether a rule holds an item against the certificate; a builder may be of a form instead (then see `unprovenBuilder`). */
function isAbout({ rule, certificate, matches }: CompiledRule, item: AgreementItem): boolean {
  if (rule.item !== item) return false;
  return isCertified(certificate) || (item === 'builder' && matches !== undefined);
}

/** Whether each alternative has a word of the certificate in it: the predicate against itself proves nothing. */
function isCertified(certificate: CompiledRule['certificate']): boolean {
  return (
    certificate.length > 0 &&
    certificate.every((template) => referencesOf(template).some(({ source }) => source === 'claim'))
  );
}

function excusedItem({ buildType: { withoutRow = {} }, rules }: CompiledBuildType) {
  const item = ITEMS.find(
    (one) => withoutRow[one] !== undefined && rules.some((rule) => isAbout(rule, one)),
  );
  return item && `#/withoutRow/${item}: a rule compares the item, so there is nothing to excuse`;
}

function optionalItem({ rules }: CompiledBuildType) {
  const item = (['sourceRef', 'builder'] as const).find(
    (one) => !rules.some((compiled) => isAbout(compiled, one) && compiled.rule.required),
  );
  return (
    item &&
    `#/agreement: every rule of the item "${item}" may be absent from the predicate: add "required": true to one`
  );
}

function unprovenBuilder({ buildType, rules }: CompiledBuildType) {
  const isProven = rules.some(
    ({ rule, certificate }) => rule.item === 'builder' && isCertified(certificate),
  );
  if (isProven || buildType.builderByPolicy || buildType.maxLevel === 1) return undefined;
  return '#/maxLevel: nothing of the certificate backs the builder: state 1, or "builderByPolicy": true';
}

function unreadBuilderId({ buildType: { builderId }, rules }: CompiledBuildType) {
  const isRead = rules.some(({ rule, statement: [only, ...others] }) => {
    const isWhole = typeof only === 'object' && others.length === 0 && !only.take;
    return rule.item === 'builder' && rule.required && isWhole && only.key === builderId;
  });
  return isRead ? undefined : '#/builderId: no required rule of the item "builder" compares it';
}

function unreadMaterial({ buildType: { materials }, rules }: CompiledBuildType) {
  const reads = (key: string) =>
    rules.some(
      ({ statement, certificate }) =>
        isCertified(certificate) &&
        referencesOf(statement).some((one) => one.source === 'material' && one.key === key),
    );
  if (!reads('/uri')) return '#/materials: no rule holds {source/uri} against the certificate';
  if (materials.digests.some((algorithm) => reads(`/digest/${algorithm}`))) return undefined;
  return `#/materials/digests: no rule holds one of them against the certificate, for example {source/digest/${materials.digests[0]}}`;
}

function unreadParameter({ buildType: { externalParameters }, rules }: CompiledBuildType) {
  const read = rules.flatMap(({ statement, certificate }) =>
    [statement, ...certificate].flatMap(referencesOf).map(({ key }) => key),
  );
  const { at, agreed } = externalParameters;
  const index = agreed.findIndex((pointer) => !read.includes(`${at}${pointer}`));
  if (index === -1) return undefined;
  return `#/externalParameters/agreed/${index}: no rule compares ${agreed[index]}`;
}

/**
 * A text that is put together from several places of the predicate can be divided in another way at its separators, so
 * that all but one of them need a rule of their own (spec.md 1.8).
 */
function ambiguousTemplate({ rules }: CompiledBuildType) {
  const index = rules.findIndex(({ statement }) => {
    const places = [...new Set(placesIn(statement))];
    return places.filter((place) => !rules.some((rule) => isOnlyAbout(rule, place))).length > 1;
  });
  if (index === -1) return undefined;
  return `#/agreement/${index}/statement: it is put together from several places, and could be divided in another way: compare all but one of them by rules of their own`;
}

/** Whether a rule fixes a place: nothing else of the statement is in it, and nothing is cut off that could be anything. */
function isOnlyAbout({ statement, certificate }: CompiledRule, place: string): boolean {
  const [only, ...others] = placesIn(statement);
  const isWhole = referencesOf(statement).every(({ take }) => take?.kind !== 'after');
  return isCertified(certificate) && only === place && others.length === 0 && isWhole;
}

function placesIn(template: CompiledRule['statement']): readonly string[] {
  const isOfStatement = ({ source }: Reference) => source !== 'claim';
  return referencesOf(template)
    .filter(isOfStatement)
    .map(({ source, key }) => `${source}${key}`);
}
