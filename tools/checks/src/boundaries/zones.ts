import type { Project } from './workspace.ts';

/**
 * What a file may do. `pure`: decides, and does no I/O. `edge`: an adapter, carries decisions out. `root`: wires adapters
 * to decisions; only the application has one, in files of these names and nowhere else, so that a command stays
 * (args, ports) → exit code.
 */
export type Zone = 'pure' | 'edge' | 'root' | 'test' | 'tool';

const COMPOSITION_ROOT = /^src\/(bin|compose|env|compose\/[a-z-]+)\.ts$/;

/** @param path from the root of the repository */
export function zoneOf(project: Project, path: string): Zone {
  if (!project.isPublished) return 'tool';
  const inside = path.slice(project.folder.length + 1);
  if (!inside.startsWith('src/')) return 'test';
  if (inside.startsWith('src/adapters/')) return 'edge';
  return project.layer === 'layer:app' && COMPOSITION_ROOT.test(inside) ? 'root' : 'pure';
}
