import { GITHUB_SERVER, type GithubClaims } from '../github-claims.ts';

/** What every builder derives from the same claims. */
export interface BuildFacts {
  /** URL of the source repository. */
  readonly repository: string;
  /** `git+REPOSITORY@REF`. */
  readonly uri: string;
  /** Path of the workflow that was triggered, inside its repository. */
  readonly path: string;
  /** URL of the workflow that signs, with its ref. */
  readonly signer: string;
  /** URL of the run's attempt. */
  readonly invocation: string;
  /** `RUN-ATTEMPT`, as SLSA v0.2 has it. */
  readonly runAndAttempt: string;
}

/** Derives them. */
export function buildFacts(claims: GithubClaims): BuildFacts {
  const repository = `${GITHUB_SERVER}/${claims.repository}`;
  return {
    repository,
    uri: `git+${repository}@${claims.ref}`,
    path: (claims.workflow_ref.split('@')[0] ?? '').slice(claims.repository.length + 1),
    signer: `${GITHUB_SERVER}/${claims.job_workflow_ref}`,
    invocation: `${repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`,
    runAndAttempt: `${claims.run_id}-${claims.run_attempt}`,
  };
}

/** The SLSA provenance predicates. */
export const PROVENANCE = {
  v1: 'https://slsa.dev/provenance/v1',
  'v0.2': 'https://slsa.dev/provenance/v0.2',
} as const;

/** A predicate with its type, its form left open. */
export interface TypedPredicate {
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}
