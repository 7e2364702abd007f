import { claimOf, claimValue } from '../certificate/claim-value.ts';
import type { CheckId } from '../checks/catalog.ts';
import type { World } from './world.ts';
import { rewrite } from './world.ts';

/** Another build that somebody could have signed just as genuinely, and that a policy must not take for the release. */
export interface ClaimMutation {
  /** What is different, for people. */
  readonly name: string;
  /** The checks of which one has to refuse it. */
  readonly checks: readonly CheckId[];
  /** What to state so that it is refused. */
  readonly fix: string;
  /** `undefined` where the build has no such thing. */
  readonly change: (world: World) => World | undefined;
}

const OTHER = 'provkit-mutant';

/** One mutation for each claim that decides who built what from where. */
export const CLAIM_MUTATIONS: readonly ClaimMutation[] = [
  {
    name: 'another workflow of the repository signs',
    checks: ['identity'],
    fix: 'state "workflow" or "signer" instead of "repositoryOnlyUnsafe"',
    change: (world) => replacing(world, signerPath(world), `.github/workflows/${OTHER}.yml`),
  },
  {
    name: 'the signer workflow is taken from another branch of its repository',
    checks: ['identity', 'release'],
    fix: 'state "semver-tag", "commit" or an exact ref for the signer',
    change: (world) => signedAt(world, `refs/heads/${OTHER}`),
  },
  {
    name: 'built from another branch',
    checks: ['identity', 'release'],
    fix: 'state a release binding: "ref", or "commit" with its branches',
    change: (world) => withRef(world, `refs/heads/${OTHER}`),
  },
  {
    name: 'built from another tag',
    checks: ['identity', 'release'],
    fix: 'state a release binding, and give the tag',
    change: (world) => withRef(world, `refs/tags/v0.0.0-${OTHER}`),
  },
  {
    name: 'built from another commit of the same ref',
    checks: ['material'],
    fix: 'give the commit that the tag points to',
    change: (world) =>
      replacing(world, claimOf(world.claims, 'sourceRepositoryDigest'), '0'.repeat(40)),
  },
  {
    name: 'built by a fork',
    checks: ['identity', 'source'],
    fix: 'state the "source"',
    change: (world) => replacing(world, repositoryName(world), `${OTHER}/${OTHER}`),
  },
  {
    name: 'the repository was registered anew by somebody else',
    checks: ['ids'],
    fix: 'state "repositoryId"',
    change: (world) => exactly(world, world.claims.sourceRepositoryIdentifier, '9'.repeat(19)),
  },
  {
    name: 'the owner’s name was registered anew by somebody else',
    checks: ['ids'],
    fix: 'state "ownerId"',
    change: (world) => exactly(world, world.claims.sourceRepositoryOwnerIdentifier, '8'.repeat(19)),
  },
  {
    name: 'built by another run',
    checks: ['run'],
    fix: 'give the run',
    change: (world) => withRun(world),
  },
  {
    name: 'triggered by pull_request_target',
    checks: ['environment'],
    fix: 'leave it out of "triggers"',
    change: (world) => exactly(world, claimOf(world.claims, 'buildTrigger'), 'pull_request_target'),
  },
  {
    name: 'built on a self-hosted runner',
    checks: ['environment'],
    fix: 'leave it out of "runners"',
    change: (world) => onRunner(world, 'self-hosted'),
  },
  {
    name: 'built with a parameter that nobody expects',
    checks: ['external-parameters'],
    fix: 'expect the parameters one by one, and not "anyUnsafe"',
    change: (world) => withParameter(world),
  },
  {
    name: 'the token was issued by somebody else',
    checks: ['identity'],
    fix: 'state the "issuer"',
    change: (world) => exactly(world, claimOf(world.claims, 'issuer'), 'https://example.invalid'),
  },
  {
    name: 'deployed from another environment',
    checks: ['environment'],
    fix: 'state "environments"',
    change: (world) => exactly(world, world.claims.deploymentEnvironment, OTHER),
  },
  {
    name: 'another file is the subject',
    checks: ['subject'],
    fix: 'verify the very file',
    change: ({ claims, statement }) => ({
      claims,
      statement: { ...statement, subject: [{ name: OTHER, digest: { sha256: '0'.repeat(64) } }] },
    }),
  },
  {
    name: 'the predicate is of another type',
    checks: ['predicate-type'],
    fix: 'leave "predicateType" at SLSA provenance v1',
    change: ({ claims, statement }) => ({
      claims,
      statement: { ...statement, predicateType: `https://example.invalid/${OTHER}` },
    }),
  },
  {
    name: 'the build is of another type',
    checks: ['build-type'],
    fix: 'accept the build types that you know only',
    change: (world) => exactly(world, buildTypeOf(world), `https://example.invalid/${OTHER}`),
  },
];

/** Every occurrence inside every text. */
function replacing(world: World, from: string | undefined, to: string): World | undefined {
  return from === undefined || from === ''
    ? undefined
    : rewrite(world, (text) => text.replaceAll(from, to));
}

/** Every text that is exactly that. */
function exactly(world: World, from: string | undefined, to: string): World | undefined {
  return from === undefined ? undefined : rewrite(world, (text) => (text === from ? to : text));
}

/** The path of the workflow that signed, between repository and ref. */
function signerPath({ claims: { san } }: World): string | undefined {
  return /\/(\.github\/workflows\/[^@]+)@/.exec(san)?.[1];
}

function repositoryName({ claims }: World): string | undefined {
  const uri = claimOf(claims, 'sourceRepositoryUri');
  return uri === undefined ? undefined : new URL(uri).pathname.slice(1);
}

/** Both the ref that was built and whatever was taken from it. */
function withRef(world: World, to: string): World | undefined {
  const from = claimOf(world.claims, 'sourceRepositoryRef');
  if (from === undefined) return undefined;
  return rewrite(world, (text) =>
    text === from || text.endsWith(`@${from}`) ? `${text.slice(0, -from.length)}${to}` : text,
  );
}

/** Another ref of the signer alone; one that is the built ref's own workflow has no ref of its own. */
function signedAt(world: World, to: string): World | undefined {
  const { san } = world.claims;
  const built = claimOf(world.claims, 'sourceRepositoryRef');
  const ref = /@(refs\/[^@]+|[0-9a-f]{40})$/.exec(san)?.[1];
  if (ref === undefined || ref === built) return undefined;
  const from = san.slice(0, -ref.length);
  return rewrite(world, (text) => (text === san ? `${from}${to}` : text));
}

function withRun(world: World): World | undefined {
  const run = claimValue(world.claims, 'run');
  if (run === undefined) return undefined;
  return rewrite(world, (text) => {
    if (text === run) return `${run}0`;
    if (text.startsWith(`${run}-`)) return `${run}0${text.slice(run.length)}`;
    return text.replace(`/actions/runs/${run}/`, `/actions/runs/${run}0/`);
  });
}

function onRunner(world: World, to: string): World | undefined {
  const from = world.claims.runnerEnvironment;
  if (from === undefined || from === to) return undefined;
  return rewrite(world, (text) =>
    text === from || text.endsWith(`/runner/${from}`)
      ? `${text.slice(0, -from.length)}${to}`
      : text,
  );
}

function buildTypeOf({ statement: { predicate } }: World): string | undefined {
  const { buildDefinition, buildType } = (predicate ?? {}) as Record<string, unknown>; // of any form
  const inV1 = (buildDefinition as { buildType?: unknown } | undefined)?.buildType;
  const found = inV1 ?? buildType;
  return typeof found === 'string' ? found : undefined;
}

/** One more parameter beside the others, wherever the predicate version keeps them. */
function withParameter({ claims, statement }: World): World {
  const predicate = structuredClone(statement.predicate ?? {}) as Record<
    string,
    Record<string, unknown>
  >;
  const holder = predicate.buildDefinition ?? predicate.invocation ?? {};
  const member = predicate.buildDefinition ? 'externalParameters' : 'parameters';
  const before = holder[member];
  holder[member] = { ...(typeof before === 'object' ? before : {}), [OTHER]: true };
  return { claims, statement: { ...statement, predicate } };
}
