import { dirname, join } from 'node:path';
import { readConfigFile } from '@provkit/predicate/files';
import { credentialsIn, openImage, parseImageReference } from '@provkit/predicate/oci';
import { homeFile } from '../env.ts';
import type { Ports } from '../ports.ts';
import type { Target } from '../target.ts';
import type { OpenedTarget } from '../verify-targets.ts';
import type { OpenTargetInput } from './open-target-input.ts';
import { registrySources } from './registry-sources.ts';
import { undecidedTarget } from './undecided-target.ts';

/**
 * An image by the digest of its manifest as pulled, with the attestations that are attached to it there.
 * @throws PredicateError ARTIFACT_INVALID: no image of a registry
 */
export async function openImageTarget(
  target: Target,
  input: OpenTargetInput,
  ports: Ports,
): Promise<OpenedTarget> {
  const { registries, privateAddressesUnsafe } = input;
  const reference = parseImageReference(target.name);
  const credentials = await credentialsFor(reference.registry, ports);
  const image = openImage({
    reference,
    network: { ...(await ports.openNetwork()), clock: ports.clock, privateAddressesUnsafe },
    tokenHosts: registries.tokenHosts,
    blobHosts: registries.blobHosts,
    ...(credentials && { credentials }),
  });
  const resolved = await image.resolve();
  if ('problem' in resolved) {
    return undecidedTarget(target, image.source.name, resolved.problem, ports);
  }
  const sources = await registrySources(input, image.source);
  return { search: { artifact: resolved.value }, sources };
}

/** What `docker login` left behind, if it did. */
async function credentialsFor(registry: string, { env }: Ports) {
  const folder = env.DOCKER_CONFIG || dirname(homeFile(env, '.docker', 'config.json') ?? '');
  if (folder === '.') return undefined;
  const config = await readConfigFile(join(folder, 'config.json')).catch(() => undefined);
  return config && credentialsIn(config, registry);
}
