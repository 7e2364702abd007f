export type { AgreementItem, BuildType, Rule } from './build-type.ts';
export { BUILD_TYPES } from './known-build-types.ts';
export { parseBuildType } from './parse-build-type.ts';
