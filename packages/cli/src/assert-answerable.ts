import type { Entry, Manifest } from '@provkit/manifest';
import type { Policy } from '@provkit/predicate';
import { CliError } from './cli-error.ts';

/** What must fit together before an entry can be validated. */
export interface Question {
  readonly entry: Entry;
  readonly manifest: Manifest;
  readonly policy: Policy;
  /** Whether `artifact_url` may be a local file (T14). */
  readonly isFileAllowed: boolean;
}

/**
 * Refuses an entry whose artifact this program does not fetch, and a policy of another repository. Pure.
 * @throws CliError USAGE
 */
export function assertAnswerable({ entry, manifest, policy, isFileAllowed }: Question): void {
  const { artifact_url } = entry;
  if (/^[a-z][a-z0-9+.-]*:/i.test(artifact_url)) {
    throw new CliError(
      'USAGE',
      `artifact_url ${withoutSecrets(artifact_url)} is remote: this command reads local files, so give a path below the manifest's folder`,
    );
  }
  if (!isFileAllowed) {
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

/** A signed URL carries its secret in the query, others in the user's part (T18). */
function withoutSecrets(url: string): string {
  if (!URL.canParse(url)) return `(${url.split(':', 1)[0]}:…)`;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
