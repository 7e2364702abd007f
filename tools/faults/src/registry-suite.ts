import type { LoopbackRequest } from '@provkit/testkit';
import { SECRET } from './registry-routes.ts';
import { type RegistryWorld, type Subject, startRegistryWorld } from './registry-world.ts';
import { SERVER_FAULTS, type ServerFault } from './server-faults.ts';
import type { FaultCase, Suite } from './suite.ts';

/** A place that a command asks, and what it makes of its failures. */
interface Place {
  readonly name: string;
  readonly subject: Subject;
  readonly is: (request: LoopbackRequest) => boolean;
  /** What 404 means; undecided unless stated. */
  readonly missing?: string;
  /** What 403 means; undecided unless stated. */
  readonly denied?: string;
  /** Whether its length is signed: an answer that announces more is a wrong one, and not asked for again. */
  readonly isBounded?: true;
  /** What every failure means, where it is always the same. */
  readonly always?: string;
}

const UNAVAILABLE = '3 upstream_unavailable';
const LIMITED = '3 rate_limited';
const NO_TRUST = '3 trust_root_unavailable';
const NO_ATTESTATION = '1 attestation_missing';

const at =
  (pattern: RegExp) =>
  ({ url }: LoopbackRequest) =>
    pattern.test(url.pathname);
/** Of the manifests that are asked for by digest, the first is the image itself. */
const REFERRER = /\/manifests\/sha256:/;

const PLACES: readonly Place[] = [
  { name: 'version', subject: 'package', is: at(/^\/widgets\/1\.2\.3$/) },
  { name: 'attestations', subject: 'package', is: at(/^\/-\/npm\//) }, // announced, so that 404 is not yet
  { name: 'tag', subject: 'image', is: at(/\/manifests\/v1$/) },
  { name: 'token', subject: 'image', is: at(/^\/token$/) },
  { name: 'manifest', subject: 'image', is: at(REFERRER) },
  { name: 'blob', subject: 'image', is: at(/\/blobs\//) },
  // an image that can be read, and a registry without referrers and tags for it: a definite none
  { name: 'referrers', subject: 'image', is: at(/\/referrers\//), missing: NO_ATTESTATION },
  { name: 'cosign tag', subject: 'cosign', is: at(/\.att$/), missing: NO_ATTESTATION },
  { name: 'log', subject: 'envelope', is: at(/^\/api\//) },
  // no newer root is how one learns that there is none
  {
    name: 'root',
    subject: 'trust',
    is: at(/\/2\.root\.json$/),
    always: NO_TRUST,
    missing: '0',
    denied: '0',
  },
  { name: 'timestamp', subject: 'trust', is: at(/\/timestamp\.json$/), always: NO_TRUST },
  {
    name: 'snapshot',
    subject: 'trust',
    is: at(/\.snapshot\.json$/),
    always: NO_TRUST,
    isBounded: true,
  },
  { name: 'targets', subject: 'trust', is: at(/\.targets\.json$/), always: NO_TRUST },
  { name: 'trusted root', subject: 'trust', is: at(/trusted_root\.json$/), always: NO_TRUST },
];

/** GitHub's way to say in words that a limit is used up; to others it is a refusal like any other. */
const FAULTS = SERVER_FAULTS.filter(({ name }) => name !== '403, secondary limit');

const SUBJECTS: readonly Subject[] = ['package', 'image', 'cosign', 'envelope', 'trust'];

/** Registries, logs and TUF as sources: each place, each failure, once for good and once for a moment. */
export function registrySuite(): Suite {
  return {
    name: 'registries',
    open: async () => {
      const world = await startRegistryWorld();
      return { cases: casesOf(world), close: world.close };
    },
  };
}

function casesOf(world: RegistryWorld): readonly FaultCase[] {
  const good = SUBJECTS.map((subject) => ({
    name: `${subject}: nothing fails`,
    expected: '0',
    run: () => run(world, subject, () => undefined),
  }));
  const bad = PLACES.flatMap((place) =>
    FAULTS.map((one) => ({
      name: `${place.subject}, ${place.name}: ${one.name}`,
      expected: expectedOf(place, one),
      run: () =>
        run(world, place.subject, (request) => (place.is(request) ? one.fault : undefined)),
    })),
  );
  const passing = PLACES.flatMap((place) =>
    FAULTS.filter(
      ({ kind, fault }) => kind === 'passing' && !(place.isBounded && fault.kind === 'truncate'),
    ).map(({ name, fault }) => ({
      name: `${place.subject}, ${place.name}: ${name}, once`,
      expected: '0',
      run: () =>
        run(world, place.subject, (request, count) =>
          place.is(request) && count === 1 ? fault : undefined,
        ),
    })),
  );
  return [...good, ...bad, ...passing];
}

function expectedOf({ missing, denied, always }: Place, { kind }: ServerFault): string {
  if (kind === 'missing' && missing !== undefined) return missing;
  if (kind === 'denied' && denied !== undefined) return denied;
  if (always !== undefined) return always;
  return kind === 'limited' ? LIMITED : UNAVAILABLE;
}

/** Exit code and reason; what breaks a rule that holds whatever fails is said instead. */
async function run(
  world: RegistryWorld,
  subject: Subject,
  fault: Parameters<RegistryWorld['setFault']>[0],
): Promise<string> {
  world.setFault(fault);
  const { code, stdout, stderr, requests } = await world.run(subject);
  const shown = stdout + stderr;
  const secrets = [SECRET, Buffer.from(`me:${SECRET}`).toString('base64'), 'registry-token'];
  if (secrets.some((secret) => shown.includes(secret))) return `a secret shows: ${shown}`;
  if (requests > 40) return `${requests} requests`;
  const { reports } = JSON.parse(stdout) as { reports: readonly { failureReason?: string }[] };
  return [code, reports[0]?.failureReason].filter((part) => part !== undefined).join(' ');
}
