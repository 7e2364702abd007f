// Who may import whom, and what pure code must not touch: node tools/checks/boundaries.ts
import { join } from 'node:path';
import { checkBoundaries } from './src/boundaries/check-boundaries.ts';
import { report } from './src/problem.ts';

const { projects, files, problems } = checkBoundaries(join(import.meta.dirname, '..', '..'));
report('boundaries', `${projects} workspaces, ${files} files`, problems);
