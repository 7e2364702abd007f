export {
  decideTrust,
  type Freshness,
  type TrustDecision,
  type TrustMaterials,
  type TrustRefresh,
} from '../../tuf/decide-trust.ts';
export type { TufState } from '../../tuf/tuf-state.ts';
export type { TufVersions } from '../../tuf/tuf-versions.ts';
export type { Network } from '../network.ts';
export {
  fetchTenantTarget,
  type RefreshTrustOptions,
  refreshTrust,
} from './refresh-trust.ts';
export { githubRepository, publicGoodRepository, type TufRepository } from './tuf-repository.ts';
export { createFileTufStore, type TufStore } from './tuf-store.ts';
