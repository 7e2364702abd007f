/**
 * Where a build type keeps what the checks compare: JSON pointers into the statement, as data (spec.md 1.9).
 */
export interface BuildType {
  readonly uri: string;
  readonly predicateType: string;
  /** The array that holds the source repository's commit among others. */
  readonly materials: string;
  /** The digest algorithms under which a material's commit may stand; if several are there, all must be equal. */
  readonly commitDigests: readonly string[];
  /** The workflow that was triggered. */
  readonly workflow: { readonly repository: string; readonly ref: string; readonly path: string };
  readonly builderId: string;
  /**
   * What the builder id must equal: the signer's URI (certificate .9), or GitHub's runner followed by the runner
   * environment (certificate .11), where the id does not name the workflow.
   */
  readonly builderIs: 'signer' | 'runner';
  /** The run, as `REPO/actions/runs/RUN/attempts/N`. */
  readonly invocation: string;
}
