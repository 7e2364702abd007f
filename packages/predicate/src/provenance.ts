import { valueAt } from '@provkit/json';
import type { Build } from './build-types/read-build.ts';
import { claimOf } from './certificate/claim-value.ts';
import type { Claims } from './certificate/claims.ts';
import type { SignerRule } from './policy/policy.ts';
import type { ResourceDescriptor, Statement } from './statement/schemas.ts';

/** Who built what from where, in one form for every build type. Exists only once every check has passed. */
export interface Provenance {
  readonly predicateType: string;
  readonly buildType: string;
  readonly builderId: string;
  /** The SLSA build level that the policy trusts signer and builder for, 1 to 3; 1 unless it says more (spec.md 1.7). */
  readonly slsaBuildLevel: number;
  readonly source: {
    /** URL, for example `https://github.com/acme/widgets`. */
    readonly repository: string;
    /** Full ref, for example `refs/tags/v1.2.3`. */
    readonly ref: string;
    /** Git object id, 40 or 64 lowercase hex digits. */
    readonly commit: string;
  };
  /** The workflow that was triggered: path in the source repository and ref. */
  readonly workflow?: { readonly path: string; readonly ref: string };
  /** URL of the run's attempt. */
  readonly invocationId?: string;
  /** What triggered the run, for example `push` (certificate .20). */
  readonly trigger?: string;
  /** `github-hosted` or `self-hosted` (certificate .11). */
  readonly runnerEnvironment?: string;
  readonly externalParameters: Readonly<Record<string, unknown>>;
  readonly internalParameters: Readonly<Record<string, unknown>>;
  readonly resolvedDependencies: readonly ResourceDescriptor[];
}

/** Brings verified values into one form; `undefined` if one of them is missing, which a passed check rules out. */
export function toProvenance(
  statement: Statement,
  build: Build,
  claims: Claims,
  rule: SignerRule,
): Provenance | undefined {
  const { source, builderId, buildType } = build;
  const repository = claimOf(claims, 'sourceRepositoryUri');
  const ref = source?.ref?.value ?? claimOf(claims, 'sourceRepositoryRef');
  const commit = source?.commits[0]?.value;
  if (!repository || !ref || !commit || !builderId) return undefined;
  const workflow = workflowOf(claims);
  const invocationId = claims.runInvocationUri ?? runOf(build);
  const trigger = claimOf(claims, 'buildTrigger');
  return {
    predicateType: statement.predicateType,
    buildType: buildType.uri,
    builderId: builderId.value,
    slsaBuildLevel: Math.min(rule.maxLevel, buildType.maxLevel),
    source: { repository, ref, commit },
    ...(workflow && { workflow }),
    ...(invocationId !== undefined && { invocationId }),
    ...(trigger !== undefined && { trigger }),
    ...(claims.runnerEnvironment !== undefined && { runnerEnvironment: claims.runnerEnvironment }),
    externalParameters: record(valueAt(statement, buildType.externalParameters.at)),
    internalParameters: record(
      valueAt(statement, '/predicate/buildDefinition/internalParameters') ??
        valueAt(statement, '/predicate/invocation/environment'),
    ),
    resolvedDependencies: (valueAt(statement, buildType.materials.at) ??
      []) as ResourceDescriptor[], // by schema
  };
}

/** The builder's word about the run, if only trusted workflows write the build type: a signer could write any. */
function runOf({ buildType, rows }: Build): string | undefined {
  return buildType.signers && rows.find(({ item }) => item === 'run')?.stated;
}

/** The workflow that was triggered, from the certificate (.18); both ends of it are known, so it is never split at `@`. */
function workflowOf(claims: Claims): Provenance['workflow'] {
  const { buildConfigUri: uri } = claims;
  const before = `${claimOf(claims, 'sourceRepositoryUri') ?? ''}/`;
  const ref = claimOf(claims, 'sourceRepositoryRef') ?? '';
  const after = `@${ref}`;
  if (!uri?.startsWith(before) || !uri.endsWith(after)) return undefined;
  return { path: uri.slice(before.length, -after.length), ref };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
