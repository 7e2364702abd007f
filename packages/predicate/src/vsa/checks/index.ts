import type { VsaCheck } from '../vsa-check.ts';
import { checkDependencies } from './dependencies.ts';
import { checkLevels } from './levels.ts';
import { checkPolicy } from './policy.ts';
import { checkResource } from './resource.ts';
import { checkResult } from './result.ts';
import { checkSlsaVersion } from './slsa-version.ts';
import { checkTimeVerified } from './time-verified.ts';
import { checkVerifier } from './verifier.ts';

/** The checks of what a summary says, in the order of the catalog; all of them run. */
export const SUMMARY_CHECKS: readonly VsaCheck[] = [
  checkVerifier,
  checkResource,
  checkResult,
  checkLevels,
  checkDependencies,
  checkTimeVerified,
  checkPolicy,
  checkSlsaVersion,
];
