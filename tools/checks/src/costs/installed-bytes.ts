import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Bytes of a package's files and of those of all that it depends on, each package once. */
export function installedBytes(name: string, from: string): number {
  const folders = new Set<string>();
  collect(name, from, folders);
  return [...folders].reduce((sum, folder) => sum + bytesOf(folder), 0);
}

function collect(name: string, from: string, folders: Set<string>): void {
  const folder = folderOf(name, from);
  if (folder === undefined || folders.has(folder)) return;
  folders.add(folder);
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  for (const dependency of Object.keys(dependencies)) collect(dependency, folder, folders);
}

/** As Node looks for it: in the node_modules of each folder upwards. */
function folderOf(name: string, from: string): string | undefined {
  const folder = join(from, 'node_modules', name);
  if (existsSync(folder)) return folder;
  return dirname(from) === from ? undefined : folderOf(name, dirname(from));
}

function bytesOf(folder: string): number {
  return globSync('**/*', { cwd: folder, exclude: (path) => path === 'node_modules' })
    .map((path) => statSync(join(folder, path)))
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
}
