import { createHash } from 'node:crypto';

/** What makes two failures the same. */
export interface Fingerprinted {
  readonly repository: string;
  readonly tag: string;
  readonly failure_reason: string;
}

/** Changes whenever what goes into a fingerprint does, so that old and new ones never meet. */
const VERSION = 1;

/**
 * The fingerprint of a failure (S2.6): of its repository, tag and reason. Left out are the run and the attempt, since a rerun
 * that fails again is the same failure; the artifact's URL and digest, which every build has anew; and the message and times,
 * which differ without meaning anything. The reason is in it, so that an attack on a release is never taken for the missing
 * artifact that somebody has already looked at. Names of repositories have no case. Pure.
 * @returns SHA-256, lowercase hex
 */
export function fingerprintOf({ repository, tag, failure_reason }: Fingerprinted): string {
  return hash([VERSION, repository.toLowerCase(), tag, failure_reason]);
}

/**
 * The id of an alert (spec.md 3.2): of one failure of one attempt of a run. Pure.
 * @returns SHA-256, lowercase hex
 */
export function alertIdOf(
  fingerprint: string,
  { run_id, run_attempt }: { readonly run_id: string; readonly run_attempt: number },
): string {
  return hash([fingerprint, run_id, run_attempt]);
}

/** As a JSON array, so that no two values run together. */
function hash(values: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}
