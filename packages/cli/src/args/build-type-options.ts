import type { Options } from './option.ts';

/** The option that adds to the known build types; every command that reads a policy has it. */
export const BUILD_TYPE_OPTIONS = {
  'build-type': {
    value: 'FILE',
    isRepeatable: true,
    help: 'a file that describes a build type beside the known ones',
  },
} as const satisfies Options;
