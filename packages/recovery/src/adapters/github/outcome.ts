import { ask, type GithubAnswer } from '@provkit/http/octokit';
import type { ActOutcome, RefusalCause } from '../../act-outcome.ts';
import { isRecoveryError } from '../../recovery-error.ts';
import { type GithubRepository, REPOSITORY } from './read.ts';

/** Sends a request that changes something, once. */
export function act(
  { client, owner, repo, clock, signal }: GithubRepository,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<GithubAnswer> {
  const asked = {
    route: `POST ${REPOSITORY}${route}`,
    parameters: { owner, repo, ...parameters },
    signal,
  };
  return ask(client, asked, clock.now());
}

/** What a request that was neither answered nor refused means: only one that may have arrived is in doubt. Pure. */
export function undone(
  answer: Extract<GithubAnswer, { readonly kind: 'limited' | 'unsent' | 'lost' }>,
): ActOutcome<never> {
  const { kind, message } = answer;
  if (kind === 'lost') return { outcome: 'unknown', message };
  const retryAfterMs = kind === 'limited' ? answer.retryAfterMs : undefined;
  return { outcome: 'absent', message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** What a refusal of GitHub means by its status alone. Pure. */
export function causeOf(status: number): RefusalCause {
  if (status === 404) return 'not_found';
  return status === 409 || status === 422 ? 'conflict' : 'forbidden';
}

/** Lets what cannot be read be unknown: looking never fails, it only does not see. */
export async function orUnknown<T>(looking: Promise<ActOutcome<T>>): Promise<ActOutcome<T>> {
  try {
    return await looking;
  } catch (error) {
    if (!isRecoveryError(error)) throw error;
    const { message, retryAfterMs } = error;
    return { outcome: 'unknown', message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
}
