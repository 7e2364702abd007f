import { readConfigFile } from '@provkit/predicate/files';
import {
  fetchNpmEvidence,
  parseNpmPackage,
  parseRegistryKeys,
  readNpmConfig,
  registryOf,
} from '@provkit/predicate/npm';
import { CliError } from '../cli-error.ts';
import { homeFile } from '../env.ts';
import type { Ports } from '../ports.ts';
import { readInput } from '../read-input.ts';
import type { Target } from '../target.ts';
import type { OpenedTarget } from '../verify-targets.ts';
import { fixedSource } from './find-sources.ts';
import type { OpenTargetInput } from './open-target-input.ts';
import { undecidedTarget } from './undecided-target.ts';

/**
 * A version of a package as its registry describes it, with the registry's own word for it and the attestations there.
 * @param text `NAME@VERSION`.
 * @throws CliError USAGE: no registry is configured; FILE_UNREADABLE; PredicateError ARTIFACT_INVALID
 */
export async function openPackage(
  text: string,
  target: Target,
  input: OpenTargetInput,
  ports: Ports,
): Promise<OpenedTarget> {
  const npmPackage = parseNpmPackage(text);
  const { named, registries, privateAddressesUnsafe } = input;
  const registry = registryOf(await configuration(registries.npmrc, ports), npmPackage.name);
  if (!registry) {
    throw new CliError(
      'USAGE',
      `no registry is configured for ${npmPackage.name}: set npm_config_registry, or name a file with --npmrc`,
    );
  }
  const network = { ...(await ports.openNetwork()), clock: ports.clock, privateAddressesUnsafe };
  const { artifact, outcome, publish } = await fetchNpmEvidence({ npmPackage, registry, network });
  if (!artifact) {
    const [problem] = outcome.problems;
    const message = `${outcome.source}: the registry gives not one SHA-512 of ${text}`;
    return undecidedTarget(
      target,
      outcome.source,
      problem ?? { reason: 'malformed', message },
      ports,
    );
  }
  const keys = await keysOf(input, ports);
  const published = { npmPackage, bundles: publish, keys };
  return {
    search: { artifact, published },
    sources:
      named.length > 0
        ? [fixedSource('the bundles that were named', named)]
        : [{ name: outcome.source, find: async () => outcome }],
  };
}

/** The project's own `.npmrc` is not read: who changes the project would say whom we ask, and with which token (T14, T18). */
async function configuration(file: string | undefined, { cwd, env }: Ports) {
  const decode = (content: Uint8Array) => new TextDecoder().decode(content);
  if (file !== undefined)
    return readNpmConfig([decode(await readInput(file, cwd, readConfigFile))], env);
  const user = env.npm_config_userconfig || homeFile(env, '.npmrc');
  const content =
    user === undefined ? undefined : await readConfigFile(user).catch(() => undefined);
  return readNpmConfig(content ? [decode(content)] : [], env);
}

async function keysOf({ registries, registryKeys }: OpenTargetInput, { cwd }: Ports) {
  const { keysFile } = registries;
  if (keysFile === undefined) return registryKeys;
  return parseRegistryKeys(await readInput(keysFile, cwd, readConfigFile), keysFile);
}
