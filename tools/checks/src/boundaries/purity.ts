import { isBuiltin } from 'node:module';
import type { Problem } from '../problem.ts';
import { globalUses } from './global-uses.ts';
import { COMPUTED, type Import, type SourceFile } from './source-file.ts';

/** Node's modules that compute and do nothing else. Everything else of Node's is I/O, time or another process. */
const PURE_MODULES: ReadonlySet<string> = new Set([
  'node:assert',
  'node:buffer',
  'node:crypto',
  'node:module',
  'node:path',
  'node:path/posix',
  'node:string_decoder',
  'node:url',
  'node:util',
  'node:zlib',
]);

/** Of `node:crypto`: what makes randomness. Hashing and verifying is computing. */
const RANDOM = /^(random|getRandomValues|webcrypto|generate|\*$|default$)/;

/** Files that must be pure and are not (architecture.md, "Never" 2; style.md 21). */
export function purityProblems(file: SourceFile): Problem[] {
  const imports = file.imports.flatMap((found) => {
    const message = importProblem(found);
    return message === undefined ? [] : [{ where: `${file.path}:${found.line}`, message }];
  });
  const globals = globalUses(file.ast).map(({ name, line }) => ({
    where: `${file.path}:${line}`,
    message: `${name} is not for pure code: take it as an argument`,
  }));
  return [...imports, ...globals];
}

function importProblem({ specifier, names }: Import): string | undefined {
  if (specifier === COMPUTED) return 'loads a module whose name is only known at run time';
  if (!isBuiltin(specifier)) return undefined;
  const name = specifier.startsWith('node:') ? specifier : `node:${specifier}`;
  if (!PURE_MODULES.has(name)) return `${name} is I/O: use a port, implemented in src/adapters/`;
  const random = name === 'node:crypto' && names.find((imported) => RANDOM.test(imported));
  return random ? `${random} of node:crypto makes randomness: take it as an argument` : undefined;
}
