import type { Problem } from '../problem.ts';
import type { Project } from './workspace.ts';

const TESTKIT = '@provkit/testkit';

/** The layers whose packages each layer may import, itself excepted. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'layer:base': [],
  'layer:domain': ['layer:base'],
  'layer:app': ['layer:base', 'layer:domain'],
  'layer:tool': ['layer:base', 'layer:domain', 'layer:app', 'layer:tool'],
};

/** Whether one workspace may import another (architecture.md, "Never" 1). Tests may import the testkit too. */
export function mayImport(from: Project, to: Project, where: 'src' | 'test'): boolean {
  if (from.name === to.name) return true;
  if (where === 'test' && to.name === TESTKIT) return true;
  // The testkit's fakes must not share a mistake with what they test.
  if (from.name === TESTKIT) return to.layer === 'layer:base';
  return ALLOWED[from.layer ?? '']?.includes(to.layer ?? '') ?? false;
}

/** What each package.json declares against the layers. */
export function layerProblems(projects: readonly Project[]): Problem[] {
  const byName = new Map(projects.map((project) => [project.name, project]));
  return projects.flatMap((project) => {
    const { manifest } = project;
    const declared = (names: object | undefined, where: 'src' | 'test') =>
      Object.keys(names ?? {}).flatMap((name) =>
        dependencyProblem(project, byName.get(name), where),
      );
    return [
      ...tagProblems(project),
      ...declared(manifest.dependencies, 'src'),
      ...declared(manifest.peerDependencies, 'src'),
      ...declared(manifest.optionalDependencies, 'src'),
      ...declared(manifest.devDependencies, 'test'),
    ];
  });
}

function tagProblems({ folder, layer, isPublished, manifest }: Project): Problem[] {
  const where = `${folder}/package.json`;
  if (layer === undefined || !(layer in ALLOWED)) {
    return [{ where, message: `nx.tags names none of ${Object.keys(ALLOWED).join(', ')}` }];
  }
  if (isPublished === (layer === 'layer:tool')) {
    return [{ where, message: `${layer} does not belong in ${folder.split('/', 1)[0]}/` }];
  }
  if (!isPublished && manifest.private !== true) {
    return [{ where, message: 'a tool must be private' }];
  }
  return [];
}

function dependencyProblem(
  from: Project,
  to: Project | undefined,
  where: 'src' | 'test',
): Problem[] {
  if (!to || mayImport(from, to, where)) return [];
  const message = `${from.name} (${from.layer}) must not depend on ${to.name} (${to.layer})`;
  return [{ where: `${from.folder}/package.json`, message }];
}
