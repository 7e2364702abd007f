import type { BuildType } from './build-type.ts';
import { GENERATOR, SLSA_GENERATOR } from './slsa-generator.ts';

/** slsa-github-generator's generic generator (spec.md 1.9 D). @see slsa-framework/slsa-github-generator internal/builders/generic */
export const GENERIC_GENERATOR = {
  ...SLSA_GENERATOR,
  uri: `${GENERATOR}/generic@v1`,
  title: 'slsa-github-generator, generic',
  signers: [`${GENERATOR}/.github/workflows/generator_generic_slsa3.yml`],
} as const satisfies BuildType;
