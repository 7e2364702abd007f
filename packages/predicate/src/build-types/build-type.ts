import type { DeepReadonly } from '../deep-readonly.ts';
import type { AgreementRule, BuildTypeFile } from './schema.ts';

/** What a pair is about. */
export type { AgreementItem } from './schema.ts';

/**
 * Where a build type keeps what the checks compare, and what certificate and predicate must agree on: plain data
 * (spec.md 1.8 and 1.9). One of the known ones, or made by `parseBuildType`.
 */
export type BuildType = DeepReadonly<Omit<BuildTypeFile, '$schema'>>;

/** One pair that certificate and predicate must agree on, as a build type states it. */
export type Rule = DeepReadonly<AgreementRule>;
