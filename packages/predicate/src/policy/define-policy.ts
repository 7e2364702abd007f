import { BUILD_TYPES, GITHUB_WORKFLOW } from '../build-types/index.ts';
import { PredicateError } from '../predicate-error.ts';
import { PROVENANCE_V1 } from '../statement/predicate-types.ts';
import type { Policy, PolicyOptions, SignerRule } from './policy.ts';

/** The issuer of GitHub Actions' OIDC tokens. */
const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/** The one alias of a builder that has an expansion (spec.md 1.7). */
const BUILDER_ALIAS = 'github-actions/slsa-provenance';

/**
 * Completes and checks expectations. Pure.
 * @throws PredicateError POLICY_INVALID: not exactly one of `workflow`, `signer` and `repositoryOnlyUnsafe`; an unknown
 *   builder alias or build type; an alias without a workflow
 * @example
 * const policy = definePolicy({ source: 'github:acme/widgets', workflow: '.github/workflows/release.yml' });
 */
export function definePolicy(options: PolicyOptions): Policy {
  const {
    issuer = GITHUB_ISSUER,
    release = { binding: 'ref' },
    profiles = ['public-good'],
  } = options;
  return {
    repository: repositoryUrl(options.source),
    signer: signerRule(options),
    issuer,
    release,
    ...builder(options),
    predicateType: options.predicateType ?? PROVENANCE_V1,
    profiles,
  };
}

function repositoryUrl(source: string): string {
  return source.startsWith('github:')
    ? `https://github.com/${source.slice('github:'.length)}`
    : source;
}

function signerRule({ workflow, signer, repositoryOnlyUnsafe }: PolicyOptions): SignerRule {
  const rules: SignerRule[] = [
    ...(workflow === undefined ? [] : [{ kind: 'source-workflow', path: workflow } as const]),
    ...(signer === undefined
      ? []
      : [{ kind: 'workflow', url: signer.workflow, ref: signer.ref } as const]),
    ...(repositoryOnlyUnsafe === undefined ? [] : [{ kind: 'repository-only' } as const]),
  ];
  const [rule] = rules;
  if (rule && rules.length === 1) return rule;
  throw new PredicateError(
    'POLICY_INVALID',
    `the policy names ${rules.length} signers: state exactly one of "workflow", "signer" or "repositoryOnlyUnsafe". A repository alone is not an identity, any workflow on any branch of it could sign.`,
  );
}

function builder(options: PolicyOptions): Pick<Policy, 'builderId' | 'buildTypes'> {
  const { builder: id, buildTypes = [...BUILD_TYPES.keys()] } = options;
  const unknown = buildTypes.find((uri) => !BUILD_TYPES.has(uri));
  if (unknown !== undefined) {
    throw new PredicateError(
      'POLICY_INVALID',
      `the policy accepts the build type ${JSON.stringify(unknown)}, which is unknown. Known are ${[...BUILD_TYPES.keys()].join(', ')}.`,
    );
  }
  if (id === undefined) return { buildTypes };
  if (id.includes('://')) return { builderId: id, buildTypes };
  if (id !== BUILDER_ALIAS) {
    throw new PredicateError(
      'POLICY_INVALID',
      `the policy's builder ${JSON.stringify(id)} is neither a URI nor the alias ${BUILDER_ALIAS}.`,
    );
  }
  if (options.workflow === undefined) {
    throw new PredicateError(
      'POLICY_INVALID',
      `the builder alias ${BUILDER_ALIAS} stands for the policy's "workflow", and the policy has none.`,
    );
  }
  return { buildTypes: [GITHUB_WORKFLOW.uri] };
}
