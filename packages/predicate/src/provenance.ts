import { valueAt } from '@provkit/json';
import type { Build } from './build-types/read-build.ts';
import type { Claims } from './certificate/claims.ts';
import { sourceMaterial } from './checks/source-material.ts';
import type { Policy } from './policy/policy.ts';
import type { ResourceDescriptor, Statement } from './statement/schemas.ts';

/** Who built what from where, in one form for every build type. Exists only once every check has passed. */
export interface Provenance {
  readonly predicateType: string;
  readonly buildType: string;
  readonly builderId: string;
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
  policy: Policy,
): Provenance | undefined {
  const material = sourceMaterial({ build, policy });
  const commit = material?.commits[0];
  const { builderId, workflow, invocation } = build;
  if (!material || !commit || !builderId) return undefined;
  const { path, ref } = workflow;
  return {
    predicateType: statement.predicateType,
    buildType: build.buildType.uri,
    builderId: builderId.value,
    source: {
      repository: material.repository.value,
      ref: material.ref.value,
      commit: commit.value,
    },
    ...(path && ref && { workflow: { path: path.value, ref: ref.value } }),
    ...(invocation && { invocationId: invocation.value }),
    ...(claims.buildTrigger !== undefined && { trigger: claims.buildTrigger }),
    ...(claims.runnerEnvironment !== undefined && { runnerEnvironment: claims.runnerEnvironment }),
    externalParameters: record(valueAt(statement, '/predicate/buildDefinition/externalParameters')),
    internalParameters: record(valueAt(statement, '/predicate/buildDefinition/internalParameters')),
    resolvedDependencies: (valueAt(statement, build.buildType.materials) ??
      []) as ResourceDescriptor[], // by schema
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
