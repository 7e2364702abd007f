import { dirname, join } from 'node:path/posix';
import type { Import, SourceFile } from './source-file.ts';
import type { Project } from './workspace.ts';

/** Where an import leads: a workspace, and which file of it where that is known. */
export interface Target {
  readonly project: Project;
  /** From the root; absent when the package exports no such subpath. */
  readonly path: string | undefined;
}

/** The workspace file that an import of `file` names, or nothing for packages of others. */
export type Resolve = (file: SourceFile, found: Import) => Target | undefined;

/** Resolves relative imports and imports of workspace packages, by their `@provkit/source` entries. */
export function createResolve(projects: readonly Project[]): Resolve {
  const byName = new Map(projects.map((project) => [project.name, project]));
  return (file, { specifier }) => {
    if (specifier.startsWith('.')) {
      const path = join(dirname(file.path), specifier);
      const project = projects.find(({ folder }) => path.startsWith(`${folder}/`));
      return project && { project, path };
    }
    const [scope, name, ...rest] = specifier.split('/');
    const project = byName.get(`${scope}/${name}`);
    return project && { project, path: entryOf(project, ['.', ...rest].join('/')) };
  };
}

function entryOf({ folder, manifest }: Project, subpath: string): string | undefined {
  const entry = manifest.exports?.[subpath];
  const path = typeof entry === 'string' ? entry : entry?.['@provkit/source'];
  return path === undefined ? undefined : join(folder, path);
}
