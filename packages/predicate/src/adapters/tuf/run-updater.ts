import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fetcher } from 'tuf-js';
import type { TufState } from '../../tuf/tuf-state.ts';
import type { TufMetadata } from '../../tuf/tuf-versions.ts';
import type { TufRepository } from './tuf-repository.ts';

/** Fetches a file of a repository by its path; `undefined` when it is not there. */
export type FetchFile = (path: string, maxBytes: number) => Promise<Uint8Array | undefined>;

/** What one walk through a repository verified. */
export interface TufRun {
  readonly metadata: TufMetadata;
  /** Metadata of every role but the root, by name. */
  readonly roles: Readonly<Record<string, string>>;
  /** Root metadata newer than the one that trust begins with, by version. */
  readonly roots: Readonly<Record<string, string>>;
  /** The wanted targets that exist, by name. */
  readonly targets: ReadonlyMap<string, Uint8Array>;
}

/** What to walk through, and what for. */
export interface TufWalk {
  readonly repository: TufRepository;
  /** Spares downloads; every byte of it is verified as if it were downloaded. */
  readonly state: TufState | undefined;
  readonly fetchFile: FetchFile;
  /** Names of targets, from the verified metadata of the role `targets`. */
  readonly wanted: (targets: string) => readonly string[];
}

/**
 * Walks through a TUF repository once (TUF specification 5), with tuf-js. It works in a folder of its own that begins with
 * the caller's root and is thrown away: tuf-js takes a root that it finds in its cache for trusted, and a cache must not
 * be where trust begins.
 * @throws whatever `fetchFile` throws, if it threw; else tuf-js's error: the repository is not what it should be
 */
export async function runUpdater({
  repository,
  state,
  fetchFile,
  wanted,
}: TufWalk): Promise<TufRun> {
  const folder = await mkdtemp(join(tmpdir(), 'provkit-tuf-'));
  try {
    for (const [role, text] of Object.entries(state?.metadata ?? {})) {
      await writeFile(join(folder, fileOf(role)), text);
    }
    await writeFile(join(folder, 'root.json'), repository.root); // last, whatever the state calls a role
    return await walk(folder, { repository, state, fetchFile, wanted });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function walk(folder: string, { state, fetchFile, wanted }: TufWalk): Promise<TufRun> {
  const { Updater } = await import('tuf-js');
  const { fetcher, roots, failure } = await createFetcher(folder, fetchFile);
  // the URLs are ours: the fetcher takes the path and asks whom it will
  const updater = new Updater({
    metadataDir: folder,
    metadataBaseUrl: BASE,
    targetDir: folder,
    targetBaseUrl: `${BASE}/targets`,
    fetcher,
  });
  try {
    await updater.refresh();
    const targets = new Map<string, Uint8Array>();
    for (const name of wanted(await readFile(join(folder, 'targets.json'), 'utf8'))) {
      const bytes = await target(updater, name, folder, state?.targets[name]);
      if (bytes) targets.set(name, bytes);
    }
    return { ...(await metadataIn(folder)), roots, targets };
  } catch (error) {
    throw failure() ?? error; // tuf-js wraps what the fetcher throws into a text
  }
}

const BASE = 'tuf:';

type Updater = InstanceType<typeof import('tuf-js').Updater>;

async function target(
  updater: Updater,
  name: string,
  folder: string,
  known: string | undefined,
): Promise<Uint8Array | undefined> {
  const info = await updater.getTargetInfo(name);
  if (!info) return undefined;
  const path = join(folder, 'target');
  if (known !== undefined) await writeFile(path, Buffer.from(known, 'base64'));
  const cached = known === undefined ? undefined : await updater.findCachedTarget(info, path);
  return readFile(cached ?? (await updater.downloadTarget(info, path)));
}

async function metadataIn(folder: string): Promise<Pick<TufRun, 'metadata' | 'roles'>> {
  const roles: Record<string, string> = {};
  for (const file of await readdir(folder)) {
    if (file.endsWith('.json')) roles[roleOf(file)] = await readFile(join(folder, file), 'utf8');
  }
  const { root = '', ...others } = roles;
  const { timestamp = '', snapshot = '', targets = '' } = others;
  return { metadata: { root, timestamp, snapshot, targets }, roles: others };
}

/** tuf-js encodes the names of roles so when it writes them, and reads them as they are: only plain names survive. */
function fileOf(role: string): string {
  return `${encodeURIComponent(role)}.json`;
}

function roleOf(file: string): string {
  return decodeURIComponent(file.slice(0, -'.json'.length));
}

async function createFetcher(
  folder: string,
  fetchFile: FetchFile,
): Promise<{ fetcher: Fetcher; roots: Record<string, string>; failure: () => unknown }> {
  // its index does not export it, and it is how tuf-js learns that there is no newer root
  const { DownloadHTTPError } = await import('tuf-js/dist/error.js');
  const roots: Record<string, string> = {};
  let thrown: unknown;
  const downloadBytes = async (url: string, maxLength: number): Promise<Buffer> => {
    const path = url.slice(`${BASE}/`.length);
    const bytes = await fetchFile(path, maxLength).catch((error: unknown) => {
      thrown = error;
      throw error;
    });
    if (!bytes) throw new DownloadHTTPError(`${path} is not there`, 404);
    const version = /^(\d+)\.root\.json$/.exec(path)?.[1];
    if (version !== undefined) roots[version] = Buffer.from(bytes).toString();
    return Buffer.from(bytes);
  };
  const fetcher: Fetcher = {
    downloadBytes,
    downloadFile: async (url, maxLength, handler) => {
      const path = join(folder, 'download');
      await writeFile(path, await downloadBytes(url, maxLength));
      return handler(path);
    },
  };
  return { fetcher, roots, failure: () => thrown };
}
