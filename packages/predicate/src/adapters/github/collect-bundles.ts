import type { BundleSource } from '../../bundle/bundle-source.ts';
import { distinctProblems } from '../../evidence/distinct-problems.ts';
import { problemOf } from '../../evidence/problem-of.ts';
import type { SourceProblem } from '../../evidence/source.ts';
import { readBundleBlob } from '../../github/read-bundle-blob.ts';
import type { Attestation } from '../../github/schema.ts';
import { mapLimited } from '../map-limited.ts';
import type { Github } from './create-github.ts';

/** The most bytes that are fetched of a bundle; GitHub takes predicates of 16 MB. */
const MAX_BLOB_BYTES = 16 * 1024 * 1024;

/** And of all together, about: more would fill the memory (T15). */
const MAX_BYTES = 256 * 1024 * 1024;

/** Blobs at a time. */
const CONCURRENCY = 4;

/** Bundles, and why there are not all. */
export interface Collected {
  readonly bundles: readonly BundleSource[];
  readonly problems: readonly SourceProblem[];
}

/**
 * The bundles of attestations as the API lists them: in the answer itself or, since July 2026, behind a `bundle_url` that is signed
 * and needs no token. One that cannot be had is a problem and hides no other.
 * @param name what reports call them; numbered from 1.
 */
export async function collectBundles(
  github: Github,
  attestations: readonly Attestation[],
  name: string,
  signal?: AbortSignal,
  maxBytes = MAX_BYTES,
): Promise<Collected> {
  let bytes = 0;
  const found = await mapLimited(attestations, CONCURRENCY, async (attestation, index) => {
    if (bytes > maxBytes) return tooMany(name, maxBytes);
    const one = await toBundle(github, attestation, `${name} #${index + 1}`, signal);
    bytes += 'content' in one ? one.content.length : 0;
    return one;
  });
  return {
    bundles: found.flatMap((one) => ('content' in one ? [one] : [])),
    problems: distinctProblems(found.flatMap((one) => ('reason' in one ? [one] : []))),
  };
}

function tooMany(name: string, maxBytes: number): SourceProblem {
  const message = `${name}: there are more than the ${maxBytes} bytes of bundles that are read`;
  return { reason: 'truncated', message };
}

async function toBundle(
  github: Github,
  { bundle, bundle_url: url }: Attestation,
  name: string,
  signal: AbortSignal | undefined,
): Promise<BundleSource | SourceProblem> {
  if (bundle) return { name, content: JSON.stringify(bundle) };
  if (!url)
    return { reason: 'malformed', message: `${name} has neither a bundle nor the URL of one` };
  try {
    const blob = readBundleBlob(await github.fetchBlob(url, { maxBytes: MAX_BLOB_BYTES, signal }));
    return 'text' in blob
      ? { name, content: blob.text }
      : { reason: 'malformed', message: `the bundle of ${name} ${blob.problem}` };
  } catch (error) {
    return problemOf(error);
  }
}
