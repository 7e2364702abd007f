import type { Entry } from '@provkit/manifest';
import {
  createVerifier,
  type Policy,
  policyDigest,
  type Report,
  type Trust,
} from '@provkit/predicate';
import { searchEvidence } from '@provkit/predicate/evidence';
import { releaseOf } from './map/release-of.ts';
import { tagMismatch } from './map/tag-mismatch.ts';
import type { Validation } from './map/validation.ts';
import type { NothingToVerify, ReleasedFiles } from './released-files.ts';

/** What an entry is validated with. */
export interface ValidationInput {
  readonly entry: Entry;
  readonly released: ReleasedFiles;
  readonly trust: Trust;
  readonly policy: Policy;
  /** The commit that the tag points to, looked up by the caller; absent: the entry's own word is taken (T2). */
  readonly tagCommit?: string | undefined;
}

/** What is found, before it is known when and how fast. */
export type Findings = Omit<Validation, 'verifiedAt' | 'durationMs'>;

/**
 * Validates the release of a manifest entry (S1.1 to S1.3): each of its files must be a subject (spec.md 1.1). Asks the files'
 * sources and nobody else.
 * @param now the caller's clock.
 * @throws PredicateError: policy, root or entry cannot be compared
 */
export async function validateEntry(input: ValidationInput, now: Date): Promise<Findings> {
  const { entry, released, policy, trust, tagCommit } = input;
  const verifier = createVerifier({ trust, policy });
  const base = { policyDigest: policyDigest(policy) };
  const mismatch = tagMismatch(entry, tagCommit);
  if (mismatch) return { ...base, ...nothingFound(mismatch) };
  if (released.nothing) return { ...base, ...nothingFound(released.nothing) };
  const digests = released.files.map(({ artifact }) => `sha256:${artifact.sha256 ?? ''}`);
  const only = digests.length === 1 ? digests[0] : entry.artifact_digest;
  const artifactDigest = only === undefined ? {} : { artifactDigest: only };
  if (entry.artifact_digest !== undefined && !digests.includes(entry.artifact_digest)) {
    const compared = { expected: entry.artifact_digest, actual: digests.join(' or ') };
    const problem = `the file is ${compared.actual}, and the manifest says ${compared.expected}`;
    return {
      ...base,
      verdict: 'fail',
      failureReason: 'subject_mismatch',
      problem,
      compared,
      ...artifactDigest,
    };
  }
  const reports: Report[] = [];
  for (const { artifact, sources } of released.files) {
    const search = { artifact, release: releaseOf(entry), now };
    reports.push((await searchEvidence(verifier, search, sources)).report);
  }
  return { ...base, ...concluded(reports), reports, ...artifactDigest };
}

function nothingFound({ reason, ...nothing }: NothingToVerify) {
  return { ...nothing, failureReason: reason };
}

/** One failure makes all fail, one undecided makes all undecided. */
function concluded(
  reports: readonly Report[],
): Pick<Findings, 'verdict' | 'failureReason' | 'report'> {
  const report =
    reports.find(({ verdict }) => verdict === 'fail') ??
    reports.find(({ verdict }) => verdict === 'inconclusive') ??
    reports[0];
  if (!report) throw new TypeError('a release has at least one file');
  const { verdict } = report;
  return report.verdict === 'pass'
    ? { verdict, report }
    : { verdict, report, failureReason: report.failureReason };
}
