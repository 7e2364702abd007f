import { resolve } from 'node:path';
import type { Manifest, ManifestStore } from '@provkit/manifest';
import type { ManifestGit } from '../manifest-git.ts';
import { parseLocation } from '../manifest-location.ts';
import type { Ports } from '../ports.ts';
import { readInput } from '../read-input.ts';

/**
 * The store of a manifest, in a file or on GitHub; nothing is read yet.
 * @param location a file, or `github:OWNER/NAME/PATH@BRANCH`.
 * @param initial what a missing manifest is made from.
 * @throws CliError USAGE
 */
export async function openManifestStore(
  location: string,
  ports: Pick<Ports, 'cwd' | 'env' | 'clock' | 'newId' | 'openNetwork'>,
  initial?: Manifest,
): Promise<ManifestStore> {
  const parsed = parseLocation(location);
  if (parsed.kind === 'github') {
    return (await import('./github-manifest.ts')).openGithubManifest(parsed, ports, initial);
  }
  const { createFileStore } = await import('@provkit/manifest/file');
  const { clock, cwd } = ports;
  return createFileStore({ path: resolve(cwd, parsed.file), clock, ...(initial && { initial }) });
}

/** The text of a manifest, right or wrong. @throws CliError FILE_UNREADABLE; ManifestError: too large */
export async function loadManifestText(file: string, cwd: string): Promise<Uint8Array> {
  const { readManifestFile } = await import('@provkit/manifest/file');
  return readInput(file, cwd, readManifestFile);
}

/** The history of manifests in the Git repository of a folder. */
export async function openManifestGit(cwd: string): Promise<ManifestGit> {
  return (await import('./git-manifests.ts')).createManifestGit(cwd);
}

/** The manifests in the usual places below a folder: `docs/reports/<date>/manifest.json`. */
export async function findManifests(cwd: string): Promise<readonly string[]> {
  return (await import('./find-manifests.ts')).findManifests(cwd);
}
