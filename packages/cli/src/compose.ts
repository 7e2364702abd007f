import { resolve } from 'node:path';
import {
  type Artifact,
  type BundleSource,
  embeddedTrust,
  type Policy,
  parseDigest,
  parsePolicy,
  parseTrustedRoot,
  type Trust,
} from '@provkit/predicate';
import {
  digestFile,
  readBundleFile,
  readBundlesBeside,
  readConfigFile,
} from '@provkit/predicate/files';
import { CliError } from './cli-error.ts';
import { readInput } from './read-input.ts';

const DIGEST = /^sha(256|384|512):/;

/**
 * The trusted root of a file, or the embedded one.
 * @throws CliError FILE_UNREADABLE; PredicateError TRUST_ROOT_INVALID
 */
export async function loadTrust(file: string | undefined, cwd: string): Promise<Trust> {
  if (file === undefined) return embeddedTrust('public-good');
  return parseTrustedRoot(await readInput(file, cwd, readConfigFile), file);
}

/** @throws CliError FILE_UNREADABLE; PredicateError POLICY_INVALID */
export async function loadPolicy(file: string, cwd: string): Promise<Policy> {
  return parsePolicy(await readInput(file, cwd, readConfigFile), file);
}

/**
 * A file by its digests, or a digest as it was written (`sha256:…`).
 * @throws CliError FILE_UNREADABLE; PredicateError ARTIFACT_INVALID
 */
export async function loadArtifact(name: string, cwd: string): Promise<Artifact> {
  if (DIGEST.test(name)) return parseDigest(name);
  return { ...(await readInput(name, cwd, (path) => digestFile(path))), name };
}

/** The bundles of the files that were named. @throws CliError FILE_UNREADABLE */
export async function loadBundleFiles(
  files: readonly string[],
  cwd: string,
): Promise<readonly BundleSource[]> {
  const bundles: BundleSource[] = [];
  for (const file of files) {
    bundles.push({ ...(await readInput(file, cwd, readBundleFile)), name: file });
  }
  return bundles;
}

/**
 * The bundles of the files that were named, else those beside the artifact.
 * @throws CliError FILE_UNREADABLE; USAGE: no bundle was named and none lies beside
 */
export async function loadBundles(
  files: readonly string[],
  artifact: string,
  cwd: string,
): Promise<readonly BundleSource[]> {
  const named = await loadBundleFiles(files, cwd);
  if (named.length > 0) return named;
  const beside = DIGEST.test(artifact) ? [] : await readBundlesBeside(resolve(cwd, artifact));
  if (beside.length > 0) return beside;
  throw new CliError('USAGE', `no bundle for ${artifact}: name one with --bundle FILE`);
}
