import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The parts of a package.json that the rules look at. */
interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly nx?: { readonly tags?: readonly string[] };
}

/** One workspace of the monorepo. */
export interface Project {
  /** From the root, for example `packages/json`. */
  readonly folder: string;
  readonly name: string;
  readonly isPublished: boolean;
  /** The `layer:` tag of its package.json, or nothing. */
  readonly layer: string | undefined;
  readonly manifest: Manifest;
  /** TypeScript files from the root, without what is generated or built. */
  readonly files: readonly string[];
}

/** Reads every workspace below `packages/` and `tools/`. */
export function readProjects(root: string): Project[] {
  return globSync('{packages,tools}/*/package.json', { cwd: root })
    .sort()
    .map((path) => {
      const folder = path.slice(0, -'/package.json'.length);
      const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest; // our own file
      return {
        folder,
        name: manifest.name,
        isPublished: folder.startsWith('packages/'),
        layer: manifest.nx?.tags?.find((tag) => tag.startsWith('layer:')),
        manifest,
        files: sourcesOf(root, folder),
      };
    });
}

function sourcesOf(root: string, folder: string): string[] {
  return globSync(`${folder}/**/*.ts`, {
    cwd: root,
    exclude: (path) => ['node_modules', 'dist'].includes(basename(path)),
  }).sort();
}
