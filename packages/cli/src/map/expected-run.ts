import type { Entry } from '@provkit/manifest';
import type { Policy } from '@provkit/predicate';

/** What the run of an entry must be, by entry and policy (spec.md 1.10). */
export interface RunExpectation {
  readonly id: string;
  readonly attempt: number;
  readonly commit: string;
  /** Paths of workflows; absent: any of the repository, for the signer is in another one. */
  readonly workflows?: readonly string[];
  readonly events: readonly string[];
  readonly repositoryId?: string;
}

/** What entry and policy say of the run that built the release. Any of the policy's expectations will do. Pure. */
export function expectedRun(
  { run_id: id, run_attempt: attempt, sha: commit }: Entry,
  { expectations }: Policy,
): RunExpectation {
  const signers = expectations.flatMap((one) => one.signers.map(({ signer }) => signer));
  const paths = signers.flatMap((signer) =>
    signer.kind === 'source-workflow' ? [signer.path] : [],
  );
  const ids = new Set(expectations.map(({ repositoryId }) => repositoryId));
  const [repositoryId] = ids;
  return {
    id,
    attempt,
    commit,
    events: [...new Set(expectations.flatMap(({ triggers }) => triggers))],
    ...(paths.length === signers.length && { workflows: paths }),
    ...(ids.size === 1 && repositoryId !== undefined && { repositoryId }),
  };
}
