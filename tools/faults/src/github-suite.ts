import { DEFAULT_CLAIMS } from '@provkit/testkit';
import type { GithubRequest } from '@provkit/testkit/github';
import { type GithubWorld, startGithubWorld } from './github-world.ts';
import { SERVER_FAULTS, type ServerFault } from './server-faults.ts';
import type { FaultCase, Suite } from './suite.ts';

/** A place at GitHub that a command asks, and what a command makes of its failures. */
interface Place {
  readonly name: string;
  readonly is: (request: GithubRequest) => boolean;
  readonly command: 'verify' | 'validate';
  /** What it means that the place is denied, missing or gone; undecided unless stated. */
  readonly denied?: string;
  readonly missing?: string;
  readonly gone?: string;
  /** What becomes of a JSON object of another form; undecided unless stated. */
  readonly object?: string;
}

const UNAVAILABLE = '3 upstream_unavailable';
const LIMITED = '3 rate_limited';
const MISSING = '1 artifact_missing';
const EXPIRED = '1 artifact_retention_missing';
const NO_ATTESTATION = '1 attestation_missing';

const endsWith =
  (end: string) =>
  ({ host, path }: GithubRequest) =>
    host === 'api' && path.endsWith(end);
const artifact = { denied: MISSING, missing: MISSING, gone: EXPIRED };

const PLACES: readonly Place[] = [
  {
    name: 'attestations',
    is: ({ host, path }) => host === 'api' && path.includes('/attestations/'),
    command: 'verify',
    missing: NO_ATTESTATION, // the repository can be read, so that 404 is a definite none
  },
  {
    name: 'bundle',
    object: '1 predicate_malformed', // what GitHub has as a bundle and is none is one that fails
    is: ({ host, path }) => host === 'blob' && path.startsWith('/bundles/'),
    command: 'verify',
  },
  {
    name: 'tag',
    is: endsWith('/git/ref/tags/v1.2.3'),
    command: 'validate',
    missing: '1 release_mismatch',
  },
  { name: 'repository', is: endsWith('/repos/acme/widgets'), command: 'validate' },
  { name: 'run', is: endsWith('/attempts/1'), command: 'validate', ...artifact },
  { name: 'jobs', is: endsWith('/jobs'), command: 'validate', ...artifact },
  { name: 'artifact', is: endsWith('/artifacts/7'), command: 'validate', ...artifact },
  { name: 'download', is: endsWith('/zip'), command: 'validate', ...artifact },
  {
    name: 'archive',
    is: ({ host, path }) => host === 'blob' && path.startsWith('/artifacts/'),
    command: 'validate',
    ...artifact,
  },
];

/** GitHub as a source: each place, each failure, once for good and once for a moment. */
export function githubSuite(): Suite {
  return {
    name: 'github',
    open: async () => {
      const world = await startGithubWorld();
      return { cases: casesOf(world), close: world.close };
    },
  };
}

function casesOf(world: GithubWorld): readonly FaultCase[] {
  const good = (['verify', 'validate'] as const).map((command) => ({
    name: `${command}: nothing fails`,
    expected: '0',
    run: () => run(world, command, () => undefined),
  }));
  const bad = PLACES.flatMap((place) =>
    SERVER_FAULTS.map((one) => ({
      name: `${place.name}: ${one.name}`,
      expected: expectedOf(place, one),
      run: () =>
        run(world, place.command, (request) => (place.is(request) ? one.fault : undefined)),
    })),
  );
  const passing = PLACES.flatMap((place) =>
    SERVER_FAULTS.filter(({ kind }) => kind === 'passing').map(({ name, fault }) => ({
      name: `${place.name}: ${name}, once`,
      expected: '0',
      run: () =>
        run(world, place.command, (request, count) =>
          place.is(request) && count === 1 ? fault : undefined,
        ),
    })),
  );
  return [...good, ...bad, ...passing];
}

function expectedOf(place: Place, { kind }: ServerFault): string {
  if (kind === 'limited') return LIMITED;
  if (kind === 'denied') return place.denied ?? UNAVAILABLE;
  if (kind === 'missing') return place.missing ?? UNAVAILABLE;
  if (kind === 'gone') return place.gone ?? UNAVAILABLE;
  return kind === 'object' ? (place.object ?? UNAVAILABLE) : UNAVAILABLE;
}

/** Exit code and reason; what breaks a rule that holds whatever fails is said instead. */
async function run(
  world: GithubWorld,
  command: Place['command'],
  fault: Parameters<GithubWorld['setFault']>[0],
): Promise<string> {
  await world.reset(DEFAULT_CLAIMS.sha);
  world.setFault(fault);
  const { code, stdout, stderr } = await world.run(command);
  const shown = stdout + stderr;
  if (/testkitTESTKIT|SIGNATURE/.test(shown)) return `a secret shows: ${shown}`;
  if (world.violations.length > 0)
    return `against GitHub's description: ${world.violations.join('; ')}`;
  if (world.requests > 40) return `${world.requests} requests`;
  return [code, reasonIn(stdout)].filter((part) => part !== '').join(' ');
}

function reasonIn(stdout: string): string {
  const { failureReason, reports } = JSON.parse(stdout) as {
    readonly failureReason?: string | null;
    readonly reports: readonly { readonly failureReason?: string }[];
  };
  return failureReason ?? reports[0]?.failureReason ?? '';
}
