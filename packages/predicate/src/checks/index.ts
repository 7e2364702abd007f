import { checkBuilder } from './builder.ts';
import { checkClaims } from './claims.ts';
import { checkDenied } from './denied.ts';
import { checkEnvironment } from './environment.ts';
import { checkExternalParameters } from './external-parameters.ts';
import { checkIds } from './ids.ts';
import { checkLineage } from './lineage.ts';
import { checkMaterial } from './material.ts';
import { checkRelease } from './release.ts';
import { checkRun } from './run.ts';
import { checkSource } from './source.ts';
import type { StatementCheck } from './statement-check.ts';

/** The checks that compare a build with the policy and the release, in the order of spec.md 1.3; all of them run. */
export const BUILD_CHECKS: readonly StatementCheck[] = [
  checkRelease,
  checkSource,
  checkMaterial,
  checkBuilder,
  checkRun,
  checkClaims,
  checkExternalParameters,
  checkEnvironment,
  checkIds,
  checkLineage,
  checkDenied,
];
