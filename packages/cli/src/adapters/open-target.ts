import type { Artifact } from '@provkit/predicate';
import type { EvidenceSource } from '@provkit/predicate/evidence';
import { digestFile } from '@provkit/predicate/files';
import { accessFile } from '../access-file.ts';
import { CliError } from '../cli-error.ts';
import type { Ports } from '../ports.ts';
import { readInput } from '../read-input.ts';
import type { ReadBeside, ReadReleased, Target } from '../target.ts';
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
      const { artifact, bundles } = await readReleased(what, name);
      return openLocal({ ...artifact, name }, target, async () => bundles, input, ports);
    }
    case 'package':
    case 'image':
    case 'layout':
      return openRemote(target, input, ports);
  }
}

/**
 * The file of an entry; where it is not there, what the entry says of it. A file that is there must be as the entry says: a verdict
 * on the digest would be taken for one on the file (T2, T10).
 */
async function readReleased({ read, stated }: ReleasedTarget, name: string): Promise<Released> {
  const found = await read();
  if (!('missing' in found)) {
    if (stated) assertSame(stated, found.artifact, name);
    return found;
  }
  if (stated) return { artifact: stated, bundles: [] };
  const message = `${name} cannot be read: there is no file ${found.missing}`;
  throw new CliError('FILE_UNREADABLE', message);
}

type ReleasedTarget = Extract<Target['what'], { kind: 'released' }>;
type Released = Exclude<Awaited<ReturnType<ReadReleased>>, { readonly missing: string }>;

function assertSame(stated: Artifact, file: Artifact, name: string): void {
  for (const algorithm of ['sha256', 'sha384', 'sha512'] as const) {
    const [expected, actual] = [stated[algorithm], file[algorithm]];
    if (expected === undefined || actual === expected) continue;
    throw new CliError(
      'USAGE',
      `${name} is another file than its artifact_digest says: expected ${algorithm}:${expected}, actual ${algorithm}:${actual ?? 'unknown'}`,
    );
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
  const resolved = await accessFile(target.name, 'read', () => layout.resolve(digest));
  if ('problem' in resolved) {
    return undecidedTarget(target, layout.source.name, resolved.problem, ports);
  }
  const sources = await registrySources(input, layout.source);
  const artifact = digest === undefined ? resolved.value : { ...resolved.value, name: target.name };
  return { search: { artifact }, sources };
}
