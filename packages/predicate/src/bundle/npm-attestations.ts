import { valueAt } from '@provkit/json';
import type { BundleSource } from './bundle-source.ts';
import { LIMITS } from './limits.ts';
import { type Outcome, outcomeOf, readJson, refuse } from './malformed.ts';

/** By which a registry vouches that a tarball was published as a version of a package. @see npm/attestation specs/publish */
export const NPM_PUBLISH = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1';

/** The attestations of one version of a package, by what the registry says they are. */
export interface NpmAttestations {
  /** The registry's own. */
  readonly publish: readonly BundleSource[];
  /** Everything else: provenance, and whatever else was attached. */
  readonly others: readonly BundleSource[];
}

/**
 * The bundles in a registry's answer to a question for attestations (`{"attestations": [{"predicateType", "bundle"}]}`).
 * The stated types are nobody's word: they only say what to verify as what, and the signed ones decide. Pure.
 * @returns bundles named after the source, with `#n` from 1; or why the document is not of that form
 */
export function parseNpmAttestations({ name, content }: BundleSource): Outcome<NpmAttestations> {
  return outcomeOf(() => {
    const attestations = valueAt(
      readJson(content, { ...LIMITS.json, maxBytes: LIMITS.fileBytes }),
      '/attestations',
    );
    if (!Array.isArray(attestations)) refuse('no array of attestations', '/attestations');
    if (attestations.length > LIMITS.bundles) {
      refuse(`${attestations.length} bundles, more than ${LIMITS.bundles}`, '/attestations');
    }
    const found = attestations.map((attestation, at) => {
      const bundle = valueAt(attestation, '/bundle') ?? null;
      const source = { name: `${name}#${at + 1}`, content: JSON.stringify(bundle) };
      return { type: valueAt(attestation, '/predicateType'), source };
    });
    const sources = (isPublish: boolean) =>
      found.filter(({ type }) => (type === NPM_PUBLISH) === isPublish).map(({ source }) => source);
    return { publish: sources(true), others: sources(false) };
  });
}
