import type { TrustProfile } from '../trust/profiles.ts';
import type { PolicyFile, SignerRef } from './schema.ts';

/** What `definePolicy` takes: the members of a policy file, without its version. */
export type PolicyOptions = DeepReadonly<Omit<PolicyFile, 'version' | '$schema'>>;

/** So that constants (`as const`) can be given. */
type DeepReadonly<T> = T extends object ? { readonly [key in keyof T]: DeepReadonly<T[key]> } : T;

/** Who may sign. */
export type SignerRule =
  | { readonly kind: 'source-workflow'; readonly path: string }
  | { readonly kind: 'workflow'; readonly url: string; readonly ref: SignerRef }
  | { readonly kind: 'repository-only' };

/** How provenance names its release (spec.md 1.5). */
export type ReleaseBinding =
  | { readonly binding: 'ref' }
  | { readonly binding: 'commit'; readonly branches: readonly string[] }
  | { readonly binding: 'noneUnsafe' };

/** Expectations, complete and consistent. Made by `definePolicy` and `parsePolicy`. */
export interface Policy {
  /** URL of the source repository, for example `https://github.com/acme/widgets`. */
  readonly repository: string;
  readonly signer: SignerRule;
  readonly issuer: string;
  readonly release: ReleaseBinding;
  /** The exact builder id; absent: whatever the build type says the builder must be. */
  readonly builderId?: string;
  readonly buildTypes: readonly string[];
  readonly predicateType: string;
  readonly profiles: readonly TrustProfile[];
}
