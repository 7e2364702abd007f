import type { Entry } from '@provkit/manifest';
import type { BundleSource } from '@provkit/predicate';
import {
  type ArtifactOutcome,
  type ArtifactReference,
  createAttestationSource,
  type FoundArtifact,
  fetchArtifact,
  type Github,
} from '@provkit/predicate/github';
import type { RunExpectation } from '../map/expected-run.ts';
import type { NothingToVerify, ReleasedFile, ReleasedFiles } from '../released-files.ts';
import { fixedSource } from './find-sources.ts';

/** What a run's artifact is fetched with. */
export interface FetchInput {
  readonly entry: Entry;
  readonly run: RunExpectation;
  readonly github: Github;
  readonly reference: ArtifactReference;
  /** Bundles that were named: then nothing else is looked at. */
  readonly named: readonly BundleSource[];
  /** The job that made the provenance. */
  readonly job?: string;
}

/**
 * The files of the artifact that an entry names by its URL (S1.2), each with its sources: GitHub's attestations, then the bundles
 * that came with the files.
 */
export async function fetchReleasedFiles({
  entry,
  run,
  github,
  reference,
  named,
  job,
}: FetchInput): Promise<ReleasedFiles> {
  const { repositoryId, ...expected } = run;
  const outcome = await fetchArtifact(github, {
    reference,
    run: { ...expected, ...(repositoryId !== undefined && { repositoryId: Number(repositoryId) }) },
    ...(job !== undefined && { job }),
    ...(entry.archive_digest !== undefined && { archiveDigest: entry.archive_digest }),
  });
  if (outcome.kind !== 'found') return { nothing: nothingOf(outcome) };
  const { completedAt, files, attestations } = outcome;
  const api = createAttestationSource(github, {
    run: completedAt === undefined ? {} : { completedAt },
  });
  const along = fixedSource('the bundles in the artifact', attestations);
  const sources =
    named.length > 0 ? [fixedSource('the bundles that were named', named)] : [api, along];
  const [first, ...others] = files.map((artifact): ReleasedFile => ({ artifact, sources }));
  if (!first) throw new TypeError('fetchArtifact finds at least one file');
  return { files: [first, ...others] };
}

function nothingOf(outcome: Exclude<ArtifactOutcome, FoundArtifact>): NothingToVerify {
  const { reason, message: problem } = outcome;
  if (outcome.kind === 'undecided') return { verdict: 'inconclusive', reason, problem };
  if (outcome.kind === 'refused') return { verdict: 'fail', reason, problem };
  const { artifactId, expiresAt, status } = outcome;
  return {
    verdict: 'fail',
    reason,
    problem,
    unavailable: {
      reason: outcome.reason,
      artifactId,
      ...(expiresAt !== undefined && { expiresAt }),
      ...(status !== undefined && { status }),
    },
  };
}
