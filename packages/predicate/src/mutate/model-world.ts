import { type Artifact, digestsOf } from '../artifact.ts';
import { GITHUB_WORKFLOW } from '../build-types/github-workflow.ts';
import type { Claims } from '../certificate/claims.ts';
import type { Expectations, ParameterRule, Signer } from '../policy/policy.ts';
import { PredicateError } from '../predicate-error.ts';
import type { Release } from '../release.ts';
import type { World } from './world.ts';

/** A commit of nobody's. */
const SIGNER_COMMIT = 'd'.repeat(40);
const WORKFLOW = '.github/workflows/release.yml';

/** A release of a repository that nobody has seen, for asking what a policy would say of it. */
export const MODEL_RELEASE: Release = {
  tag: 'v1.2.3',
  commit: 'c'.repeat(40),
  run: { id: '42', attempt: 1 },
};

/** The released file of the model. */
export const MODEL_ARTIFACT: Artifact = { name: 'widgets-1.2.3.tgz', sha256: 'a'.repeat(64) };

/**
 * A build of the model release that fits the expectations, as GitHub and an honest builder would describe it. Pure.
 * @throws PredicateError POLICY_INVALID: the policy does not accept GitHub's build type, in which the model is written;
 *   start from a real release
 */
export function modelWorld(expectations: Expectations): World {
  if (!expectations.buildTypes.some(({ uri }) => uri === GITHUB_WORKFLOW.uri)) {
    throw new PredicateError(
      'POLICY_INVALID',
      `the policy does not accept ${GITHUB_WORKFLOW.uri}, the build type that a model release is written in: start from a real release.`,
    );
  }
  const claims = modelClaims(expectations);
  const { buildSignerUri = '', buildTrigger, runnerEnvironment, runInvocationUri } = claims;
  const { sourceRepositoryUri: repository = '', sourceRepositoryRef: ref = '' } = claims;
  return {
    claims,
    statement: {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [
        { name: MODEL_ARTIFACT.name, digest: Object.fromEntries(digestsOf(MODEL_ARTIFACT)) },
      ],
      predicateType: GITHUB_WORKFLOW.predicateType,
      predicate: {
        buildDefinition: {
          buildType: GITHUB_WORKFLOW.uri,
          externalParameters: {
            workflow: { ref, repository, path: workflowOf(expectations) },
            ...modelParameters(expectations.externalParameters),
          },
          internalParameters: {
            github: {
              event_name: buildTrigger,
              repository_id: claims.sourceRepositoryIdentifier,
              repository_owner_id: claims.sourceRepositoryOwnerIdentifier,
              runner_environment: runnerEnvironment,
            },
          },
          resolvedDependencies: [
            {
              uri: `git+${repository}@${ref}`,
              digest: { gitCommit: claims.sourceRepositoryDigest },
            },
          ],
        },
        runDetails: {
          builder: { id: buildSignerUri },
          metadata: { invocationId: runInvocationUri },
        },
      },
    },
  };
}

function modelClaims(expectations: Expectations): Claims {
  const { repository, issuer, repositoryId = '1001', ownerId = '2002' } = expectations;
  const { commit = '', run } = MODEL_RELEASE;
  const ref = refOf(expectations);
  const [rule] = expectations.signers;
  const signer = signerOf(rule?.signer, repository, ref);
  const [environment] = expectations.environments ?? [];
  const [tokenSubject] = expectations.tokenSubjects ?? [];
  return {
    san: signer,
    sanKind: 'uri',
    issuer,
    buildSignerUri: signer,
    buildSignerDigest: signer.startsWith(`${repository}/`) ? commit : SIGNER_COMMIT,
    runnerEnvironment: (rule?.runners ?? expectations.runners)?.[0] ?? 'github-hosted',
    sourceRepositoryUri: repository,
    sourceRepositoryDigest: commit,
    sourceRepositoryRef: ref,
    sourceRepositoryIdentifier: repositoryId,
    sourceRepositoryOwnerUri: repository.slice(0, repository.lastIndexOf('/')),
    sourceRepositoryOwnerIdentifier: ownerId,
    buildConfigUri: `${repository}/${workflowOf(expectations)}@${ref}`,
    buildConfigDigest: commit,
    buildTrigger: expectations.triggers[0] ?? 'push',
    runInvocationUri: `${repository}/actions/runs/${run?.id}/attempts/${run?.attempt}`,
    sourceRepositoryVisibility: 'public',
    ...(environment !== undefined && { deploymentEnvironment: environment }),
    ...(tokenSubject !== undefined && { tokenSubject }),
  };
}

function refOf({ release }: Expectations): string {
  return 'branches' in release ? (release.branches[0] ?? '') : `refs/tags/${MODEL_RELEASE.tag}`;
}

/** The workflow that was triggered; the one that signed, where that is the repository's own. */
function workflowOf({ signers }: Expectations): string {
  const signer = signers[0]?.signer;
  return signer?.kind === 'source-workflow' ? signer.path : WORKFLOW;
}

function signerOf(signer: Signer | undefined, repository: string, ref: string): string {
  if (signer?.kind === 'source-workflow') return `${repository}/${signer.path}@${ref}`;
  if (signer?.kind !== 'workflow') return `${repository}/${WORKFLOW}@${ref}`;
  const { ref: rule, url } = signer;
  if (rule === 'semver-tag') return `${url}@refs/tags/v1.0.0`;
  if (rule === 'commit') return `${url}@${SIGNER_COMMIT}`;
  return 'exact' in rule ? `${url}@${rule.exact}` : `${url}@refs/heads/${rule.branchUnsafe}`;
}

/** A value that each rule accepts, at its pointer. */
function modelParameters(rules: Readonly<Record<string, ParameterRule>>): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  for (const [pointer, rule] of Object.entries(rules)) {
    const value = 'equals' in rule ? rule.equals : 'oneOf' in rule ? rule.oneOf[0] : undefined;
    const [name, ...rest] = pointer.slice(1).split('/');
    if (name === undefined || value === undefined) continue;
    parameters[name] = rest.length === 0 ? value : nested(rest, value, parameters[name]);
  }
  return parameters;
}

function nested(path: readonly string[], value: unknown, into: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const holder = typeof into === 'object' && into !== null ? into : {};
  const inside: unknown = Reflect.get(holder, name);
  return { ...holder, [name]: nested(rest, value, inside) };
}
