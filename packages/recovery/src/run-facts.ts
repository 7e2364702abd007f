/** What there is to know of a run before it is decided how to mend it. */
export interface RunFacts {
  /** Decimal digits. */
  readonly runId: string;
  readonly attempt: number;
  /** `completed`, or what GitHub calls a run that is not. */
  readonly status: string;
  readonly conclusion: string | undefined;
  /** When the first attempt began; ISO 8601, UTC. */
  readonly createdAt: string;
  readonly headSha: string;
  readonly headBranch: string | undefined;
  readonly event: string;
  /** `.github/workflows/release.yml`. */
  readonly workflowPath: string;
  readonly url: string;
  /** Ids of those who started the run and its last attempt. */
  readonly startedBy: readonly string[];
  /** Of the last attempt; one that succeeded earlier and was not repeated has the attempt in which it ran. */
  readonly jobs: readonly ObservedJob[];
  readonly artifacts: readonly ObservedArtifact[];
  /**
   * Whether the workflow's file, or one of this repository that it calls, is another one by now: a rerun keeps the old one, so that
   * a fix in it needs a new run. `undefined`: it cannot be told.
   */
  readonly isWorkflowChanged: boolean | undefined;
}

export interface ObservedJob {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | undefined;
  readonly attempt: number;
}

export interface ObservedArtifact {
  readonly id: string;
  readonly name: string;
  /** GitHub keeps listing what has expired, and may keep it for a while longer than it says: what is past its time is not counted on. */
  readonly isExpired: boolean;
  /** ISO 8601, UTC; `undefined`: GitHub does not say. */
  readonly expiresAt: string | undefined;
}
