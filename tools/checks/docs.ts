// Links, the feature map, the order of READMEs, and what must not be committed: node tools/checks/docs.ts
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleProblems } from './src/docs/example-rules.ts';
import { featureMapProblems, linkProblems, type Repository } from './src/docs/link-rules.ts';
import { readmeProblems } from './src/docs/readme-rules.ts';
import { repositoryFiles } from './src/docs/repository-files.ts';
import { trackedProblems } from './src/docs/tracked-rules.ts';
import { report } from './src/problem.ts';

const root = join(import.meta.dirname, '..', '..');
const repository: Repository = {
  files: repositoryFiles(root),
  read: (path) => readFileSync(join(root, path), 'utf8'),
};
const { examples, problems } = exampleProblems(repository, root);
report('docs', `${repository.files.length} files, ${examples} examples`, [
  ...linkProblems(repository),
  ...featureMapProblems(repository),
  ...readmeProblems(repository),
  ...trackedProblems(repository),
  ...problems,
]);
