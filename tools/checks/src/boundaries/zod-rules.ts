import type { Problem } from '../problem.ts';
import type { Resolve } from './import-graph.ts';
import type { Import, SourceFile } from './source-file.ts';

/** Schema entries: `schema.ts`, `schemas.ts`, `schema-….ts`, and files of a folder `schema/`. */
const SCHEMA_FILE = /^packages\/[^/]+\/src\/(.*\/)?(schema[^/]*\.ts|schema\/[^/]+\.ts)$/;

/**
 * Files that load zod at run time, directly or through a schema entry, and are no schema entries. zod costs 70 ms to load
 * (architecture.md, "The one idea"): what runs on the hot path is the compiled validator.
 */
export function zodProblems(files: readonly SourceFile[], resolve: Resolve): Problem[] {
  const loaders = schemaLoaders(files, resolve);
  return files.flatMap((file) => {
    if (SCHEMA_FILE.test(file.path)) return [];
    return file.imports.filter(loadsZod(file, loaders, resolve)).map(({ specifier, line }) => ({
      where: `${file.path}:${line}`,
      message: `${specifier} loads zod at run time: only schema entries may`,
    }));
  });
}

/** The schema entries that load zod, themselves or through one another. */
function schemaLoaders(files: readonly SourceFile[], resolve: Resolve): ReadonlySet<string> {
  const entries = files.filter(({ path }) => SCHEMA_FILE.test(path));
  const loaders = new Set<string>();
  for (let before = -1; before < loaders.size; ) {
    before = loaders.size;
    for (const file of entries) {
      if (file.imports.some(loadsZod(file, loaders, resolve))) loaders.add(file.path);
    }
  }
  return loaders;
}

function loadsZod(file: SourceFile, loaders: ReadonlySet<string>, resolve: Resolve) {
  return (found: Import): boolean => {
    if (found.isTypeOnly) return false;
    return /^zod(\/|$)/.test(found.specifier) || loaders.has(resolve(file, found)?.path ?? '');
  };
}
