import type { BuildType } from './build-type.ts';
import { CONTAINER_BASED } from './container-based.ts';
import { CONTAINER_GENERATOR } from './container-generator.ts';
import { DELEGATOR_V1 } from './delegator-v1.ts';
import { DELEGATOR_V02 } from './delegator-v02.ts';
import { GENERIC_GENERATOR } from './generic-generator.ts';
import { GITHUB_WORKFLOW } from './github-workflow.ts';
import { GO_BUILDER } from './go-builder.ts';
import { NPM_CLI_V1 } from './npm-cli-v1.ts';
import { NPM_CLI_V2 } from './npm-cli-v2.ts';
import { NPM_WORKFLOW } from './npm-workflow.ts';

/** The build types that are known without a file; one of them per URI and predicate type. */
export const BUILD_TYPES: readonly BuildType[] = [
  GITHUB_WORKFLOW,
  NPM_WORKFLOW,
  NPM_CLI_V2,
  NPM_CLI_V1,
  GENERIC_GENERATOR,
  GO_BUILDER,
  CONTAINER_GENERATOR,
  DELEGATOR_V1,
  DELEGATOR_V02,
  CONTAINER_BASED,
];

/** Every name of a build type. */
export function urisOf({ uri, otherUris = [] }: BuildType): readonly string[] {
  return [uri, ...otherUris];
}
