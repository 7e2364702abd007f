import { execFileSync } from 'node:child_process';

/** Files that are, or could be, committed: tracked ones and new ones that nothing ignores. Paths from the root, sorted. */
export function repositoryFiles(root: string): string[] {
  const flags = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const deleted = new Set(list(root, ['ls-files', '--deleted', '-z']));
  return [...new Set(list(root, flags))].filter((path) => !deleted.has(path)).sort();
}

function list(root: string, flags: readonly string[]): string[] {
  const output = execFileSync('git', flags, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  return output.toString().split('\0').filter(Boolean);
}
