import { isAbsolute, relative } from 'node:path';
import {
  countEntries,
  diff,
  type Entry,
  type LintOptions,
  type LocatedFinding,
  lintText,
  type Manifest,
  parseManifest,
  RULES,
} from '@provkit/manifest';
import type { LintedFile } from '@provkit/manifest/format';
import { CliError } from './cli-error.ts';
import { findManifests, loadManifestText } from './compose.ts';
import type { LintBase } from './lint-base.ts';
import { STATUS_TRANSITIONS } from './map/status-changes.ts';
import type { Ports } from './ports.ts';

type EntryKey = Pick<Entry, 'tag' | 'run_id'>;
type Elsewhere = NonNullable<LintOptions['elsewhere']>;

/** A linted manifest, and itself where it is one. */
export interface LintedManifest extends LintedFile {
  readonly manifest?: Manifest;
}

/**
 * Lints the manifests that were named, else those in the usual places, with what became of those that were there before.
 * @throws CliError USAGE: there is none; FILE_UNREADABLE; ManifestError: what it was before is no manifest
 */
export async function lintFiles(
  named: readonly string[],
  base: LintBase | undefined,
  ports: Pick<Ports, 'cwd' | 'clock'>,
): Promise<readonly LintedManifest[]> {
  const files = named.length > 0 ? named : await usualFiles(base, ports.cwd);
  if (files.length === 0) {
    throw new CliError('USAGE', 'there is no docs/reports/<date>/manifest.json here: name a file');
  }
  const linted: LintedManifest[] = [];
  const known = rememberEntries();
  for (const path of new Set(files.map((file) => pathOf(file, ports.cwd)))) {
    const file = await lintFile(path, base, known.elsewhere, ports);
    if (file.manifest) known.add(path, file.manifest);
    linted.push(file);
  }
  return linted;
}

/** Which of the manifests so far has which entry. */
function rememberEntries() {
  const paths = new Map<string, string>();
  const keyOf = (repository: string, { tag, run_id }: EntryKey) =>
    JSON.stringify([repository, tag, run_id]);
  return {
    elsewhere: (repository: string, entry: EntryKey) => paths.get(keyOf(repository, entry)),
    add: (path: string, { repository, entries }: Manifest): void => {
      for (const entry of entries) paths.set(keyOf(repository, entry), path);
    },
  };
}

async function usualFiles(base: LintBase | undefined, cwd: string): Promise<readonly string[]> {
  const found = [...(await findManifests(cwd)), ...((await base?.list()) ?? [])];
  return [...new Set(found)].toSorted();
}

async function lintFile(
  path: string,
  base: LintBase | undefined,
  elsewhere: Elsewhere,
  { cwd, clock }: Pick<Ports, 'cwd' | 'clock'>,
): Promise<LintedManifest> {
  const earlier = await base?.read(path);
  const before = earlier && parseManifest(earlier, `${path} at ${base?.name ?? ''}`);
  const content = await loadUnlessGone(path, cwd, before !== undefined);
  const name = { base: base?.name ?? '' };
  if (content === undefined) {
    const removed = before?.entries.length ?? 0;
    return { path, findings: [gone(removed)], change: { ...name, added: 0, modified: 0, removed } };
  }
  const now = new Date(clock.now());
  const judged = before ? { before, transitions: STATUS_TRANSITIONS } : {};
  const { findings, manifest } = lintText(content, { now, path, elsewhere, ...judged });
  if (!base || !manifest) return { path, findings, ...(manifest && { manifest }) };
  const counts = countEntries(diff(before ?? { ...manifest, entries: [] }, manifest));
  return { path, findings, manifest, change: { ...name, ...counts } };
}

/** A manifest that was there and is not any more is a finding, and no file that cannot be read. */
async function loadUnlessGone(
  path: string,
  cwd: string,
  wasThere: boolean,
): Promise<Uint8Array | undefined> {
  try {
    return await loadManifestText(path, cwd);
  } catch (error) {
    const { cause } = error instanceof CliError ? error : {};
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (wasThere && isMissing) return undefined;
    throw error;
  }
}

function gone(entries: number): LocatedFinding {
  const rule = RULES.find(({ id }) => id === 'append-only');
  return {
    rule: 'append-only',
    severity: 'error',
    pointer: '',
    message: `the manifest is gone, and ${entries} entries with it`,
    fix: rule?.fix ?? '',
    line: 1,
    column: 1,
  };
}

/** From the working directory, with `/`: what Git, the rules and GitHub call it. */
function pathOf(file: string, cwd: string): string {
  const path = isAbsolute(file) ? relative(cwd, file) : file;
  return path.replaceAll('\\', '/').replace(/^(?:\.\/+)+/, '');
}
