import type { BuildType } from './build-type.ts';
import { NPM_CLI_V2 } from './npm-cli-v2.ts';

const ENVIRONMENT = '/predicate/invocation/environment';
const { closed, ...unprovable } = NPM_CLI_V2.unprovable;

/**
 * The npm CLI 9.5 and 9.6, SLSA provenance v0.2 (spec.md 1.9 C). The builder names a client that anybody can run, so
 * that it is worth level 1; the source material has no ref.
 */
export const NPM_CLI_V1 = {
  ...NPM_CLI_V2,
  uri: 'https://github.com/npm/cli/gha@v1',
  title: 'npm CLI 9.5 and 9.6, SLSA provenance v0.2',
  maxLevel: 1,
  mayLackClaims: true,
  agreement: [
    {
      item: 'repository',
      name: 'source material',
      certificate: ['git+{.12}'],
      statement: '{source/uri}',
      required: true,
    },
    {
      item: 'workflow',
      name: 'entry point',
      certificate: ['{.18}'],
      statement: 'https://github.com/{/predicate/invocation/configSource/entryPoint}',
      required: true,
    },
    {
      item: 'builder',
      name: 'builder',
      matches: [
        'https://github.com/npm/cli@{version}',
        'https://github.com/npm/cli@{version}-{name}', // a prerelease
      ],
      statement: '{/predicate/builder/id}',
      required: true,
    },
    ...NPM_CLI_V2.agreement.filter(
      ({ item, name }) =>
        item !== 'builder' && name !== 'source material' && name !== 'entry point',
    ),
  ],
  withoutRow: { runner: 'it is not recorded' },
  unprovable: {
    ...unprovable,
    closed: [
      // of the last three no certificate says anything; these versions always wrote them
      {
        at: ENVIRONMENT,
        members: [...closed[0].members, 'GITHUB_ACTOR_ID', 'GITHUB_REF_TYPE', 'GITHUB_RUN_NUMBER'],
      },
    ],
  },
} as const satisfies BuildType;
