import { githubSuite } from './github-suite.ts';
import { registrySuite } from './registry-suite.ts';
import type { Suite } from './suite.ts';

/** Every source of evidence. */
export function evidenceSuites(): readonly Suite[] {
  return [githubSuite(), registrySuite()];
}
