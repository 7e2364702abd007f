import { ask, type GithubAnswer } from '@provkit/http/octokit';
import { schemaProblem, type Validator } from '@provkit/json';
import { RecoveryError } from '../../recovery-error.ts';
import type { GithubClient } from './github-client.ts';

/** Which repository, and with what it is reached. */
export interface GithubRepository {
  readonly client: GithubClient;
  readonly owner: string;
  readonly repo: string;
  /** ms since 1970, UTC. */
  readonly clock: { now(): number };
  readonly signal?: AbortSignal;
}

/** What routes of a repository begin with. */
export const REPOSITORY = '/repos/{owner}/{repo}';

/** The largest page that GitHub has. */
export const PAGE_SIZE = 100;

/**
 * What a GET finds, as what it must be; `undefined` where GitHub says that there is none.
 * @param route without owner and repository: `/actions/runs/{run_id}`.
 * @throws RecoveryError for everything else
 */
export async function read<T>(
  repository: GithubRepository,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
  validate: Validator,
): Promise<T | undefined> {
  const found = await readPage<T>(repository, route, parameters, validate);
  return found?.value;
}

/**
 * All pages of a list, at most so many.
 * @param items of one page's answer.
 * @throws RecoveryError, also when there are more pages: a part of a list is not taken for the whole
 */
export async function readList<T, I>(
  repository: GithubRepository,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
  { validate, items, maxPages = 10 }: ListReader<T, I>,
): Promise<readonly I[] | undefined> {
  const all: I[] = [];
  for (let page = 1; page <= maxPages; page += 1) {
    const paged = { ...parameters, per_page: PAGE_SIZE, page };
    const found = await readPage<T>(repository, route, paged, validate);
    if (!found) return undefined;
    all.push(...items(found.value));
    if (!found.hasMore) return all;
  }
  const problem = `GET ${route}: more than ${maxPages * PAGE_SIZE} items, which are not read`;
  throw new RecoveryError('ANSWER_MALFORMED', problem);
}

/** How a list is read. */
export interface ListReader<T, I> {
  readonly validate: Validator;
  readonly items: (answer: T) => readonly I[];
  readonly maxPages?: number;
}

async function readPage<T>(
  { client, owner, repo, clock, signal }: GithubRepository,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
  validate: Validator,
): Promise<{ readonly value: T; readonly hasMore: boolean } | undefined> {
  const isOrganisation = route.startsWith('/orgs/');
  const full = `GET ${isOrganisation ? '' : REPOSITORY}${route}`;
  const asked = isOrganisation ? parameters : { owner, repo, ...parameters };
  const answer = await ask(client, { route: full, parameters: asked, signal }, clock.now());
  if (answer.kind === 'refused' && answer.status === 404) return undefined;
  if (answer.kind !== 'answered') throw unanswered(answer);
  return { value: parse<T>(full, answer.data, validate), hasMore: answer.hasMore };
}

/**
 * An answer as what it must be. Pure.
 * @throws RecoveryError ANSWER_MALFORMED
 */
export function parse<T>(route: string, data: unknown, validate: Validator): T {
  if (validate(data)) return data as T; // by the validator compiled from T's own schema
  const { pointer, message } = schemaProblem(validate.errors, data);
  throw new RecoveryError(
    'ANSWER_MALFORMED',
    `${route}: an answer of another form: ${pointer}: ${message}`,
  );
}

/**
 * What must be there: a 404 may be a permission that is missing, and is not taken for an empty list. Pure.
 * @throws RecoveryError NOT_FOUND
 */
export function mustExist<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw new RecoveryError('NOT_FOUND', `there is no ${what}, or the token may not see it`);
}

/** Why there is no answer, as an error. Pure. */
export function unanswered(
  answer: Exclude<GithubAnswer, { readonly kind: 'answered' }>,
): RecoveryError {
  const { kind, message } = answer;
  if (kind === 'limited') {
    const { retryAfterMs } = answer;
    const options = retryAfterMs === undefined ? {} : { retryAfterMs };
    return new RecoveryError('RATE_LIMITED', message, options);
  }
  if (kind !== 'refused') return new RecoveryError('UPSTREAM_UNAVAILABLE', message);
  return new RecoveryError(answer.status === 404 ? 'NOT_FOUND' : 'FORBIDDEN', message);
}
