import type { HttpClient, HttpResponse } from '@provkit/http';
import type { Artifact } from '../../artifact.ts';
import type { BundleSource } from '../../bundle/bundle-source.ts';
import { LIMITS } from '../../bundle/limits.ts';
import { type NpmAttestations, parseNpmAttestations } from '../../bundle/npm-attestations.ts';
import { problemOf } from '../../evidence/problem-of.ts';
import type { EvidenceOutcome, SourceProblem } from '../../evidence/source.ts';
import type { NpmRegistry } from '../../npm/npm-config.ts';
import { type NpmPackage, npmArtifact } from '../../npm/npm-package.ts';
import { type NpmVersion, readVersion } from '../../npm/read-version.ts';
import { isPredicateError } from '../../predicate-error.ts';
import { clientFor, type Network } from '../network.ts';

/** Which version of a package, from which registry. */
export interface NpmEvidenceOptions {
  readonly npmPackage: NpmPackage;
  readonly registry: NpmRegistry;
  readonly network: Network;
  readonly signal?: AbortSignal;
}

/** What a registry has about a version of a package. */
export interface NpmEvidence {
  /**
   * The tarball as the registry describes it: what `npm install` would accept. Absent when it could not be learned; a
   * tarball at hand is better digested.
   */
  readonly artifact?: Artifact;
  /** Provenance and whatever else is attached, for `VerifyInput.sources`. */
  readonly outcome: EvidenceOutcome;
  /** The registry's own attestations, for `VerifyInput.published`. */
  readonly publish: readonly BundleSource[];
}

/**
 * Asks a registry for the attestations of a version of a package. Two requests; safe to repeat. The registry is asked at its
 * own address only: the URL of attestations that it states is not followed (T14).
 * @throws HttpError ABORTED: the signal. Whatever else goes wrong is a problem of the outcome.
 */
export async function fetchNpmEvidence(options: NpmEvidenceOptions): Promise<NpmEvidence> {
  const { npmPackage, registry, network } = options;
  const { url, credential = '' } = registry;
  const client = clientFor(network, { servers: [url], secrets: [credential] });
  const source = `attestations of ${npmPackage.name}@${npmPackage.version} at ${new URL(url).host}`;
  const version = await settle(() => fetchVersion(options, client));
  if ('problem' in version) return nothing(source, version.problem);
  const artifact = artifactOf(npmPackage, version.value);
  const found = await settle(() => fetchAttestations(options, client, version.value, source));
  if ('problem' in found) return { ...artifact, ...nothing(source, found.problem) };
  return {
    ...artifact,
    outcome: { source, bundles: found.value.others, problems: [] },
    publish: found.value.publish,
  };
}

type Settled<T> = { readonly value: T } | { readonly problem: SourceProblem };

async function settle<T>(ask: () => Promise<Settled<T>>): Promise<Settled<T>> {
  try {
    return await ask();
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function nothing(source: string, problem: SourceProblem): Omit<NpmEvidence, 'artifact'> {
  return { outcome: { source, bundles: [], problems: [problem] }, publish: [] };
}

async function fetchVersion(
  options: NpmEvidenceOptions,
  client: HttpClient,
): Promise<Settled<NpmVersion>> {
  const { npmPackage } = options;
  const path = `${encoded(npmPackage)}/${encodeURIComponent(npmPackage.version)}`;
  const { body } = await get(client, path, 8 * 1024 * 1024, options);
  const read = readVersion(body, npmPackage);
  if ('value' in read) return read;
  const message = `the registry’s answer about ${npmPackage.name} is not one: ${read.problem} at ${read.pointer}`;
  return { problem: { reason: 'malformed', message } };
}

/**
 * A registry that describes the version, and has no attestations of it, says definitely so. One that says that there are
 * some, and does not have them, is not ready yet: some minutes pass between publishing and that.
 */
async function fetchAttestations(
  options: NpmEvidenceOptions,
  client: HttpClient,
  { isAttested }: NpmVersion,
  name: string,
): Promise<Settled<NpmAttestations>> {
  const { npmPackage } = options;
  const path = `-/npm/v1/attestations/${encoded(npmPackage)}@${encodeURIComponent(npmPackage.version)}`;
  const { status, body } = await get(client, path, LIMITS.fileBytes, options, [404]);
  if (status === 404 && !isAttested) return { value: { publish: [], others: [] } };
  if (status === 404) {
    const message = `the registry says that ${npmPackage.name} has attestations, and does not have them yet: try again in some minutes`;
    return { problem: { reason: 'not_indexed_yet', message } };
  }
  const read = parseNpmAttestations({ name, content: body });
  if ('value' in read) return read;
  const message = `the registry’s attestations cannot be read: ${read.problem} at ${read.pointer}`;
  return { problem: { reason: 'malformed', message } };
}

function get(
  client: HttpClient,
  path: string,
  maxBytes: number,
  { registry, signal }: NpmEvidenceOptions,
  accept: readonly number[] = [],
): Promise<HttpResponse> {
  return client.send({
    url: `${registry.url}${path}`,
    headers: { accept: 'application/json' },
    maxBytes,
    accept,
    ...(registry.credential !== undefined && { credential: registry.credential }),
    ...(signal && { signal }),
  });
}

/** A scope's slash is encoded, and its `@` is not: so npm asks, and some registries know no other way. */
function encoded({ name }: NpmPackage): string {
  return name.replace('/', '%2f');
}

function artifactOf(
  npmPackage: NpmPackage,
  { integrity = '' }: NpmVersion,
): Pick<NpmEvidence, 'artifact'> {
  try {
    return { artifact: npmArtifact(npmPackage, integrity) };
  } catch (error) {
    if (!isPredicateError(error)) throw error;
    return {};
  }
}
