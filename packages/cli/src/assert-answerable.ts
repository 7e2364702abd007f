import type { Entry, Manifest } from '@provkit/manifest';
import type { Policy } from '@provkit/predicate';
import { CliError } from './cli-error.ts';
import { isRemote } from './map/artifact-url.ts';

/** What must fit together before an entry can be validated. */
export interface Question {
  readonly entry: Entry;
  readonly manifest: Manifest;
  readonly policy: Policy;
  /** Whether `artifact_url` may be a local file (T14). */
  readonly isFileAllowed: boolean;
}

/**
 * Refuses an entry whose artifact is a local file that nobody allowed, and a policy of another repository. Pure.
 * @throws CliError USAGE
 */
export function assertAnswerable({ entry, manifest, policy, isFileAllowed }: Question): void {
  const { artifact_url } = entry;
  if (!isRemote(artifact_url) && !isFileAllowed) {
    throw new CliError(
      'USAGE',
      `artifact_url ${artifact_url} is a local file: add --allow-file to read it`,
    );
  }
  const other = policy.expectations.find(
    ({ repository }) => new URL(repository).pathname !== `/${manifest.repository}`,
  );
  if (other) {
    throw new CliError(
      'USAGE',
      `the manifest is of ${manifest.repository}, and the policy of ${other.repository}: one of them is not meant`,
    );
  }
}
