import type { Problem } from '../problem.ts';
import type { Resolve, Target } from './import-graph.ts';
import { mayImport } from './layers.ts';
import type { Import, SourceFile } from './source-file.ts';
import type { Project } from './workspace.ts';
import { zoneOf } from './zones.ts';

/** Where `@sigstore/*` may be imported in predicate (architecture.md, layout). Adapters may, verify excepted. */
const SIGSTORE = /^src\/(signature|trust|bundle|certificate|adapters)\//;
const SIGSTORE_VERIFY = /^src\/signature\//;

/** Makes a verified statement of nothing, for what-if questions to a policy; no verdict may rest on it ("Never" 3). */
const SUPPOSITION = '/src/signature/suppose-verified.ts';
const WHAT_IF = /\/src\/mutate\//;

/** Imports of one file that lead where they must not. */
export function importProblems(project: Project, file: SourceFile, resolve: Resolve): Problem[] {
  return file.imports.flatMap((found) => {
    const target = resolve(file, found);
    const message =
      (target && targetProblem(project, file, found, target)) ??
      sigstoreProblem(project, file, found);
    return message === undefined ? [] : [{ where: `${file.path}:${found.line}`, message }];
  });
}

function targetProblem(
  project: Project,
  file: SourceFile,
  { specifier }: Import,
  target: Target,
): string | undefined {
  const zone = zoneOf(project, file.path);
  const where = zone === 'test' || zone === 'tool' ? 'test' : 'src';
  if (!mayImport(project, target.project, where)) {
    return `${project.name} (${project.layer}) must not import ${target.project.name} (${target.project.layer})`;
  }
  const { path } = target;
  if (path === undefined) return `${target.project.name} exports no such subpath`;
  if (target.project !== project && specifier.startsWith('.') && project.isPublished) {
    return 'reaches into another package: import it by its name';
  }
  if (zone === 'pure' && isAdapter(target)) {
    return 'imports an adapter: take the port as an argument';
  }
  if (path.endsWith(SUPPOSITION) && where === 'src' && !WHAT_IF.test(file.path)) {
    return 'only src/mutate may suppose that a statement was verified';
  }
  const isOwnIndex = path === `${project.folder}/src/index.ts`;
  return isOwnIndex && (zone === 'pure' || zone === 'edge')
    ? 'imports its own index: import the file'
    : undefined;
}

function isAdapter({ project, path }: Target): boolean {
  return path?.startsWith(`${project.folder}/src/adapters/`) ?? false;
}

function sigstoreProblem(
  project: Project,
  file: SourceFile,
  { specifier }: Import,
): string | undefined {
  const inside = file.path.slice(project.folder.length + 1);
  if (!project.isPublished || !inside.startsWith('src/')) return undefined;
  if (/^@sigstore\/verify(\/|$)/.test(specifier)) {
    return SIGSTORE_VERIFY.test(inside)
      ? undefined
      : 'only src/signature may import @sigstore/verify';
  }
  if (/^(@sigstore\/|sigstore$)/.test(specifier)) {
    return SIGSTORE.test(inside)
      ? undefined
      : 'only src/{signature,trust,bundle,certificate,adapters} may import @sigstore packages';
  }
  return undefined;
}
