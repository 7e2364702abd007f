import type { BuildType } from '../build-types/build-type.ts';
import type { DeepReadonly } from '../deep-readonly.ts';
import type { TrustProfile } from '../trust/profiles.ts';
import type {
  Approver as ApproverFile,
  DenyList as DenyListFile,
  ExpectationsFile,
  Override as OverrideFile,
  ParameterRule as ParameterRuleFile,
} from './schema.ts';
import type { SignerRef } from './schema-signer.ts';

/** What `definePolicy` takes: the members of a policy file with one set of expectations. */
export type PolicyOptions = DeepReadonly<ExpectationsFile>;

/** Who may sign. */
export type Signer =
  | { readonly kind: 'source-workflow'; readonly path: string }
  | { readonly kind: 'workflow'; readonly url: string; readonly ref: SignerRef }
  | { readonly kind: 'repository-only' };

/** What the builder must be: an exact id, or a reusable workflow at a release or an exact ref. */
export type Builder =
  | { readonly kind: 'id'; readonly id: string }
  | {
      readonly kind: 'workflow';
      readonly url: string;
      readonly ref: 'semver-tag' | { readonly exact: string };
    };

/** A signer and a builder that go together; a rule passes only as a whole (spec.md 1.7). */
export interface SignerRule {
  readonly signer: Signer;
  /** Absent: whatever the build type says the builder must be. */
  readonly builder?: Builder;
  /** Absent: every build type that the expectations accept. */
  readonly buildTypes?: readonly string[];
  /** Absent: the runners that the expectations accept. */
  readonly runners?: readonly string[];
  /** The SLSA build level that the pair is trusted for. */
  readonly maxLevel: 1 | 2 | 3;
}

/** How provenance names its release (spec.md 1.5). */
export type ReleaseBinding =
  | { readonly binding: 'ref' }
  | { readonly binding: 'commit'; readonly branches: readonly string[] }
  | { readonly binding: 'release-attestation' }
  | { readonly binding: 'input'; readonly name: string; readonly branches: readonly string[] }
  | { readonly binding: 'noneUnsafe' };

/** What one parameter may be. */
export type ParameterRule = DeepReadonly<ParameterRuleFile>;
/** Somebody whose signature counts as approval. */
export type Approver = DeepReadonly<ApproverFile>;
/** A governance override of the predicate type, of one artifact of one release (spec.md 1.4). */
export type Override = DeepReadonly<OverrideFile>;
/** What never passes. */
export type DenyList = DeepReadonly<DenyListFile>;

/** What an attestation must say, complete and consistent. */
export interface Expectations {
  readonly name?: string;
  /** URL of the source repository, for example `https://github.com/acme/widgets`. */
  readonly repository: string;
  /** At least one; any of them will do. */
  readonly signers: readonly SignerRule[];
  readonly issuer: string;
  readonly release: ReleaseBinding;
  /** The accepted build types, with their tables. */
  readonly buildTypes: readonly BuildType[];
  readonly predicateType: string;
  /** Who may approve an override of the predicate type, and for how long; absent: nobody. */
  readonly overrides?: {
    readonly approvers: readonly Approver[];
    readonly maxDays: number;
    readonly granted: readonly Override[];
  };
  /** By JSON pointer into externalParameters. */
  readonly externalParameters: Readonly<Record<string, ParameterRule>>;
  readonly inputs?: Readonly<Record<string, ParameterRule>>;
  readonly triggers: readonly string[];
  /** Absent: GitHub-hosted ones, and those of a time when certificates did not tell. */
  readonly runners?: readonly string[];
  readonly environments?: readonly string[];
  readonly tokenSubjects?: readonly string[];
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly checkout: 'same' | 'differentAllowedUnsafe';
  readonly materials: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly profiles: readonly TrustProfile[];
  readonly maxRootAgeDays?: number;
  readonly denied: DenyList;
}

/** Expectations, complete and consistent. Made by `definePolicy` and `parsePolicy`. */
export interface Policy {
  /** `any`: one attestation must meet one set of expectations; `all`: each set must be met by an attestation. */
  readonly match: 'any' | 'all';
  /** At least one. */
  readonly expectations: readonly [Expectations, ...Expectations[]];
}
