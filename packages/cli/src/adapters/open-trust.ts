import { join } from 'node:path';
import { embeddedTrust, type Policy, parseTrustedRoot } from '@provkit/predicate';
import { readConfigFile } from '@provkit/predicate/files';
import type { TrustDecision, TrustMaterials, TufRepository } from '@provkit/predicate/tuf';
import type { TrustSettings } from '../args/trust-options.ts';
import { CliError } from '../cli-error.ts';
import { cacheFolder } from '../env.ts';
import type { Ports } from '../ports.ts';
import { readInput } from '../read-input.ts';

/** Trust, with what a person should know about it; or why there is none to be had. */
export type OpenedTrust =
  | (TrustMaterials & { readonly warnings: readonly string[] })
  | { readonly unavailable: string };

/**
 * Whom the command line says to trust. Asks somebody only where it says to refresh.
 * @throws CliError FILE_UNREADABLE, USAGE; PredicateError TRUST_ROOT_INVALID
 */
export async function openTrust(
  settings: TrustSettings,
  policy: Policy,
  ports: Ports,
): Promise<OpenedTrust> {
  switch (settings.kind) {
    case 'embedded':
      return { ...(await embedded()), warnings: [] };
    case 'file': {
      const trust = parseTrustedRoot(
        await readInput(settings.file, ports.cwd, readConfigFile),
        settings.file,
      );
      return { ...(await embedded()), trust, warnings: [] };
    }
    case 'refresh':
    case 'require-fresh':
      return refresh(settings, policy, ports);
  }
}

async function embedded(): Promise<TrustMaterials> {
  const { embeddedRegistryKeys } = await import('@provkit/predicate/npm');
  return { trust: embeddedTrust('public-good'), registryKeys: embeddedRegistryKeys() };
}

type RefreshSettings = Extract<TrustSettings, { kind: 'refresh' | 'require-fresh' }>;

/** A repository to refresh, and what there is without it. */
interface Wanted {
  readonly repository: TufRepository;
  readonly target?: string;
  readonly embedded?: TrustMaterials;
}

type WantedOrNot = Wanted | { readonly unavailable: string };

/** Refreshes the root of every profile that the policy accepts. */
async function refresh(
  settings: RefreshSettings,
  policy: Policy,
  ports: Ports,
): Promise<OpenedTrust> {
  const { createFileTufStore, decideTrust, refreshTrust } = await import('@provkit/predicate/tuf');
  const network = { ...(await ports.openNetwork()), clock: ports.clock };
  const folder = cacheFolder(ports.env);
  const store = folder === undefined ? undefined : createFileTufStore(join(folder, 'tuf'));
  const decisions: TrustDecision[] = [];
  for (const one of await wanted(settings, policy, ports)) {
    if ('unavailable' in one) return one;
    const { repository, target, embedded: fallback } = one;
    const refreshed = await refreshTrust({
      repository,
      network,
      ...(store && { store }),
      now: new Date(ports.clock.now()),
      ...(target !== undefined && { target }),
    });
    decisions.push(decideTrust(settings.kind, refreshed, fallback));
  }
  return joined(decisions);
}

function joined(decisions: readonly TrustDecision[]): OpenedTrust {
  const unavailable = decisions.find((decision) => 'unavailable' in decision);
  if (unavailable) return unavailable;
  const usable = decisions.flatMap((decision) => ('trust' in decision ? [decision] : []));
  const [first, ...rest] = usable.flatMap(({ trust }) => trust.roots);
  if (!first) throw new TypeError('no repository was refreshed'); // every policy accepts a profile
  return {
    trust: { roots: [first, ...rest] },
    registryKeys: usable.flatMap(({ registryKeys }) => registryKeys),
    warnings: usable.flatMap(({ warning }) => (warning === undefined ? [] : [warning])),
  };
}

async function wanted(
  settings: RefreshSettings,
  policy: Policy,
  ports: Ports,
): Promise<readonly WantedOrNot[]> {
  const profiles = new Set(policy.expectations.flatMap((expectations) => expectations.profiles));
  const needsGithub =
    profiles.has('github') ||
    policy.expectations.some(({ release }) => release.binding === 'release-attestation');
  return [
    ...(profiles.has('public-good') || !needsGithub ? [await publicGood(settings, ports)] : []),
    ...(needsGithub ? [await github(settings, policy, ports)] : []),
  ];
}

async function publicGood({ mirror, rootFile }: RefreshSettings, ports: Ports): Promise<Wanted> {
  const { publicGoodRepository } = await import('@provkit/predicate/tuf');
  if (rootFile === undefined) {
    return { repository: publicGoodRepository(mirror), embedded: await embedded() };
  }
  if (mirror === undefined) {
    throw new CliError(
      'USAGE',
      '--tuf-root is of a repository of one’s own: add its --tuf-mirror URL',
    );
  }
  const root = await readText(rootFile, ports.cwd);
  const name = `${new URL(mirror).host}${new URL(mirror).pathname.replace(/\/+$/, '')}`;
  return { repository: { name, mirror, root } }; // nothing is embedded of it
}

/** A tenant's root is a target of its own in GitHub's repository. */
async function github(
  { githubRootFile }: RefreshSettings,
  policy: Policy,
  ports: Ports,
): Promise<WantedOrNot> {
  if (githubRootFile === undefined) {
    throw new CliError(
      'USAGE',
      'the policy accepts the profile github, whose TUF root is not embedded: name its root.json with --github-tuf-root',
    );
  }
  const { fetchTenantTarget, githubRepository } = await import('@provkit/predicate/tuf');
  const repository = githubRepository(await readText(githubRootFile, ports.cwd));
  const { hostname } = new URL(policy.expectations[0].repository);
  if (!hostname.endsWith('.ghe.com')) return { repository };
  const network = { ...(await ports.openNetwork()), clock: ports.clock };
  const tenant = await fetchTenantTarget(hostname, { network });
  return 'target' in tenant
    ? { repository, target: tenant.target }
    : { unavailable: `the trusted root of ${tenant.problem}` };
}

async function readText(file: string, cwd: string): Promise<string> {
  return new TextDecoder().decode(await readInput(file, cwd, readConfigFile));
}
