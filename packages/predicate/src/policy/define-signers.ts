import { GITHUB_WORKFLOW } from '../build-types/github-workflow.ts';
import type { DeepReadonly } from '../deep-readonly.ts';
import type { Builder, PolicyOptions, Signer, SignerRule } from './policy.ts';
import { policyInvalid } from './policy-invalid.ts';
import type { SignerRuleFile } from './schema-signer.ts';

/** The one alias of a builder that has an expansion (spec.md 1.7). */
const BUILDER_ALIAS = 'github-actions/slsa-provenance';

type RuleOptions = DeepReadonly<SignerRuleFile>;

/**
 * The pairs of signer and builder that a policy accepts (spec.md 1.7): those of `signers`, or the one that the policy
 * itself states.
 * @param pointer where the options stand in their file.
 * @throws PredicateError POLICY_INVALID
 */
export function defineSigners(options: PolicyOptions, pointer: string): readonly SignerRule[] {
  const { signers } = options;
  if (!signers) return [defineRule(ownRule(options), pointer)];
  const beside = Object.keys(ownRule(options))[0];
  if (beside !== undefined) {
    throw policyInvalid(
      `${pointer}/${beside}`,
      'stands beside "signers"',
      'move it into one of them',
    );
  }
  return signers.map((rule, index) => defineRule(rule, `${pointer}/signers/${index}`));
}

/** What the policy says of its only signer; the runners and build types stand in the policy itself. */
function ownRule({ workflow, signer, repositoryOnlyUnsafe, builder }: PolicyOptions): RuleOptions {
  return {
    ...(workflow !== undefined && { workflow }),
    ...(signer && { signer }),
    ...(repositoryOnlyUnsafe && { repositoryOnlyUnsafe }),
    ...(builder !== undefined && { builder }),
  };
}

function defineRule(options: RuleOptions, pointer: string): SignerRule {
  const signer = defineSigner(options, pointer);
  const { builder, buildTypes } = defineBuilder(options, signer, pointer);
  return {
    signer,
    ...(builder && { builder }),
    ...(buildTypes && { buildTypes }),
    ...(options.runners && { runners: options.runners }),
    maxLevel: options.maxLevel ?? 1,
  };
}

function defineSigner(
  { workflow, signer, repositoryOnlyUnsafe }: RuleOptions,
  pointer: string,
): Signer {
  const named: Signer[] = [
    ...(workflow === undefined ? [] : [{ kind: 'source-workflow', path: workflow } as const]),
    ...(signer ? [{ kind: 'workflow', url: signer.workflow, ref: signer.ref } as const] : []),
    ...(repositoryOnlyUnsafe ? [{ kind: 'repository-only' } as const] : []),
  ];
  const [only] = named;
  if (only && named.length === 1) return only;
  throw policyInvalid(
    pointer,
    `${named.length} signers are named, and a repository alone is no identity, any workflow on any branch of it could sign`,
    'state exactly one of "workflow", "signer" and "repositoryOnlyUnsafe"',
  );
}

function defineBuilder(
  { builder, buildTypes }: RuleOptions,
  signer: Signer,
  pointer: string,
): { builder?: Builder; buildTypes?: readonly string[] } {
  const stated = buildTypes && { buildTypes };
  if (builder === undefined) return { ...stated };
  if (typeof builder !== 'string') {
    return { builder: { kind: 'workflow', url: builder.workflow, ref: builder.ref }, ...stated };
  }
  if (builder.includes('://')) return { builder: { kind: 'id', id: builder }, ...stated };
  if (builder !== BUILDER_ALIAS) {
    throw policyInvalid(
      `${pointer}/builder`,
      `the builder ${JSON.stringify(builder)} is neither a URI nor an alias`,
      `write the builder's id, or the alias ${BUILDER_ALIAS}`,
    );
  }
  if (signer.kind !== 'source-workflow') {
    throw policyInvalid(
      `${pointer}/builder`,
      `the alias ${BUILDER_ALIAS} stands for the "workflow", and there is none`,
      'state "workflow", or write the builder’s id',
    );
  }
  return { buildTypes: buildTypes ?? [GITHUB_WORKFLOW.uri] };
}
