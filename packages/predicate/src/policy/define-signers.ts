import { GITHUB_WORKFLOW } from '../build-types/github-workflow.ts';
import type { DeepReadonly } from '../deep-readonly.ts';
import type { Builder, PolicyOptions, Signer, SignerRule } from './policy.ts';
import { policyInvalid } from './policy-invalid.ts';
import type { SignerRuleFile } from './schema-signer.ts';

/** The one alias of a builder that has an expansion (spec.md 1.7). */
const BUILDER_ALIAS = 'github-actions/slsa-provenance';

const BRANCHES = 'refs/heads/';

type RuleOptions = DeepReadonly<SignerRuleFile>;

/**
 * The pairs of signer and builder that a policy accepts (spec.md 1.7): those of `signers`, or the one that the policy
 * itself states.
 * @param repository URL of the source repository.
 * @param pointer where the options stand in their file.
 * @throws PredicateError POLICY_INVALID
 */
export function defineSigners(
  options: PolicyOptions,
  repository: string,
  pointer: string,
): readonly SignerRule[] {
  const { signers } = options;
  if (!signers) return [checked(defineRule(ownRule(options), pointer), repository, pointer)];
  const beside = Object.keys(ownRule(options))[0];
  if (beside !== undefined) {
    throw policyInvalid(
      `${pointer}/${beside}`,
      'stands beside "signers"',
      'move it into one of them',
    );
  }
  return signers.map((rule, index) => {
    const at = `${pointer}/signers/${index}`;
    return checked(defineRule(rule, at), repository, at);
  });
}

/** A branch of the source repository is its own affair; one of another repository is accepted by its unsafe name alone (spec.md 1.7). */
function checked(rule: SignerRule, repository: string, pointer: string): SignerRule {
  for (const member of ['signer', 'builder'] as const) {
    const named = rule[member];
    if (named?.kind !== 'workflow' || typeof named.ref !== 'object' || !('exact' in named.ref))
      continue;
    const { exact } = named.ref;
    if (!exact.startsWith(BRANCHES) || named.url.startsWith(`${repository}/`)) continue;
    const branch = JSON.stringify({ branchUnsafe: exact.slice(BRANCHES.length) });
    throw policyInvalid(
      `${pointer}/${member}/ref/exact`,
      `${exact} is a branch of another repository, and whoever can push to it can sign`,
      member === 'signer' ? `name a tag or a commit, or write ${branch}` : 'name a tag',
    );
  }
  return rule;
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
