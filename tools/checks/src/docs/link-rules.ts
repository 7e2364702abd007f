import { dirname, join } from 'node:path/posix';
import type { Problem } from '../problem.ts';
import { type Markdown, parseMarkdown } from './markdown.ts';

/** What the rules need of the repository, so that tests can hand them another one. */
export interface Repository {
  /** Paths from the root of every file that is, or could be, committed. */
  readonly files: readonly string[];
  read(path: string): string;
}

/** Links of the Markdown files that lead nowhere. Addresses of the web are not followed. */
export function linkProblems(repository: Repository): Problem[] {
  const paths = pathsOf(repository.files);
  const documents = new Map(
    repository.files
      .filter((path) => path.endsWith('.md'))
      .map((path) => [path, parseMarkdown(repository.read(path))]),
  );
  return [...documents].flatMap(([path, { links }]) =>
    links.flatMap(({ target, line }) => {
      const message = linkProblem(path, target, paths, documents);
      return message === undefined ? [] : [{ where: `${path}:${line}`, message }];
    }),
  );
}

function linkProblem(
  from: string,
  target: string,
  paths: ReadonlySet<string>,
  documents: ReadonlyMap<string, Markdown>,
): string | undefined {
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) return undefined;
  const [file = '', anchor] = target.split('#', 2);
  const path = file === '' ? from : join(dirname(from), decodeURI(file)).replace(/\/$/, '');
  if (file.startsWith('/') || path.startsWith('..')) return `${target} leaves the repository`;
  if (!paths.has(path)) return `${target}: there is no ${path}`;
  const anchors = documents.get(path)?.anchors;
  return anchor !== undefined && anchors && !anchors.has(anchor)
    ? `${target}: ${path} has no heading #${anchor}`
    : undefined;
}

/** Paths in the feature map that are not there: it promises where each clause is done. */
export function featureMapProblems(repository: Repository): Problem[] {
  const map = 'docs/feature-map.md';
  if (!repository.files.includes(map)) return [{ where: map, message: 'is missing' }];
  const paths = pathsOf(repository.files);
  const { codeSpans } = parseMarkdown(repository.read(map));
  const named = codeSpans.filter(({ target }) => /^[\w.@-]+(\/[\w.@-]+)*\/?(\.\w+)?$/.test(target));
  const looked = named.filter(({ target }) => LOOKS_LIKE_A_PATH.test(target));
  if (looked.length === 0) return [{ where: map, message: 'names no file' }];
  return looked
    .filter(({ target }) => !paths.has(target.replace(/\/$/, '')))
    .map(({ target, line }) => ({ where: `${map}:${line}`, message: `there is no ${target}` }));
}

const LOOKS_LIKE_A_PATH = /^(packages|tools|docs|examples|supabase|\.github|\.ci|\.changeset)\//;

/** Every file, and every folder that holds one. */
function pathsOf(files: readonly string[]): ReadonlySet<string> {
  const paths = new Set(['.', ...files]);
  for (const file of files) {
    for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) paths.add(folder);
  }
  return paths;
}
