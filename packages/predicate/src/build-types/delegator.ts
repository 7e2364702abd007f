import type { Rule } from './build-type.ts';

const GENERATOR = 'https://github.com/slsa-framework/slsa-github-generator';
const SERVER = 'https://github.com';

const WORKFLOW = '.github/workflows/{name}@refs/tags/v{version}';

/** A reusable workflow at a released version; JReleaser's tags have a suffix of their own (spec.md 1.9 E). */
export const TOOL = [
  `${SERVER}/{name}/{name}/${WORKFLOW}`,
  `${SERVER}/jreleaser/release-action/${WORKFLOW}-java`,
] as const;

/** What both predicate versions have in common. */
export const DELEGATOR = {
  version: 1,
  uri: `${GENERATOR}/delegator-generic@v0`,
  maxLevel: 3,
  signers: [
    `${GENERATOR}/.github/workflows/delegator_generic_slsa3.yml`,
    `${GENERATOR}/.github/workflows/delegator_lowperms-generic_slsa3.yml`,
  ],
  builderByPolicy: true,
  mayCheckOutOther: true,
  withoutRow: { runner: 'it is not recorded; the delegators run on GitHub-hosted runners' },
} as const;

/** The rules that differ by the place of the GitHub variables only. */
export function rulesOfVariables(at: string): readonly Rule[] {
  const rule = (item: Rule['item'], name: string, certificate: string, before = ''): Rule => ({
    item,
    name,
    certificate: [certificate],
    statement: `${before}{${at}/${name}}`,
    required: true,
  });
  return [
    rule('sourceRef', 'GITHUB_REF', '{.14}'),
    rule('commit', 'GITHUB_SHA', '{.13}'),
    rule('repository', 'GITHUB_REPOSITORY', '{.12}', `${SERVER}/`),
    rule('workflow', 'GITHUB_WORKFLOW_REF', '{.18}', `${SERVER}/`),
    rule('workflow', 'GITHUB_WORKFLOW_SHA', '{.19}'),
    rule('run', 'GITHUB_RUN_ID', '{run}'),
    rule('run', 'GITHUB_RUN_ATTEMPT', '{attempt}'),
    rule('trigger', 'GITHUB_EVENT_NAME', '{.20}'),
    rule('repositoryId', 'GITHUB_REPOSITORY_ID', '{.15}'),
    rule('ownerId', 'GITHUB_REPOSITORY_OWNER_ID', '{.17}'),
  ];
}

/** The source material; in v1 and v0.2 alike. */
export const SOURCE_MATERIAL = {
  item: 'sourceRef',
  name: 'source material',
  certificate: ['git+{.12}@{.14}'],
  statement: '{source/uri}',
  required: true,
} as const satisfies Rule;
