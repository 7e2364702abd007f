import type { BuildType } from './build-type.ts';
import { GITHUB_WORKFLOW } from './github-workflow.ts';
import { NPM_WORKFLOW } from './npm-workflow.ts';

export type { BuildType } from './build-type.ts';
export { GITHUB_WORKFLOW } from './github-workflow.ts';

/** The known build types by URI. An unknown one fails the check `build-type`. */
export const BUILD_TYPES: ReadonlyMap<string, BuildType> = new Map(
  [GITHUB_WORKFLOW, NPM_WORKFLOW].map((buildType) => [buildType.uri, buildType]),
);
