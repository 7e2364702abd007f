import type { Entry } from '@provkit/manifest';
import type { Release } from '@provkit/predicate';

/** What a manifest entry says that its provenance must be of (S1.1). Pure. */
export function releaseOf({ tag, sha, run_id, run_attempt }: Entry): Release {
  return { tag, commit: sha, run: { id: run_id, attempt: run_attempt } };
}
