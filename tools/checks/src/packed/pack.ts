import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.ts';
import type { PublishedManifest } from './tarball-rules.ts';

/** A package as `npm publish` would send it. */
export interface Packed {
  readonly manifest: PublishedManifest;
  /** Paths inside the tarball. */
  readonly files: readonly string[];
  /** Absolute path. */
  readonly tarball: string;
}

/** Packs every package into a folder. */
export async function packAll(root: string, destination: string): Promise<Packed[]> {
  const packages: Packed[] = [];
  for (const path of globSync('packages/*/package.json', { cwd: root }).sort()) {
    const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as PublishedManifest & {
      readonly private?: boolean;
    };
    if (manifest.private === true) continue;
    packages.push(await pack(join(root, dirname(path)), manifest, destination));
  }
  return packages;
}

async function pack(
  folder: string,
  manifest: PublishedManifest,
  destination: string,
): Promise<Packed> {
  const flags = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination];
  const { exitCode, stdout, output } = await run('npm', flags, folder);
  if (exitCode !== 0) throw new Error(`npm pack of ${manifest.name} failed:\n${output}`);
  const packed = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[]; // as npm documents it
  const [{ filename = '', files = [] } = {}] = packed;
  return {
    manifest,
    files: files.map(({ path }) => path),
    tarball: join(destination, filename),
  };
}

/** The tarballs that a package needs of this workspace, its own first. */
export function closureOf(one: Packed, all: readonly Packed[]): Packed[] {
  const closure: Packed[] = [one];
  for (const { manifest } of closure) {
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      const dependency = all.find((packed) => packed.manifest.name === name);
      if (dependency && !closure.includes(dependency)) closure.push(dependency);
    }
  }
  return closure;
}
