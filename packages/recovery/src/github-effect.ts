/** A rerun of one run, from an attempt that is over. */
export interface Rerun {
  readonly kind: 'rerun';
  readonly mechanism: 'rerun-all' | 'rerun-failed';
  /** Decimal digits. */
  readonly runId: string;
  /** The attempt that failed; the rerun is the next one. */
  readonly attempt: number;
}

/** A run and an attempt of it. */
export interface StartedRun {
  readonly runId: string;
  readonly attempt: number;
}

/** A new run of a workflow, for the same release. */
export interface Dispatch {
  readonly kind: 'dispatch';
  /** The workflow's file name, or its id in decimal digits. */
  readonly workflow: string;
  /** In full: `refs/tags/v1.2.3`. The workflow at that ref needs the trigger; on a branch it makes provenance of the branch. */
  readonly ref: string;
  /** The commit that the ref names, peeled: a run of another one is not ours. */
  readonly headSha: string;
  readonly inputs: Readonly<Record<string, string>>;
  /**
   * What tells our run from others: sent as the input of that name, which the workflow shows in its `run-name`. Needed where the server
   * does not say which run it started, or its answer is lost.
   */
  readonly correlation?: { readonly input: string; readonly value: string };
}

/** A new tag on the commit of a release that failed, for a run of its own (S3.5). */
export interface RollForward {
  readonly kind: 'roll-forward';
  /** `v1.2.3-retry`. */
  readonly tag: string;
  /** The commit of the release. */
  readonly commit: string;
  /** Path of the release workflow, which a push of the tag starts. */
  readonly workflowPath: string;
}

/** A way back to a release that was good (S4.4). */
export interface Rollback {
  readonly kind: 'rollback';
  /** The branch that is brought back: `release`. */
  readonly base: string;
  /** The branch that the pull request is of, new and of this rollback alone: `rollback/v1.2.3-1a2b3c4d`. */
  readonly branch: string;
  /** The commit of the good release: the content that comes back. */
  readonly target: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

/** A pull request that brings it back. */
export interface OpenedRollback {
  readonly pull: number;
  readonly url: string;
  /** What is validated and must not change until it is merged (S4.7). */
  readonly headSha: string;
  /** GitHub's own word; a closed one that was not merged was given up by a person. */
  readonly state: 'open' | 'merged' | 'closed';
}

/** What the gate says of one commit, the head of a rollback. */
export interface MergeGate {
  readonly kind: 'merge-gate';
  readonly sha: string;
  readonly state: 'pending' | 'success' | 'failure';
  /** At most 140 characters, which is what GitHub shows. */
  readonly description: string;
  readonly targetUrl?: string;
}

/** A run that must not go on. */
export interface CancelRun {
  readonly kind: 'cancel-run';
  /** Decimal digits. */
  readonly runId: string;
}

/** What recovery does to a repository: data, so that it can be stored before it is done. */
export type GithubEffect = Rerun | Dispatch | RollForward | Rollback | MergeGate | CancelRun;

/** What comes of it. */
export type GithubResult = StartedRun | OpenedRollback | undefined;
