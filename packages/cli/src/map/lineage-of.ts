import type { Entry } from '@provkit/manifest';

/** The release that an entry belongs to: a later run, or a `-retry` tag, is in the recovery of the first (spec.md part 2). Pure. */
export function lineageOf({ tag, run_id, retry_of, previous_run_ids = [] }: Entry): {
  readonly tag: string;
  readonly firstRunId: string;
} {
  return { tag: retry_of ?? tag, firstRunId: previous_run_ids[0] ?? run_id };
}
