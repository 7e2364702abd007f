import type { BundleSource, Policy, Release, Trust } from '@provkit/predicate';
import type { RegistryKey } from '@provkit/predicate/npm';
import type { RegistrySettings } from '../args/registry-options.ts';
import type { GithubAccess } from './connect-github.ts';

/** What targets are opened with. */
export interface OpenTargetInput {
  /** Bundles that were named: then no other attestations are looked for. */
  readonly named: readonly BundleSource[];
  /** One for each repository of the policy; none: offline. */
  readonly github: readonly GithubAccess[];
  /** Of targets that state none. */
  readonly release: Release;
  readonly isOffline: boolean;
  readonly privateAddressesUnsafe: boolean;
  readonly registries: RegistrySettings;
  readonly trust: Trust;
  readonly registryKeys: readonly RegistryKey[];
  readonly policy: Policy;
}
