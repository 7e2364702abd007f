import type { Dirent } from 'node:fs';
import { access, glob, stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Entry } from '@provkit/manifest';
import { parseDigest, type Release } from '@provkit/predicate';
import { parseChecksums } from '@provkit/predicate/batch';
import { BUNDLE_SUFFIXES, readBundlesBeside, readConfigFile } from '@provkit/predicate/files';
import { accessFile } from '../access-file.ts';
import { CliError } from '../cli-error.ts';
import { isRemote } from '../map/artifact-url.ts';
import { readInput } from '../read-input.ts';
import { kindOf, type ReadBeside, type ReadReleased, type Target } from '../target.ts';

/**
 * The targets that an argument names: a pattern's files in the order of their names, links to files among them, without the
 * bundles and, as in a shell, without hidden ones; else the one thing itself.
 * @throws CliError USAGE: a pattern that matches nothing; PredicateError ARTIFACT_INVALID
 */
export async function expandArgument(argument: string, cwd: string): Promise<readonly Target[]> {
  switch (kindOf(argument)) {
    case 'digest':
      return [{ name: argument, what: { kind: 'digest', artifact: parseDigest(argument) } }];
    case 'package':
      return [{ name: argument, what: { kind: 'package', text: argument.slice('npm:'.length) } }];
    case 'image':
      return [{ name: argument, what: { kind: 'image', text: argument } }];
    case 'layout':
      return [layout(argument, cwd)];
    case 'file':
      return expandFile(argument, cwd);
  }
}

function layout(argument: string, cwd: string): Target {
  const text = argument.slice('oci-layout:'.length);
  const [, path = text, digest] = /^(.*)@(sha256:[0-9a-f]{64})$/.exec(text) ?? [];
  const folder = resolve(cwd, path);
  return {
    name: argument,
    what: { kind: 'layout', folder, ...(digest !== undefined && { digest }) },
  };
}

async function expandFile(argument: string, cwd: string): Promise<readonly Target[]> {
  const isPattern = /[*?[\]{}]/.test(argument) && !(await exists(resolve(cwd, argument)));
  if (!isPattern) return [file(argument, cwd)];
  const names: string[] = [];
  for await (const found of glob(argument, { cwd, withFileTypes: true })) {
    const isBundle = BUNDLE_SUFFIXES.some((suffix) => found.name.endsWith(suffix));
    const path = resolve(found.parentPath, found.name);
    if (!isBundle && (await isFile(found, path))) names.push(relative(cwd, path));
  }
  if (names.length === 0) throw new CliError('USAGE', `${argument} matches no file`);
  return names.toSorted().map((name) => file(name, cwd));
}

/**
 * Whether a name leads to a file: whoever ships what a pattern matches ships what its links lead to, so that none is passed
 * over (T10), one that leads nowhere among them.
 */
async function isFile(found: Dirent, path: string): Promise<boolean> {
  if (!found.isSymbolicLink()) return found.isFile();
  return stat(path).then(
    (stats) => !stats.isDirectory(),
    () => true,
  );
}

function file(name: string, cwd: string): Target {
  const path = resolve(cwd, name);
  return { name, what: { kind: 'file', path, beside: besideOf(name, path) } };
}

/** The bundles beside a file, which are named as it is. */
function besideOf(name: string, path: string): ReadBeside {
  return async () => {
    const bundles = await accessFile(`a bundle beside ${name}`, 'read', () =>
      readBundlesBeside(path),
    );
    return bundles.map((bundle) => ({
      ...bundle,
      name: `${name}${bundle.name.slice(path.length)}`,
    }));
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * What a checksum file lists, by digest; bundles are looked for beside the names that it lists, below its own folder.
 * @throws CliError FILE_UNREADABLE; PredicateError ARTIFACT_INVALID
 */
export async function expandChecksums(file: string, cwd: string): Promise<readonly Target[]> {
  const folder = dirname(resolve(cwd, file));
  const artifacts = parseChecksums(await readInput(file, cwd, readConfigFile), file);
  return artifacts.map((artifact) => {
    const { name } = artifact;
    const path = resolve(folder, name);
    const isBelow = path.startsWith(`${folder}${sep}`) && !path.includes('\0');
    const beside = isBelow ? { beside: besideOf(name, path) } : {};
    return { name, what: { kind: 'digest', artifact, ...beside } };
  });
}

/**
 * What an entry of a manifest names, for its own tag, commit and run: its local file, which must have the digest that the entry
 * states, or else that digest.
 * @param read reads the entry's file below the manifest's folder.
 * @throws CliError USAGE: the entry has neither digest nor local file; PredicateError ARTIFACT_INVALID
 */
export function expandEntry(entry: Entry, read: ReadReleased): Target {
  const { tag, sha, run_id: id, run_attempt: attempt, artifact_url: url, artifact_digest } = entry;
  const release: Release = { tag, commit: sha, run: { id, attempt } };
  const name = `${tag} (run ${id}): ${url}`;
  if (artifact_digest === undefined) {
    if (!isRemote(url)) return { name, what: { kind: 'released', read }, release };
    throw new CliError(
      'USAGE',
      `${name} is remote, and has no artifact_digest: validate it with provkit validate, which fetches it`,
    );
  }
  const stated = { ...parseDigest(artifact_digest), name };
  return isRemote(url)
    ? { name, what: { kind: 'digest', artifact: stated }, release }
    : { name, what: { kind: 'released', read, stated }, release };
}
