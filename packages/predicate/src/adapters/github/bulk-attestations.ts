import type { Artifact } from '../../artifact.ts';
import { problemOf } from '../../evidence/problem-of.ts';
import type { EvidenceOutcome, EvidenceSource } from '../../evidence/source.ts';
import type { Attestation, BulkAttestations } from '../../github/schema.ts';
import { validateBulkAttestations } from '../../github/validate.generated.ts';
import { mapLimited } from '../map-limited.ts';
import { digestOf } from './attestation-source.ts';
import { collectBundles } from './collect-bundles.ts';
import type { Github } from './create-github.ts';

/** Digests of one request (GitHub's own limit). */
const MAX_DIGESTS = 1_024;

/** Pages of one request that are read. */
const MAX_PAGES = 50;

/** Artifacts at a time that are asked for one by one. */
const CONCURRENCY = 4;

/**
 * The attestations of many artifacts, with one request for each 1,024 of them instead of one for each. The bulk list is the
 * owner's, of all repositories that the token may read: what it does not have is asked for one by one, so that "none" is as
 * definite as `single` says.
 * @param single the source for one artifact at a time.
 * @returns in the order of the artifacts.
 */
export async function findInBulk(
  github: Github,
  single: EvidenceSource,
  artifacts: readonly Artifact[],
  signal?: AbortSignal,
): Promise<readonly EvidenceOutcome[]> {
  const digests = [...new Set(artifacts.map(digestOf))];
  const known = new Map<string, readonly Attestation[]>();
  const endpoint = await bulkEndpoint(github, signal);
  for (let at = 0; endpoint !== undefined && at < digests.length; at += MAX_DIGESTS) {
    const listed = await listChunk(github, endpoint, digests.slice(at, at + MAX_DIGESTS), signal);
    for (const [digest, attestations] of listed) known.set(digest, attestations);
  }
  return mapLimited(artifacts, CONCURRENCY, async (artifact) => {
    const attestations = known.get(digestOf(artifact)) ?? [];
    if (attestations.length === 0) return single.find(artifact, signal && { signal });
    const collected = await collectBundles(github, attestations, single.name, signal);
    return { source: single.name, ...collected };
  });
}

/** `undefined` when nobody says what the owner is: then there is no bulk list, and nothing is lost but time. */
async function bulkEndpoint(
  github: Github,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { apiUrl, owner } = github.repository;
  const repository = await orNothing(github.readRepository(signal));
  const kind = repository?.value?.owner.type;
  if (kind === undefined) return undefined;
  return `${apiUrl}/${kind === 'Organization' ? 'orgs' : 'users'}/${owner}/attestations/bulk-list`;
}

/** What the bulk list has of those digests; nothing when it cannot be read to its end, for half of it would pass for all. */
async function listChunk(
  github: Github,
  endpoint: string,
  digests: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly Attestation[]>> {
  const listed = new Map<string, readonly Attestation[]>();
  const body = JSON.stringify({ subject_digests: digests });
  let query = '?per_page=100';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await orNothing(
      github.ask<BulkAttestations>(`${endpoint}${query}`, validateBulkAttestations, {
        method: 'POST',
        body,
        isIdempotent: true, // it only looks something up
        signal,
      }),
    );
    if (!answer?.value) break;
    const { attestations_subject_digests: found, page_info: info } = answer.value;
    for (const [digest, attestations] of Object.entries(found)) {
      listed.set(digest, [...(listed.get(digest) ?? []), ...(attestations ?? [])]);
    }
    if (info?.has_next !== true) return listed;
    if (info.next === undefined) break;
    query = `?per_page=100&after=${encodeURIComponent(info.next)}`;
  }
  return new Map();
}

async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    problemOf(error); // throws what is no answer of GitHub's
    return undefined;
  }
}
