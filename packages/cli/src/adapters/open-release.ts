import type { Entry } from '@provkit/manifest';
import type { Artifact, BundleSource, Policy } from '@provkit/predicate';
import type { Github } from '@provkit/predicate/github';
import { CliError } from '../cli-error.ts';
import { isRemote, shownUrl } from '../map/artifact-url.ts';
import { expectedRun } from '../map/expected-run.ts';
import { tagMismatch } from '../map/tag-mismatch.ts';
import type { Ports } from '../ports.ts';
import type { NothingToVerify, ReleasedFiles } from '../released-files.ts';
import { type GithubAccess, githubAccess } from './connect-github.ts';
import { findSources } from './find-sources.ts';

/** What a release is opened with. */
export interface OpenReleaseInput {
  readonly entry: Entry;
  readonly policy: Policy;
  /** Absolute path of the manifest: nothing above its folder is read. */
  readonly manifest: string;
  /** Bundles that were named: then no other attestations are looked for. */
  readonly named: readonly BundleSource[];
  /** The commit that the tag points to, where the caller knows it. */
  readonly tagCommit?: string | undefined;
  readonly isOffline: boolean;
  readonly privateAddressesUnsafe: boolean;
  /** The job that made the provenance. */
  readonly job?: string | undefined;
  /** Reads the file that the entry names by a path, and what lies beside it. */
  readonly readLocal: () => Promise<LocalRelease>;
}

/** A local file with the bundles beside it, or where there should have been one. */
export type LocalRelease =
  | { readonly artifact: Artifact; readonly bundles: readonly BundleSource[] }
  | { readonly missing: string };

/** The files of a release, and the commit that its tag points to where it was looked up. */
export interface OpenedRelease {
  readonly released: ReleasedFiles;
  readonly tagCommit?: string;
}

/**
 * Opens the release of an entry: its tag is looked up where GitHub is asked anyway, and its files are fetched from their run, or
 * read below the manifest's folder.
 * @throws CliError USAGE: the entry names neither; FILE_UNREADABLE
 */
export async function openRelease(input: OpenReleaseInput, ports: Ports): Promise<OpenedRelease> {
  const { entry, policy, isOffline } = input;
  const { repository } = policy.expectations[0];
  const access = isOffline ? undefined : githubAccess(repository, ports, input);
  if (!isRemote(entry.artifact_url)) {
    const github = access?.hasToken ? await access.connect() : undefined;
    const tag: TagLookup = github ? await lookUpTag(github, input) : given(input);
    return tag.released ? tag : { ...tag, released: await readLocal(input, access) };
  }
  const github = await access?.connect();
  if (!github) {
    const why = isOffline ? '--offline forbids to fetch it' : `${repository} is not on GitHub`;
    throw new CliError(
      'USAGE',
      `artifact_url ${shownUrl(entry.artifact_url)} is remote, and ${why}`,
    );
  }
  const { fetchReleasedFiles, reference } = await remoteArtifact(entry, github);
  const tag = await lookUpTag(github, input);
  if (tag.released) return tag;
  const mismatch = tagMismatch(entry, tag.tagCommit);
  if (mismatch) return { ...tag, ...nothing(mismatch) };
  const { named, job } = input;
  const run = expectedRun(entry, policy);
  const fetched = { entry, run, github, reference, named, ...(job && { job }) };
  return { ...tag, released: await fetchReleasedFiles(fetched) };
}

/** What the URL names, before anybody is asked. */
async function remoteArtifact({ artifact_url: url }: Entry, { repository }: Github) {
  const { readArtifactReference } = await import('@provkit/predicate/github');
  const { fetchReleasedFiles } = await import('./fetch-released-files.ts');
  const reference = readArtifactReference(url, repository);
  if (reference) return { fetchReleasedFiles, reference };
  const { owner, name } = repository;
  throw new CliError(
    'USAGE',
    `artifact_url ${shownUrl(url)} is no artifact of ${owner}/${name}: write the address that actions/upload-artifact gives out, or the API's`,
  );
}

/** The commit of the tag, or why there is nothing to go on with. */
type TagLookup =
  | { readonly tagCommit?: string; readonly released?: never }
  | { readonly released: { readonly nothing: NothingToVerify } };

function given({ tagCommit }: OpenReleaseInput): { readonly tagCommit?: string } {
  return tagCommit === undefined ? {} : { tagCommit };
}

async function lookUpTag(github: Github, input: OpenReleaseInput): Promise<TagLookup> {
  if (input.tagCommit !== undefined) return given(input);
  const { resolveTag } = await import('@provkit/predicate/github');
  const tag = await resolveTag(github, input.entry.tag);
  if (tag.kind === 'found') return { tagCommit: tag.commit };
  if (tag.kind === 'missing') {
    return nothing({ verdict: 'fail', reason: 'release_mismatch', problem: tag.message });
  }
  const { reason, message: problem } = tag.problem;
  const isLimited = reason === 'rate_limited';
  return nothing({
    verdict: 'inconclusive',
    reason: isLimited ? 'rate_limited' : 'upstream_unavailable',
    problem,
  });
}

async function readLocal(
  { entry, named, readLocal: read }: OpenReleaseInput,
  github: GithubAccess | undefined,
): Promise<ReleasedFiles> {
  const found = await read();
  if ('missing' in found) {
    const problem = `there is no file ${found.missing}`;
    const compared = { expected: entry.artifact_url, actual: 'no such file' };
    return { nothing: { verdict: 'fail', reason: 'artifact_missing', problem, compared } };
  }
  const { artifact, bundles } = found;
  const beside = { name: `the files beside ${entry.artifact_url}`, bundles };
  const run = { id: entry.run_id, attempt: entry.run_attempt };
  const sources = await findSources({ named, beside, github: github ? [github] : [], run });
  return { files: [{ artifact, sources }] };
}

function nothing(what: NothingToVerify): {
  readonly released: { readonly nothing: NothingToVerify };
} {
  return { released: { nothing: what } };
}
