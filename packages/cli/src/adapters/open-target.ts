import type { Artifact } from '@provkit/predicate';
import type { EvidenceSource } from '@provkit/predicate/evidence';
import { digestFile } from '@provkit/predicate/files';
import { CliError } from '../cli-error.ts';
import type { Ports } from '../ports.ts';
import { readInput } from '../read-input.ts';
import type { ReadBeside, Target } from '../target.ts';
import type { OpenedTarget } from '../verify-targets.ts';
import { findSources } from './find-sources.ts';
import type { OpenTargetInput } from './open-target-input.ts';
import { registrySources } from './registry-sources.ts';
import { undecidedTarget } from './undecided-target.ts';

/**
 * Learns what a target is, and where its attestations are looked for.
 * @throws CliError FILE_UNREADABLE; USAGE: there is no place to look at, or it is not to be asked; PredicateError
 *   ARTIFACT_INVALID
 */
export async function openTarget(
  target: Target,
  input: OpenTargetInput,
  ports: Ports,
): Promise<OpenedTarget> {
  const { name, what } = target;
  switch (what.kind) {
    case 'file': {
      const digests = await readInput(name, ports.cwd, () => digestFile(what.path));
      return openLocal({ ...digests, name }, target, what.beside, input, ports);
    }
    case 'digest':
      return openLocal(what.artifact, target, what.beside, input, ports);
    case 'released': {
      const found = await what.read();
      if ('missing' in found) {
        const message = `${name} cannot be read: there is no file ${found.missing}`;
        throw new CliError('FILE_UNREADABLE', message);
      }
      return openLocal(
        { ...found.artifact, name },
        target,
        async () => found.bundles,
        input,
        ports,
      );
    }
    case 'package':
    case 'image':
    case 'layout':
      return openRemote(target, input, ports);
  }
}

async function openLocal(
  artifact: Artifact,
  target: Target,
  readBeside: ReadBeside | undefined,
  input: OpenTargetInput,
  ports: Ports,
): Promise<OpenedTarget> {
  const { named, github, release } = input;
  const { name } = target;
  const beside = readBeside &&
    named.length === 0 && { name: `the files beside ${name}`, bundles: await readBeside() };
  const sources = await findSources({
    named,
    ...(beside && { beside }),
    github,
    run: (target.release ?? release).run,
  });
  if (sources.length > 0) return withLogs(artifact, sources, input, ports);
  throw new CliError('USAGE', `no bundle for ${name}: name one with --bundle FILE`);
}

/** Envelopes that come without a log entry are looked up in the logs of the root, where somebody may be asked. */
function withLogs(
  artifact: Artifact,
  sources: readonly EvidenceSource[],
  { isOffline, trust }: OpenTargetInput,
  ports: Ports,
): OpenedTarget {
  if (isOffline) return { search: { artifact }, sources };
  const logged = sources.map(
    (source): EvidenceSource => ({
      name: source.name,
      find: async (wanted, options) => {
        const { logUrls, withLogEntries } = await import('@provkit/predicate/rekor');
        const network = { ...(await ports.openNetwork()), clock: ports.clock };
        return withLogEntries(source, { logs: logUrls(trust), network }).find(wanted, options);
      },
    }),
  );
  return { search: { artifact }, sources: logged };
}

/** Packages and images: what is about them is kept where they are. */
async function openRemote(
  target: Target,
  input: OpenTargetInput,
  ports: Ports,
): Promise<OpenedTarget> {
  const { what, name } = target;
  if (what.kind === 'layout') return openLayoutTarget(what, target, input, ports);
  if (input.isOffline)
    throw new CliError('USAGE', `${name} is in a registry, and --offline forbids to ask it`);
  if (what.kind === 'package') {
    const { openPackage } = await import('./open-package.ts');
    return openPackage(what.text, target, input, ports);
  }
  const { openImageTarget } = await import('./open-image-target.ts');
  return openImageTarget(target, input, ports);
}

async function openLayoutTarget(
  { folder, digest }: { readonly folder: string; readonly digest?: string },
  target: Target,
  input: OpenTargetInput,
  ports: Ports,
): Promise<OpenedTarget> {
  const { openLayout } = await import('@provkit/predicate/oci');
  const layout = openLayout(folder);
  const resolved =
    digest === undefined
      ? await layout.resolve()
      : { value: { name: target.name, sha256: digest.slice('sha256:'.length) } };
  if ('problem' in resolved) {
    return undecidedTarget(target, layout.source.name, resolved.problem, ports);
  }
  const sources = await registrySources(input, layout.source);
  return { search: { artifact: resolved.value }, sources };
}
