import { isBuiltin } from 'node:module';

/** Where modules come from that are loaded when the program runs: `import type` and type-only exports are not. */
const IMPORTS = /^(?:import|export) (?!type )[^;]*? from '([^']+)'|import\('([^']+)'\)/gm;

/** What a source file imports at run time from packages, in the order of the text. */
export function specifiersIn(source: string): string[] {
  return [...source.matchAll(IMPORTS)]
    .map(([, fixed, dynamic]) => fixed ?? dynamic ?? '')
    .filter((specifier) => !specifier.startsWith('.') && !isBuiltin(specifier));
}

/** The package of a specifier: `@noble/curves/nist.js` is of `@noble/curves`. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
