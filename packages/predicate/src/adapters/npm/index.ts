export { type NpmAttestations, parseNpmAttestations } from '../../bundle/npm-attestations.ts';
export { embeddedRegistryKeys } from '../../npm/embedded-registry-keys.ts';
export {
  type NpmConfig,
  type NpmRegistry,
  readNpmConfig,
  registryOf,
} from '../../npm/npm-config.ts';
export { type NpmPackage, npmArtifact, parseNpmPackage, purlOf } from '../../npm/npm-package.ts';
export { parseRegistryKeys, type RegistryKey } from '../../npm/registry-keys.ts';
export type { Published } from '../../npm/verify-published.ts';
export type { Network } from '../network.ts';
export {
  fetchNpmEvidence,
  type NpmEvidence,
  type NpmEvidenceOptions,
} from './fetch-npm-evidence.ts';
