import { loadManifestText, openManifestGit } from './compose.ts';
import { isManifestPath, REPORTS } from './manifest-places.ts';

/** What manifests were before the change that is judged. */
export interface LintBase {
  readonly kind: 'commit' | 'file';
  /** As people name it. */
  readonly name: string;
  /** The commit, and the one that changed it; empty for a file. */
  readonly commit: string;
  readonly head: string;
  /** What a manifest was, or `undefined` where there was none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The manifests that there were in the usual places. */
  list(): Promise<readonly string[]>;
}

/** The state at the commit where the history of a ref and of HEAD parted. @throws CliError USAGE */
export async function commitBase(ref: string, cwd: string): Promise<LintBase> {
  const git = await openManifestGit(cwd);
  const commit = await git.baseOf(ref);
  return {
    kind: 'commit',
    name: ref,
    commit,
    head: await git.head(),
    read: (path) => git.read(commit, path),
    list: async () => (await git.list(commit, REPORTS)).filter(isManifestPath),
  };
}

/** The state in another file. @throws (its functions) CliError FILE_UNREADABLE */
export async function fileBase(file: string, cwd: string): Promise<LintBase> {
  return {
    kind: 'file',
    name: file,
    commit: '',
    head: '',
    read: () => loadManifestText(file, cwd),
    list: async () => [],
  };
}
