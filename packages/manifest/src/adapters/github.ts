import { type Stopwatch, startStopwatch } from '@provkit/files';
import { HttpError } from '@provkit/http';
import { changeManifest } from '../change-manifest.ts';
import { countEntries, diff, type EntryCounts } from '../diff.ts';
import { ManifestError } from '../manifest-error.ts';
import { parseManifest } from '../parse-manifest.ts';
import type { Manifest } from '../schema.ts';
import {
  DEFAULT_LOCK_TIMEOUT_MS,
  type ManifestStore,
  type StoredManifest,
  type UpdateOptions,
  type UpdateResult,
} from '../store.ts';
import { blobId } from './blob-id.ts';
import type { Clock } from './clock.ts';
import {
  type Author,
  type GithubFile,
  listCommits,
  MAX_GITHUB_BYTES,
  readContent,
  type WriteOutcome,
  writeContent,
} from './github-contents.ts';

export type { Clock } from './clock.ts';
export type { Author } from './github-contents.ts';

/** Which file, and with what it is reached. */
export interface GithubStoreOptions extends GithubFile {
  readonly clock: Clock;
  /** From 0 inclusive to 1 exclusive, as `Math.random`: keeps writers that collided from colliding again. */
  readonly random: () => number;
  /** A new id at each call, unique for ever: it goes into the commit, so that one whose answer was lost is known again. */
  readonly newId: () => string;
  /** Whom commits name. Default: whose token it is. */
  readonly author?: Author;
  /** First line of a commit's message. Default: `Release manifest: 1 added, 0 changed`. */
  readonly message?: (counts: EntryCounts) => string;
  /** What a file that does not exist is taken for, and made from; without it a missing file is an error. */
  readonly initial?: Manifest;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;
/** Commits to other files of the branch get in the way too, but hardly five times in a row. */
const MOST_REFUSALS = 5;

/**
 * A manifest in a file of a GitHub repository. Each update is one commit, made on condition that the file is still what was
 * read; when it is not, the change is made again, of what is there now. A write whose answer was lost is looked for among
 * the commits before it is repeated, so that no change is made twice.
 * @throws (its functions) ManifestError as the port says; HttpError, with `status` 404 where there is no such file
 * @example
 * const store = createGithubStore({ http, token, repository: 'acme/widgets', branch: 'main',
 *   path: 'docs/reports/2026-01-31/manifest.json', clock, random: Math.random, newId: randomUUID });
 */
export function createGithubStore(options: GithubStoreOptions): ManifestStore {
  assertPath(options.path);
  return {
    backend: 'github',
    read: () => readStored(options),
    update: (change, updateOptions = {}) => update(options, change, updateOptions),
  };
}

/** Where an update stands. */
interface Progress {
  /** Marks its commits. */
  readonly id: string;
  readonly stopwatch: Stopwatch;
  /** When it had to wait for the first time, by the stopwatch. */
  firstWaitMs?: number;
  /** What was sent and may or may not have arrived, by its version. */
  readonly uncertain: Map<string, Manifest>;
  /** Versions that were still there when a write that must replace them was refused. */
  readonly refused: string[];
}

type Done = Omit<UpdateResult, 'waitedMs'>;
type Trouble = Exclude<WriteOutcome, { readonly kind: 'written' }>;

async function update(
  options: GithubStoreOptions,
  change: (manifest: Manifest) => Manifest,
  { timeoutMs = DEFAULT_LOCK_TIMEOUT_MS, signal }: UpdateOptions,
): Promise<UpdateResult> {
  const { clock, newId, random } = options;
  const stopwatch = startStopwatch(clock);
  const progress: Progress = {
    id: newId(),
    stopwatch,
    uncertain: new Map(),
    refused: [],
  };
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    signal?.throwIfAborted();
    const attemptMs = stopwatch.elapsedMs();
    const outcome =
      (await findOwnCommit(options, progress, signal)) ??
      (await tryUpdate(options, change, progress, signal));
    if (!('kind' in outcome)) {
      return { ...outcome, waitedMs: attemptMs - (progress.firstWaitMs ?? attemptMs) };
    }
    progress.firstWaitMs ??= stopwatch.elapsedMs();
    const waitMs = waitAfter(outcome, pause, random());
    const waitedMs = stopwatch.elapsedMs();
    if (waitedMs + waitMs >= timeoutMs) {
      const own = await findOwnCommit(options, progress, signal);
      if (own) return { ...own, waitedMs };
      throw outcome.kind === 'conflict'
        ? await overtaken(options, timeoutMs, waitedMs)
        : outcome.error;
    }
    await stopwatch.sleep(waitMs, signal);
  }
}

/** One read and one write. */
async function tryUpdate(
  options: GithubStoreOptions,
  change: (manifest: Manifest) => Manifest,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<Done | Trouble> {
  const { id, uncertain, refused } = progress;
  const stored = await readStored(options, signal);
  const { manifest, content: text } = changeManifest(stored.manifest, change);
  const content = Buffer.from(text);
  const version = blobId(content);
  if (version === stored.version) return { manifest, version, isChanged: false };
  if (content.byteLength > MAX_GITHUB_BYTES) {
    const problem = `the changed manifest has ${content.byteLength} bytes, and GitHub takes ${MAX_GITHUB_BYTES} at most`;
    throw new ManifestError('CHANGE_INVALID', problem);
  }
  const { author, message = defaultMessage } = options;
  const summary = message(countEntries(diff(stored.manifest, manifest))).trim();
  const replacement = {
    content,
    replaces: stored.version,
    message: `${summary}\n\n${trailersOf(id, version)}\n`,
    ...(author && { author }),
  };
  const outcome = await writeContent(options, replacement, signal);
  if (outcome.kind === 'written') return { manifest, version, isChanged: true };
  if (outcome.kind === 'unknown') uncertain.set(version, manifest);
  if (outcome.kind === 'conflict') {
    refused.push(stored.version);
    // nobody else was faster: a rule of the repository is in the way, and stays there
    const isStuck = refused.slice(-MOST_REFUSALS).every((last) => last === stored.version);
    if (isStuck && refused.length >= MOST_REFUSALS) throw outcome.error;
  }
  return outcome;
}

/**
 * What an earlier attempt of this update wrote, where its answer was lost and yet the commit is there. It is looked for among
 * the latest commits of the file, whatever their time: a clock of ours that is ahead would hide the very one.
 */
async function findOwnCommit(
  options: GithubStoreOptions,
  { id, uncertain }: Progress,
  signal: AbortSignal | undefined,
): Promise<Done | undefined> {
  if (uncertain.size === 0) return undefined;
  const commits = await listCommits(options, signal);
  for (const [version, manifest] of uncertain) {
    const isOurs = commits.some(({ message }) => message.includes(trailersOf(id, version)));
    if (isOurs) return { manifest, version, isChanged: true };
  }
  return undefined;
}

function defaultMessage({ added, modified, removed }: EntryCounts): string {
  const rest = removed > 0 ? `, ${removed} removed` : '';
  return `Release manifest: ${added} added, ${modified} changed${rest}`;
}

/** What tells a commit of an update from every other one, as git's trailers. */
function trailersOf(id: string, version: string): string {
  return `Manifest-Update: ${id}\nManifest-Version: ${version}`;
}

/** The server's own word first; after a collision a while up to chance, so that the same writers do not meet again. */
function waitAfter({ error }: Trouble, pauseMs: number, random: number): number {
  return error.retryAfterMs ?? Math.ceil(pauseMs * (0.5 + random / 2));
}

async function readStored(
  options: GithubStoreOptions,
  signal?: AbortSignal,
): Promise<StoredManifest> {
  const { repository, branch, path, initial } = options;
  const content = await readContent(options, signal);
  if (content !== undefined) {
    const manifest = parseManifest(content, `${repository}:${path}@${branch}`);
    return { manifest, version: blobId(content) };
  }
  if (initial) return { manifest: initial, version: '' };
  const problem = `${repository} has no ${path} on ${branch}, or the token may not read it`;
  throw new HttpError('STATUS', problem, { status: 404 });
}

/** Names the last one who was faster, as far as GitHub says. */
async function overtaken(
  options: GithubStoreOptions,
  timeoutMs: number,
  waitedMs: number,
): Promise<ManifestError> {
  const { repository, branch, path } = options;
  const [last] = await listCommits(options).catch(() => []);
  const who = last
    ? `the last commit is ${last.sha.slice(0, 12)} by ${last.author} at ${last.at}`
    : 'by whom is not known';
  return new ManifestError(
    'LOCK_TIMEOUT',
    `${path} on ${branch} of ${repository} kept being changed for ${timeoutMs / 1000} s: ${who}. Try again, and write from fewer places at once.`,
    { waitedMs },
  );
}

/** Whatever else a path could hold would make it another address. */
function assertPath(path: string): void {
  const isPlain = path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isPlain) {
    throw new HttpError('URL_INVALID', `${path} is no path from the root of a repository`);
  }
}
