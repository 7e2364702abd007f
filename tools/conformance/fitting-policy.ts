import {
  type Claims,
  definePolicy,
  type Policy,
  type PolicyOptions,
  type Trust,
} from '@provkit/predicate';

const RUNNERS = ['github-hosted', 'self-hosted'] as const;

/** Parameters that no table compares, since whoever starts the build chooses them (spec.md 1.9 D, E and F). */
const FREE = ['/inputs', '/vars', '/event_inputs', '/buildConfig', '/configPath'];

const BRANCHES = 'refs/heads/';

/** The policy of somebody who expects just this signer; where the build type asks for it, just this builder too. */
export function fittingPolicy(
  signer: Claims,
  statement: Record<string, unknown>,
  trust: Trust,
): Policy {
  const { san, issuer = signer.issuerV1, sourceRepositoryUri, runnerEnvironment } = signer;
  const { buildTrigger, workflowTrigger } = signer;
  const [, workflow = '', ref = ''] = /^([^@]+)@(.+)$/.exec(san) ?? [];
  const builder = builderOf(statement);
  return definePolicy({
    source: sourceRepositoryUri ?? `https://github.com/${signer.workflowRepository}`,
    signer: {
      workflow,
      ref: ref.startsWith(BRANCHES) ? { branchUnsafe: ref.slice(BRANCHES.length) } : { exact: ref },
    },
    ...(builder !== undefined && { builder }),
    ...(issuer !== undefined && { issuer }),
    release: { binding: 'noneUnsafe' },
    triggers: [buildTrigger ?? workflowTrigger ?? ''],
    externalParameters: Object.fromEntries(FREE.map((pointer) => [pointer, { anyUnsafe: true }])),
    // certificates of early 2023 do not name the runner
    runners:
      runnerEnvironment === undefined
        ? RUNNERS
        : RUNNERS.filter((one) => one === runnerEnvironment),
    profiles: trust.roots.map(({ summary }) => summary.profile),
  });
}

/** Of the delegators alone, whose builder is another workflow than the signer. */
function builderOf({ predicate }: Record<string, unknown>): PolicyOptions['builder'] | undefined {
  const { builder, runDetails, buildType, buildDefinition } = predicate as {
    builder?: { id: string };
    runDetails?: { builder: { id: string } };
    buildType?: string;
    buildDefinition?: { buildType: string };
  };
  const type = buildType ?? buildDefinition?.buildType;
  if (!type?.endsWith('/delegator-generic@v0')) return undefined;
  const id = builder?.id ?? runDetails?.builder.id ?? '';
  return { workflow: id.split('@')[0] ?? '', ref: 'semver-tag' };
}
