import { isHttpError } from '@provkit/http';
import type { TufState } from '../../tuf/tuf-state.ts';
import { expiryOf, rollbackProblem, type TufVersions, versionsOf } from '../../tuf/tuf-versions.ts';
import { clientFor, type Network } from '../network.ts';
import { type FetchFile, runUpdater, type TufRun } from './run-updater.ts';
import type { TufRepository } from './tuf-repository.ts';
import type { TufStore } from './tuf-store.ts';

/** What to refresh, from where, and what is known already. */
export interface RefreshOptions {
  readonly repository: TufRepository;
  /** Names of targets, chosen from the verified metadata of the role `targets`. */
  readonly wanted: (targets: string) => readonly string[];
  readonly network: Network;
  /** Without one nothing is remembered: each refresh begins at the caller's root. */
  readonly store?: TufStore;
  /** The caller's clock. */
  readonly now: Date;
  readonly signal?: AbortSignal;
}

/** Verified targets, or why there are none. */
export type Refreshed =
  | TufTargets
  /** Nobody answered, and nothing verified is at hand. */
  | { readonly kind: 'unreachable'; readonly problem: string }
  /** There was an answer, and it is not the repository's: a bad signature, a rollback, a freeze. */
  | { readonly kind: 'refused'; readonly problem: string };

/** Targets whose whole chain was verified, and none of whose metadata has expired. */
export interface TufTargets {
  /** `cached`: nobody answered, but what was fetched before holds still; `problem` says who did not. */
  readonly kind: 'fresh' | 'cached';
  readonly targets: ReadonlyMap<string, Uint8Array>;
  readonly versions: TufVersions;
  /** When the first of its metadata expires, UTC. */
  readonly expires: Date;
  readonly problem?: string;
}

/** A repository that takes longer is not waited for: what is at hand is used, and says so. */
const ATTEMPT_MS = 5_000;
const TRIES = 3;
const OVERALL_MS = 20_000;

/**
 * Refreshes a TUF repository: network first, then what was verified before and has not expired. Trust begins at the
 * caller's root each time. Versions lower than those remembered are refused, whoever signed them (T11). Safe to repeat.
 * @throws HttpError ABORTED: the signal; the store's error
 */
export async function refreshTargets(options: RefreshOptions): Promise<Refreshed> {
  const { repository, store } = options;
  const state = await store?.read(repository.name);
  let fresh = await attempt(options, state, fromNetwork(options, state));
  // what is wrong may be the cache: once more without its files, and still with the versions that it remembers
  if (!('run' in fresh) && fresh.isAnswer && state) {
    const versions = { versions: state.versions, roots: {}, metadata: {}, targets: {} };
    fresh = await attempt(options, versions, fromNetwork(options, undefined));
  }
  if (!('run' in fresh)) return fresh.isAnswer ? refused(fresh) : fallBack(options, state, fresh);
  await store?.write(repository.name, nextState(fresh, state));
  return { kind: 'fresh', ...result(fresh) };
}

interface Success {
  readonly run: TufRun;
  readonly versions: TufVersions;
  readonly expires: Date;
}

interface Failure {
  readonly problem: string;
  /** Whether there was an answer that is wrong, and not none. */
  readonly isAnswer: boolean;
}

async function attempt(
  { repository, wanted, now, signal }: RefreshOptions,
  state: TufState | undefined,
  fetchFile: FetchFile,
): Promise<Success | Failure> {
  try {
    const run = await runUpdater({ repository, state, fetchFile, wanted });
    const versions = versionsOf(run.metadata);
    const expires = expiryOf(run.metadata);
    const problem =
      (state && rollbackProblem(state.versions, versions)) ?? staleProblem(expires, now);
    return problem === undefined ? { run, versions, expires } : { problem, isAnswer: true };
  } catch (error) {
    if (signal?.aborted) throw error;
    const isAnswer = !isHttpError(error) || ANSWERS.has(error.code);
    return { problem: error instanceof Error ? error.message : String(error), isAnswer };
  }
}

/** tuf-js goes by the machine's clock; the caller's may be another. */
function staleProblem(expires: Date, now: Date): string | undefined {
  return expires <= now ? `its metadata expired at ${expires.toISOString()}` : undefined;
}

/** Errors of HTTP that are wrong answers, and not missing ones. */
const ANSWERS: ReadonlySet<string> = new Set([
  'TOO_LARGE',
  'MALFORMED',
  'REDIRECT_REFUSED',
  'HOST_NOT_ALLOWED',
  'URL_INVALID',
  'ADDRESS_REFUSED',
]);

/** What was verified before, verified again: a cache is asked as a mirror would be. */
async function fallBack(
  options: RefreshOptions,
  state: TufState | undefined,
  { problem }: Failure,
): Promise<Refreshed> {
  if (!state) return { kind: 'unreachable', problem };
  const cached = await attempt(options, state, fromState(state));
  if (!('run' in cached))
    return { kind: 'unreachable', problem: `${problem}; what is cached: ${cached.problem}` };
  return { kind: 'cached', ...result(cached), problem };
}

function refused({ problem }: Failure): Refreshed {
  return { kind: 'refused', problem };
}

function result({ run, versions, expires }: Success): Omit<TufTargets, 'kind'> {
  return { targets: run.targets, versions, expires };
}

function fromNetwork(
  { repository, network, signal }: RefreshOptions,
  state: TufState | undefined,
): FetchFile {
  const client = clientFor(network, { servers: [repository.mirror] });
  const base = repository.mirror.replace(/\/*$/, '/');
  const deadline = AbortSignal.timeout(OVERALL_MS);
  return async (path, maxBytes) => {
    const known = rootIn(state, path);
    if (known) return known;
    const isRoot = /^\d+\.root\.json$/.test(path);
    const { status, body } = await client.send({
      url: `${base}${path}`,
      maxBytes,
      attemptMs: ATTEMPT_MS,
      overallMs: OVERALL_MS,
      maxTries: TRIES,
      // the newest root is known by that there is none after it; some stores say 403 of what is not there
      accept: isRoot ? [403, 404] : [],
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
    return status === 200 ? body : undefined;
  };
}

function fromState(state: TufState): FetchFile {
  return async (path) => {
    const role = /^timestamp\.json$/.test(path) ? state.metadata.timestamp : undefined;
    return rootIn(state, path) ?? (role === undefined ? undefined : Buffer.from(role));
  };
}

/** A root of a version never changes, and is verified from the one before it wherever it comes from. */
function rootIn(state: TufState | undefined, path: string): Uint8Array | undefined {
  const version = /^(\d+)\.root\.json$/.exec(path)?.[1];
  const text = version === undefined ? undefined : state?.roots[version];
  return text === undefined ? undefined : Buffer.from(text);
}

function nextState({ run, versions }: Success, state: TufState | undefined): TufState {
  const targets = [...run.targets].map(([name, bytes]): [string, string] => [
    name,
    Buffer.from(bytes).toString('base64'),
  ]);
  return {
    versions,
    roots: run.roots,
    metadata: run.roles,
    targets: { ...state?.targets, ...Object.fromEntries(targets) },
  };
}
