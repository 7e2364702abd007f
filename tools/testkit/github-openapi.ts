// Cuts GitHub's OpenAPI description down to the operations that are faked here:
// node tools/testkit/github-openapi.ts PATH/TO/@octokit/openapi   (npm pack @octokit/openapi, unpacked; 600 MB)
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Members = { [name: string]: Json };

/** Operations of `src/github`, by GitHub's own ids. */
const OPERATIONS: ReadonlySet<string> = new Set([
  'actions/get-workflow-run-attempt',
  'actions/list-jobs-for-workflow-run-attempt',
  'actions/list-workflow-run-artifacts',
  'actions/get-artifact',
  'actions/download-artifact',
  'repos/list-attestations',
  'orgs/list-attestations-bulk',
  'users/list-attestations-bulk',
  'git/get-ref',
  'git/get-tag',
  'repos/get',
  'repos/get-content',
  'repos/create-or-update-file-contents',
  'repos/list-commits',
  // project-routes.ts
  'actions/get-workflow-run',
  'actions/list-workflow-runs-for-repo',
  'actions/list-workflow-runs',
  'actions/re-run-workflow',
  'actions/re-run-workflow-failed-jobs',
  'actions/cancel-workflow-run',
  'actions/create-workflow-dispatch',
  'actions/get-reviews-for-run',
  'git/get-commit',
  'git/create-commit',
  'git/create-ref',
  'repos/get-commit',
  'repos/compare-commits-with-basehead',
  'repos/create-commit-status',
  'repos/list-commit-statuses-for-ref',
  'pulls/list',
  'pulls/create',
  'pulls/get',
  'pulls/list-reviews',
  'teams/list-members-in-org',
  'issues/list-comments',
  // issue-routes.ts
  'issues/list-for-repo',
  'issues/create',
  'issues/get',
  'issues/update',
  'issues/create-comment',
  'issues/add-labels',
  'users/get-authenticated',
]);

/** What is for readers and not for validators. */
const PROSE: ReadonlySet<string> = new Set([
  'description',
  'summary',
  'externalDocs',
  'x-github',
  'tags',
  'example',
  'examples',
]);

const folder = process.argv[2];
if (folder === undefined) throw new Error('name the folder of @octokit/openapi');
const text = readFileSync(join(folder, 'generated', 'api.github.com.json'), 'utf8');
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
  version: string;
};
const description = JSON.parse(text) as { paths: Members; components: Members };

const paths: Members = {};
for (const [path, operations] of Object.entries(description.paths)) {
  for (const [method, operation] of Object.entries(operations as Members)) {
    const { operationId } = operation as Members;
    if (!OPERATIONS.has(String(operationId))) continue;
    paths[path] = { ...(paths[path] as Members | undefined), [method]: operation };
  }
}
const document = {
  source: `@octokit/openapi ${version}, generated/api.github.com.json`,
  sha256: createHash('sha256').update(text).digest('hex'),
  paths: simplify(paths, false),
  components: simplify(referenced(paths), false),
};
writeFileSync(
  join(import.meta.dirname, 'src', 'github', 'openapi.json'),
  `${JSON.stringify(document)}\n`,
);

/** All components that something refers to, directly or through one another. */
function referenced(root: Json): Members {
  const components: Record<string, Members> = {};
  const visit = (value: Json): void => {
    if (value === null || typeof value !== 'object') return;
    if (!Array.isArray(value) && typeof value.$ref === 'string') {
      const [, , kind = '', name = ''] = value.$ref.split('/');
      if (components[kind]?.[name] !== undefined) return;
      const target = (description.components[kind] as Members)[name] ?? null;
      components[kind] = { ...components[kind], [name]: target };
      visit(target);
      return;
    }
    for (const member of Object.values(value)) visit(member);
  };
  visit(root);
  return components;
}

/** Without prose, and `nullable` of OpenAPI 3.0 as JSON Schema has it. Members of `properties` are names, not keywords. */
function simplify(value: Json, isProperties: boolean): Json {
  if (Array.isArray(value)) return value.map((item) => simplify(item, false));
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name]) => isProperties || !PROSE.has(name));
  const members: Members = Object.fromEntries(
    kept.map(([name, member]) => [name, simplify(member, name === 'properties' && !isProperties)]),
  );
  if (isProperties || members.nullable === undefined) return members;
  const { nullable, ...schema } = members;
  if (nullable !== true) return schema;
  return { anyOf: [schema, { type: 'null' }] };
}
