import type { DerivedClaim } from '../certificate/claim-value.ts';
import type { SourceMaterial } from './source-material.ts';
import { referencesOf, type Template } from './template.ts';

/** Where a rule has no counterpart in the certificate. */
export const NO_CLAIM = 'no claim of the certificate';

const PLACES: Readonly<Record<DerivedClaim, string>> = {
  san: 'subject alternative name',
  run: '.21',
  attempt: '.21',
};

/** The places of a rule's certificate side, each once: `certificate .12, .14`. */
export function certificatePlaces(templates: readonly Template[]): string {
  const places = templates
    .flatMap(referencesOf)
    .map(({ source, key }) =>
      source === 'claim' ? `certificate ${PLACES[key as DerivedClaim] ?? `.${key}`}` : key,
    );
  if (places.length === 0) return NO_CLAIM;
  return [...new Set(places)].join(', ').replaceAll(', certificate', ',');
}

/** JSON pointer of the first place of the statement that a template reads; of the materials where it is in none. */
export function statementPlace(
  template: Template,
  source: SourceMaterial | undefined,
  materials: string,
): string {
  const first = referencesOf(template).find(({ source: from }) => from !== 'claim');
  if (first?.source !== 'material') return first?.key ?? materials;
  return source ? `${source.pointer}${first.key}` : materials;
}
