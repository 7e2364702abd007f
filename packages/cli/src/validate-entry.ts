import type { Entry } from '@provkit/manifest';
import {
  type BundleSource,
  createVerifier,
  type Policy,
  policyDigest,
  type Trust,
} from '@provkit/predicate';
import { digestFile, readBundlesBeside } from '@provkit/predicate/files';
import { findLocalArtifact } from './local-artifact.ts';
import { releaseOf } from './map/release-of.ts';
import type { Validation } from './map/validation.ts';
import type { Clock } from './ports.ts';

/** What an entry is validated with. */
export interface ValidationInput {
  readonly entry: Entry;
  /** Absolute path of the manifest. */
  readonly manifest: string;
  readonly trust: Trust;
  readonly policy: Policy;
  /** Bundles that were named; empty: those beside the artifact. */
  readonly bundles: readonly BundleSource[];
  /** The commit that the tag points to, looked up by the caller; absent: the entry's own word is taken (T2). */
  readonly tagCommit?: string;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Validates the release of a manifest entry from local files (S1.1 to S1.3). Reads files, writes none.
 * @throws CliError, PredicateError: what was given cannot be used
 */
export async function validateEntry(input: ValidationInput): Promise<Validation> {
  const started = input.clock.now();
  const findings = await findingsOf(input, new Date(started));
  return {
    ...findings,
    policyDigest: policyDigest(input.policy),
    verifiedAt: new Date(started).toISOString(),
    durationMs: input.clock.now() - started,
  };
}

type Findings = Omit<Validation, 'policyDigest' | 'verifiedAt' | 'durationMs'>;

async function findingsOf(input: ValidationInput, now: Date): Promise<Findings> {
  const { entry, policy, trust, tagCommit } = input;
  const verifier = createVerifier({ trust, policy });
  if (tagCommit !== undefined && tagCommit !== entry.sha) {
    const problem = `the tag ${entry.tag} points to ${tagCommit}, and the manifest says ${entry.sha}`;
    return { verdict: 'fail', failureReason: 'release_mismatch', problem };
  }
  const found = await findLocalArtifact(entry.artifact_url, input.manifest);
  if ('missing' in found) {
    const problem = `there is no file ${found.missing}`;
    return { verdict: 'fail', failureReason: 'artifact_missing', problem };
  }
  const artifact = { ...(await digestFile(found.path)), name: entry.artifact_url };
  const artifactDigest = `sha256:${artifact.sha256 ?? ''}`;
  if (entry.artifact_digest !== undefined && entry.artifact_digest !== artifactDigest) {
    const problem = `the file is ${artifactDigest}, and the manifest says ${entry.artifact_digest}`;
    return { verdict: 'fail', failureReason: 'subject_mismatch', problem, artifactDigest };
  }
  const bundles =
    input.bundles.length > 0 ? input.bundles : await bundlesBeside(found.path, entry.artifact_url);
  const report = verifier.verify({
    artifacts: [artifact],
    bundles,
    release: releaseOf(entry),
    now,
  });
  const reason = report.verdict === 'pass' ? {} : { failureReason: report.failureReason };
  return { verdict: report.verdict, ...reason, report, artifactDigest };
}

/** Named as the artifact is, so that a report does not depend on where the manifest lies. */
async function bundlesBeside(path: string, artifactUrl: string): Promise<readonly BundleSource[]> {
  const bundles = await readBundlesBeside(path);
  return bundles.map(({ name, content }) => ({
    name: `${artifactUrl}${name.slice(path.length)}`,
    content,
  }));
}
