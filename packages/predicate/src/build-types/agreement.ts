import { valueAt } from '@provkit/json';
import { claimValue, type DerivedClaim } from '../certificate/claim-value.ts';
import type { Claims } from '../certificate/claims.ts';
import type { AgreementRow } from '../checks/check-result.ts';
import type { Statement } from '../statement/schemas.ts';
import type { AgreementItem } from './build-type.ts';
import type { CompiledBuildType, CompiledRule } from './compile-build-type.ts';
import type { SourceMaterial } from './source-material.ts';
import { fill, type Lookup, type Reference, referencesOf } from './template.ts';

/** A row of the agreement with the item that it is about. */
export interface AgreedRow extends AgreementRow {
  readonly item: AgreementItem;
}

/** What is held against each other. */
export interface Agreeing {
  readonly statement: Statement;
  readonly claims: Claims;
  /** The material that names the source; absent where there is none. */
  readonly source: SourceMaterial | undefined;
  /** Whether the policy lets the build check out another commit than the trigger's. */
  readonly mayCheckOutOther: boolean;
}

/** Where a rule has no counterpart in the certificate. */
const NO_CLAIM = 'no claim of the certificate';

/**
 * Every pair of the build type's agreement, in its order, then each claim that nobody can prove (spec.md 1.8). Judges
 * nothing by the policy.
 */
export function agree(compiled: CompiledBuildType, agreeing: Agreeing): readonly AgreedRow[] {
  return compiled.rules.map((rule) => agreeOn(rule, compiled, agreeing));
}

function agreeOn(
  { rule, statement, certificate, matches }: CompiledRule,
  { buildType }: CompiledBuildType,
  { mayCheckOutOther, ...agreeing }: Agreeing,
): AgreedRow {
  const look = lookupIn(agreeing);
  const references = referencesOf(statement);
  const stated = fill(statement, look);
  const certified = certificate.map((template) => fill(template, look));
  const known = certified.filter((text) => text !== undefined);
  const expected = matches ? `text of the form ${rule.matches}` : known.join(' or ');
  const isEqual = stated !== undefined && (matches?.test(stated) ?? known.includes(stated));
  const isOfMaterial = references.some(({ source }) => source === 'material');
  const isCertifiable = matches !== undefined || known.length > 0;
  return {
    item: rule.item,
    name: rule.name,
    claim: certificate.length === 0 ? NO_CLAIM : claimPlaces(certificate.flatMap(referencesOf)),
    pointer: placeOf(references, agreeing.source, buildType.materials.at),
    outcome: outcomeOf({
      isEqual,
      isStated: stated !== undefined,
      isCertifiable,
      mayBeAbsent: rule.required === undefined,
      mayLackClaim: buildType.mayLackClaims === true,
      mayDiffer: mayCheckOutOther && isOfMaterial && buildType.mayCheckOutOther === true,
    }),
    ...(isCertifiable && { certified: expected }),
    ...(stated !== undefined && { stated }),
  };
}

function outcomeOf(row: {
  readonly isEqual: boolean;
  readonly isStated: boolean;
  readonly isCertifiable: boolean;
  readonly mayBeAbsent: boolean;
  readonly mayLackClaim: boolean;
  readonly mayDiffer: boolean;
}): AgreementRow['outcome'] {
  if (row.isEqual) return 'equal';
  if (!row.isStated) return row.mayBeAbsent ? 'not_applicable' : 'absent';
  if (!row.isCertifiable) return row.mayLackClaim ? 'not_applicable' : 'absent';
  return row.mayDiffer ? 'not_applicable' : 'different';
}

function lookupIn({ statement, claims, source }: Omit<Agreeing, 'mayCheckOutOther'>): Lookup {
  return ({ source: from, key }) => {
    if (from === 'claim')
      return claimValue(claims, /^\d+$/.test(key) ? Number(key) : (key as DerivedClaim)); // by the grammar
    if (from === 'statement') return textOf(valueAt(statement, key));
    return source && textOf(valueAt(source.material, key));
  };
}

/**
 * A value as text. Unset, null and empty mean the same to in-toto (attestation spec/v1, "Parsing rules"); numbers occur
 * for run ids (spec.md 1.9 F). Anything else is shown, and equals nothing that a certificate says.
 */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isSafeInteger(value)
    ? String(value)
    : JSON.stringify(value);
}

function placeOf(
  references: readonly Reference[],
  source: SourceMaterial | undefined,
  materials: string,
): string {
  const [first] = references.filter(({ source: from }) => from !== 'claim');
  if (first?.source !== 'material') return first?.key ?? materials;
  return source ? `${source.pointer}${first.key}` : materials;
}

const PLACES: Readonly<Record<DerivedClaim, string>> = {
  san: 'subject alternative name',
  run: '.21',
  attempt: '.21',
};

/** `certificate .12, .14`, each once. */
function claimPlaces(references: readonly Reference[]): string {
  const places = references.map(({ source, key }) =>
    source === 'claim' ? `certificate ${PLACES[key as DerivedClaim] ?? `.${key}`}` : key,
  );
  return [...new Set(places)].join(', ').replaceAll(', certificate', ',');
}
