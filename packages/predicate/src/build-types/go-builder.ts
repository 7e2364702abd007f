import type { BuildType } from './build-type.ts';
import { GENERATOR, SLSA_GENERATOR } from './slsa-generator.ts';

/** slsa-github-generator's Go builder (spec.md 1.9 D). @see slsa-framework/slsa-github-generator internal/builders/go */
export const GO_BUILDER = {
  ...SLSA_GENERATOR,
  uri: `${GENERATOR}/go@v1`,
  otherUris: [
    'https://github.com/slsa-framework/slsa-github-generator@v1',
    'https://github.com/slsa-framework/slsa-github-generator-go@v1',
  ],
  title: 'slsa-github-generator, Go',
  signers: [`${GENERATOR}/.github/workflows/builder_go_slsa3.yml`],
} as const satisfies BuildType;
