import type { BuildType } from './build-type.ts';
import { GENERATOR, SLSA_GENERATOR } from './slsa-generator.ts';

/** slsa-github-generator's container generator (spec.md 1.9 D). @see slsa-framework/slsa-github-generator internal/builders/container */
export const CONTAINER_GENERATOR = {
  ...SLSA_GENERATOR,
  uri: `${GENERATOR}/container@v1`,
  title: 'slsa-github-generator, container',
  signers: [`${GENERATOR}/.github/workflows/generator_container_slsa3.yml`],
} as const satisfies BuildType;
