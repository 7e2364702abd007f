import type { Entry } from '@provkit/manifest';
import {
  type Artifact,
  type BundleSource,
  createVerifier,
  type Policy,
  policyDigest,
  type Trust,
} from '@provkit/predicate';
import { releaseOf } from './map/release-of.ts';
import type { Validation } from './map/validation.ts';

/** The released file with its attestations, or where there should have been one. */
export type ReleasedFile =
  | { readonly artifact: Artifact; readonly bundles: readonly BundleSource[] }
  | { readonly missing: string };

/** What an entry is validated with. */
export interface ValidationInput {
  readonly entry: Entry;
  readonly file: ReleasedFile;
  readonly trust: Trust;
  readonly policy: Policy;
  /** The commit that the tag points to, looked up by the caller; absent: the entry's own word is taken (T2). */
  readonly tagCommit?: string | undefined;
}

/** What is found, before it is known when and how fast. */
export type Findings = Omit<Validation, 'verifiedAt' | 'durationMs'>;

/**
 * Validates the release of a manifest entry (S1.1 to S1.3). Pure.
 * @param now the caller's clock.
 * @throws PredicateError: policy, root or entry cannot be compared
 */
export function validateEntry(input: ValidationInput, now: Date): Findings {
  const { entry, file, policy, trust, tagCommit } = input;
  const verifier = createVerifier({ trust, policy });
  const base = { policyDigest: policyDigest(policy) };
  if (tagCommit !== undefined && tagCommit !== entry.sha) {
    const problem = `the tag ${entry.tag} points to ${tagCommit}, and the manifest says ${entry.sha}`;
    return { ...base, verdict: 'fail', failureReason: 'release_mismatch', problem };
  }
  if ('missing' in file) {
    const problem = `there is no file ${file.missing}`;
    return { ...base, verdict: 'fail', failureReason: 'artifact_missing', problem };
  }
  const { artifact, bundles } = file;
  const artifactDigest = `sha256:${artifact.sha256 ?? ''}`;
  if (entry.artifact_digest !== undefined && entry.artifact_digest !== artifactDigest) {
    const problem = `the file is ${artifactDigest}, and the manifest says ${entry.artifact_digest}`;
    return { ...base, verdict: 'fail', failureReason: 'subject_mismatch', problem, artifactDigest };
  }
  const report = verifier.verify({
    artifacts: [artifact],
    bundles,
    release: releaseOf(entry),
    now,
  });
  const reason = report.verdict === 'pass' ? {} : { failureReason: report.failureReason };
  return { ...base, verdict: report.verdict, ...reason, report, artifactDigest };
}
