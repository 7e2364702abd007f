import { ask, type GithubAnswer, type OctokitClient } from '@provkit/http/octokit';
import type { Delivery, Outcome } from '../../channel.ts';
import type { NotifyPolicy } from '../../notify-policy.ts';
import type { Identity } from '../../plan-issue.ts';
import type { Pace } from './create-pace.ts';

/** A token on GitHub. */
export interface GithubIdentity {
  /** Without a retry plugin: it repeats POSTs. */
  readonly octokit: OctokitClient;
  /** For people: `GITHUB_TOKEN`. */
  readonly name: string;
}

/** One try of one token. */
export interface Session {
  readonly by: GithubIdentity;
  readonly owner: string;
  readonly repo: string;
  /** Who we are, with each of our tokens. */
  readonly identities: readonly Identity[];
  readonly delivery: Delivery;
  readonly now: () => number;
  /** Resolves when something may be written again. */
  readonly pace: Pace;
  readonly policy: Pick<NotifyPolicy, 'reopenWindowMs'>;
}

export type Answered = Extract<GithubAnswer, { readonly kind: 'answered' }>;

/** Where Issues are, in octokit's words. */
export const ISSUES = '/repos/{owner}/{repo}/issues';

/** A request that is made once, whatever comes of it. */
export async function request(
  { by, owner, repo, delivery, now, pace }: Session,
  route: string,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<GithubAnswer> {
  const { signal } = delivery;
  if (!route.startsWith('GET ')) await pace(signal);
  const { redact } = delivery.context.redactor;
  const parametersOf = { owner, repo, ...parameters };
  return ask(by.octokit, { route, parameters: parametersOf, signal, redact }, now());
}

/** Ends a try: without this answer nothing else can be decided. */
export class Unanswered extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(outcome.detail);
    this.outcome = outcome;
  }
}

/**
 * The answer to a question that must be answered.
 * @throws Unanswered; reading changes nothing, so that nothing was said, whatever became of the question
 */
export async function read(
  session: Session,
  route: string,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<Answered> {
  return answeredOf(await request(session, `GET ${route}`, parameters));
}

/** The answer to a question, where there is one. @throws Unanswered, as `read` */
export function answeredOf(answer: GithubAnswer): Answered {
  if (answer.kind === 'answered') return answer;
  throw new Unanswered({ ...outcomeOf(answer), outcome: 'not_delivered' });
}

/** @throws Unanswered: it was refused, or nobody knows whether it was done */
export async function change(
  session: Session,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Answered> {
  const answer = await request(session, route, parameters);
  if (answer.kind === 'answered') return answer;
  throw new Unanswered(outcomeOf(answer));
}

/** GitHub asks for at least a minute where it names no time. @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const LEAST_WAIT_MS = 60_000;

function outcomeOf(answer: Exclude<GithubAnswer, Answered>): Outcome {
  const { kind, message: detail } = answer;
  switch (kind) {
    case 'refused':
      return { outcome: 'not_delivered', status: answer.status, detail };
    case 'limited': {
      const { retryAfterMs = LEAST_WAIT_MS } = answer;
      return { outcome: 'not_delivered', status: 429, detail, retryAfterMs };
    }
    case 'unsent':
      return { outcome: 'not_delivered', status: null, detail };
    case 'lost':
      return { outcome: 'unknown', status: null, detail };
  }
}
