import type { RegistryKey } from '../npm/registry-keys.ts';
import type { Trust } from '../trust/trust.ts';

/** Trust to verify with. */
export interface TrustMaterials {
  readonly trust: Trust;
  /** The keys by which a registry of packages signs; empty where the trust has none. */
  readonly registryKeys: readonly RegistryKey[];
}

/** What came of asking a TUF repository for the current trusted root. */
export type TrustRefresh =
  | ({ readonly kind: 'fresh' } & TrustMaterials)
  /** Nobody answered; what was fetched before has not expired. */
  | ({ readonly kind: 'cached'; readonly problem: string } & TrustMaterials)
  /** `unreachable`: nobody answered. `refused`: somebody did, and it was not the repository. */
  | { readonly kind: 'unreachable' | 'refused'; readonly problem: string };

/** How much freshness is asked for. `embedded` asks nobody. */
export type Freshness = 'refresh' | 'require-fresh';

/** Trust to go on with, perhaps with a warning for people; or why there is none, which decides nothing. */
export type TrustDecision =
  | ({ readonly warning?: string } & TrustMaterials)
  | { readonly unavailable: string };

/**
 * Which trust to use, in a fixed order: the fresh one, else what was verified before and holds still, else the embedded
 * one, each step with a warning. A wrong answer is never passed over: whoever gives one wants us to use something else
 * (T11). Pure.
 * @param embedded what the program carries for this repository; absent where it carries nothing.
 */
export function decideTrust(
  freshness: Freshness,
  refresh: TrustRefresh,
  embedded: TrustMaterials | undefined,
): TrustDecision {
  switch (refresh.kind) {
    case 'fresh':
      return { trust: refresh.trust, registryKeys: refresh.registryKeys };
    case 'refused':
      return {
        unavailable: `the trusted root’s repository gave a wrong answer: ${refresh.problem}`,
      };
    case 'cached':
      return freshness === 'refresh'
        ? {
            trust: refresh.trust,
            registryKeys: refresh.registryKeys,
            warning: `the trusted root could not be refreshed, the one fetched before is used: ${refresh.problem}`,
          }
        : { unavailable: `the trusted root could not be refreshed: ${refresh.problem}` };
    case 'unreachable':
      return freshness === 'refresh' && embedded
        ? {
            ...embedded,
            warning: `the trusted root could not be refreshed, the embedded one is used: ${refresh.problem}`,
          }
        : { unavailable: `the trusted root could not be refreshed: ${refresh.problem}` };
  }
}
