/** A commit that touched a manifest. */
export interface ManifestCommitInfo {
  readonly commit: string;
  readonly author: string;
  /** ISO 8601, with the author's offset. */
  readonly at: string;
  readonly subject: string;
}

/**
 * The port to the history of manifests. Paths are relative to the folder that it was made for, commits are whole ids.
 * @throws (its functions) CliError USAGE: no repository, no such commit, no common history
 */
export interface ManifestGit {
  /** The commit at which the history of a ref and of HEAD parted. */
  baseOf(ref: string): Promise<string>;
  head(): Promise<string>;
  /** The content of a file at a commit, or `undefined` where there is none. */
  read(commit: string, path: string): Promise<Uint8Array | undefined>;
  /** The files below a folder at a commit. */
  list(commit: string, folder: string): Promise<readonly string[]>;
  /** The commits that changed a file, newest first. */
  log(path: string, limit: number): Promise<readonly ManifestCommitInfo[]>;
}
