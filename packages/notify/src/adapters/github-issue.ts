import { ask, type GithubAnswer, type OctokitClient } from '@provkit/http/octokit';
import type { Channel, Delivery, Outcome } from '../channel.ts';
import { formatIssue } from '../format/issue.ts';
import { formatIssueUpdate } from '../format/issue-update.ts';
import { formatResolution } from '../format/resolution.ts';
import { DEFAULT_NOTIFY_POLICY, type NotifyPolicy } from '../notify-policy.ts';
import { type FoundIssue, type Identity, isOurs, ownIssues, planIssue } from '../plan-issue.ts';
import { readIssue, readIssues, readUser } from './github-answers.ts';

/** A token on GitHub. */
export interface GithubIdentity {
  /** Without a retry plugin: it repeats POSTs. */
  readonly octokit: OctokitClient;
  /** For people: `GITHUB_TOKEN`. */
  readonly name: string;
}

/** Where Issues are opened, and as whom. */
export interface GithubIssueOptions {
  readonly owner: string;
  readonly repo: string;
  /** In the order in which they are tried: the job's own, then `FAILURE_ISSUE_TOKEN` (S2.7). */
  readonly identities: readonly [GithubIdentity, ...GithubIdentity[]];
  readonly clock: { now(): number };
  readonly policy?: Pick<NotifyPolicy, 'reopenWindowMs'>;
}

const ISSUES = '/repos/{owner}/{repo}/issues';
/** The label by which Issues are listed (S4.2). */
const LABEL = 'ops-alert';
/** Issues are listed a hundred at a time, the newest first. */
const MAX_PAGES = 10;
/** As whom the token of a workflow acts: it cannot ask. @see https://api.github.com/users/github-actions[bot] */
const ACTIONS_BOT: Identity = { id: 41_898_282, login: 'github-actions[bot]' };

/**
 * A GitHub Issue for each failure (S2.3 to S2.7). Before one is opened the existing ones are looked through, by label and
 * hidden marker and among our own alone (T3); and afterwards once more, since GitHub lets two notifiers open one each: then
 * the younger is closed as a duplicate, so that one is left. Opening is never repeated blindly: `look` finds what was opened.
 */
export function createGithubIssue(options: GithubIssueOptions): Channel {
  const known = new Map<GithubIdentity, Promise<Identity>>();
  const identities = (): Promise<readonly Identity[]> =>
    Promise.all(
      options.identities.map((one) => {
        const found = known.get(one) ?? whoIs(one, options);
        known.set(one, found);
        return found;
      }),
    );
  return {
    rung: 'issue',
    deliver: (delivery) => withAnyToken(options, (by) => tell(by, options, delivery, identities)),
    look: (delivery) => withAnyToken(options, (by) => lookFor(by, options, delivery, identities)),
  };
}

type Identities = () => Promise<readonly Identity[]>;

/** Goes on to the next token where one is limited or refused (S2.7), unless something may have been done. */
async function withAnyToken(
  { identities }: GithubIssueOptions,
  task: (by: GithubIdentity) => Promise<Outcome>,
): Promise<Outcome> {
  const [first, ...others] = identities;
  let outcome = await attempt(first, task);
  for (const next of others) {
    if (outcome.outcome !== 'not_delivered' || !NEXT_TOKEN.has(outcome.status ?? 0)) return outcome;
    outcome = await attempt(next, task);
  }
  return outcome;
}

/** Not allowed, or not now; also 404, by which GitHub says of what a token may not see that it is not there. */
const NEXT_TOKEN: ReadonlySet<number> = new Set([401, 403, 404, 429]);

async function attempt(
  by: GithubIdentity,
  task: (by: GithubIdentity) => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await task(by);
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return error.outcome;
  }
}

/** A request that stands in the way of all that follows. */
class Unanswered extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super(outcome.detail);
    this.outcome = outcome;
  }
}

/** The Issue of a failure: opened, commented on, opened again or, when it is over, closed. */
async function tell(
  by: GithubIdentity,
  options: GithubIssueOptions,
  delivery: Delivery,
  identities: Identities,
): Promise<Outcome> {
  const { message } = delivery;
  if (message.purpose === 'digest') {
    return { outcome: 'not_delivered', status: null, detail: 'a digest is no Issue' };
  }
  const own = await findOwn(by, options, delivery, await identities());
  if (message.purpose === 'resolve') return close(by, options, delivery, own);
  const policy = options.policy ?? DEFAULT_NOTIFY_POLICY;
  const plan = planIssue(own, message.alert, policy, options.clock.now());
  switch (plan.kind) {
    case 'open':
      return open(by, options, delivery, await identities());
    case 'comment':
      return comment(by, options, delivery, plan.number, 'failed_again');
    case 'reopen':
      await send(by, options, delivery, `PATCH ${ISSUES}/{issue_number}`, { issue_number: plan.number, state: 'open' });
      return comment(by, options, delivery, plan.number, 'reopened');
    case 'muted':
      return {
        outcome: 'not_delivered',
        status: 410,
        detail: `#${plan.number} was closed as not planned: such failures get no other Issue for a while`,
      };
  }
}

async function open(
  by: GithubIdentity,
  options: GithubIssueOptions,
  delivery: Delivery,
  identities: readonly Identity[],
): Promise<Outcome> {
  const { message, context } = delivery;
  if (message.purpose === 'digest') throw new TypeError('a digest is no Issue'); // excluded above
  const text = formatIssue(message.alert, context);
  const answer = await request(by, options, delivery, `POST ${ISSUES}`, { ...text, labels: [...text.labels] });
  if (answer.kind !== 'answered') return outcomeOf(answer);
  const issue = readIssue(answer.data);
  if (!issue) return { outcome: 'unknown', status: answer.status, detail: 'GitHub answered with no Issue' };
  const missing = text.labels.filter((label) => !issue.labels.includes(label));
  const labels = missing.length === 0 ? '' : await addLabels(by, options, delivery, issue.number, missing);
  const first = await settle(by, options, delivery, identities, issue.number);
  const opened = { type: 'issue.opened', issue_number: issue.number } as const;
  if (first === undefined) {
    return {
      outcome: 'delivered',
      status: answer.status,
      detail: `opened #${issue.number} with ${by.name}${labels}`,
      url: issue.url,
      issue: [opened],
    };
  }
  return { ...first, issue: [opened, ...(first.issue ?? [])] };
}

/**
 * Two that opened an Issue each see one another's here: the younger one goes.
 * @returns undefined when ours is the first
 */
async function settle(
  by: GithubIdentity,
  options: GithubIssueOptions,
  delivery: Delivery,
  identities: readonly Identity[],
  number: number,
): Promise<Outcome | undefined> {
  const own = await findOwn(by, options, { ...delivery, issueNumber: number }, identities).catch(() => []);
  const first = own.find(({ isOpen }) => isOpen);
  if (!first || first.number >= number) return undefined;
  const closed = await request(by, options, delivery, `PATCH ${ISSUES}/{issue_number}`, {
    issue_number: number,
    state: 'closed',
    state_reason: 'duplicate',
    title: `Duplicate of #${first.number}`,
  });
  const version = new Date(options.clock.now()).toISOString();
  const isClosed = closed.kind === 'answered';
  return {
    outcome: 'delivered',
    status: isClosed ? closed.status : null,
    detail: `#${first.number} was opened at the same time; #${number} ${isClosed ? 'was closed as its duplicate' : 'could not be closed'}`,
    issue: [
      ...(isClosed
        ? [{ type: 'issue.closed', issue_number: number, version, by: by.name, reason: 'duplicate' } as const]
        : []),
      { type: 'issue.updated', issue_number: first.number, version, by: by.name, reason: 'edited' },
    ],
  };
}

/** GitHub drops labels without a word when a token may not set them; asked for them alone it says so. */
async function addLabels(
  by: GithubIdentity,
  options: GithubIssueOptions,
  delivery: Delivery,
  number: number,
  labels: readonly string[],
): Promise<string> {
  const answer = await request(by, options, delivery, `POST ${ISSUES}/{issue_number}/labels`, {
    issue_number: number,
    labels: [...labels],
  });
  return answer.kind === 'answered'
    ? ''
    : `; the labels ${labels.join(', ')} are missing, since the token may not set them`;
}

async function comment(
  by: GithubIdentity,
  options: GithubIssueOptions,
  delivery: Delivery,
  number: number,
  reason: 'failed_again' | 'reopened',
): Promise<Outcome> {
  const { message, context } = delivery;
  if (message.purpose === 'digest') throw new TypeError('a digest is no Issue'); // excluded above
  const body = `${formatIssueUpdate(message.alert, context)}\n\n${commentMarker(delivery)}`;
  const answer = await request(by, options, delivery, `POST ${ISSUES}/{issue_number}/comments`, { issue_number: number, body });
  if (answer.kind !== 'answered') return outcomeOf(answer);
  const version = `${number}/${delivery.idempotencyKey.slice(0, 16)}`;
  return {
    outcome: 'delivered',
    status: answer.status,
    detail: `${reason === 'reopened' ? 'opened again' : 'commented on'} #${number}`,
    issue: [{ type: 'issue.updated', issue_number: number, version, by: by.name, reason }],
  };
}

/** Comments on every open Issue of the failure, with the evidence, and closes it. */
async function close(
  by: GithubIdentity,
  options: GithubIssueOptions,
  delivery: Delivery,
  own: readonly FoundIssue[],
): Promise<Outcome> {
  const { message, context } = delivery;
  if (message.purpose !== 'resolve') throw new TypeError('only what is over is closed');
  const open = own.filter(({ isOpen }) => isOpen);
  if (open.length === 0) return { outcome: 'delivered', status: null, detail: 'no Issue is open' };
  const { comment: text, stateReason } = formatResolution(message.alert, message.resolution, context);
  const version = new Date(options.clock.now()).toISOString();
  const words: NonNullable<Outcome['issue']>[number][] = [];
  for (const { number } of open) {
    if (!(await hasComment(by, options, delivery, number))) {
      const body = `${text}\n\n${commentMarker(delivery)}`;
      const said = await request(by, options, delivery, `POST ${ISSUES}/{issue_number}/comments`, { issue_number: number, body });
      if (said.kind !== 'answered') return { ...outcomeOf(said), issue: words };
    }
    const closed = await request(by, options, delivery, `PATCH ${ISSUES}/{issue_number}`, {
      issue_number: number,
      state: 'closed',
      state_reason: stateReason,
    });
    if (closed.kind !== 'answered') return { ...outcomeOf(closed), issue: words };
    words.push({ type: 'issue.closed', issue_number: number, version, by: by.name, reason: stateReason });
  }
  const numbers = open.map(({ number }) => `#${number}`).join(', ');
  return { outcome: 'delivered', status: 200, detail: `closed ${numbers}`, issue: words };
}

/** What became of an earlier try: an Issue with our marker, or a comment with this delivery's own. */
async function lookFor(
  by: GithubIdentity,
  options: GithubIssueOptions,
  delivery: Delivery,
  identities: Identities,
): Promise<Outcome> {
  const { message } = delivery;
  const nothing = { outcome: 'not_delivered', status: null, detail: 'GitHub has no such Issue or comment' } as const;
  if (message.purpose === 'digest') return nothing;
  const all = await identities();
  const own = await findOwn(by, options, delivery, all);
  if (message.purpose === 'resolve') {
    return own.some(({ isOpen }) => isOpen) ? nothing : { outcome: 'delivered', status: 200, detail: 'it is closed' };
  }
  const issue = own.find(({ isOpen }) => isOpen);
  if (!issue) return nothing;
  const { number, body } = issue;
  if (body.includes(message.alert.alert_id)) {
    const first = await settle(by, options, delivery, all, Math.max(...own.filter((one) => one.isOpen).map((one) => one.number)));
    return first ?? { outcome: 'delivered', status: 200, detail: `#${number} is open`, issue: [{ type: 'issue.opened', issue_number: number }] };
  }
  return (await hasComment(by, options, delivery, number))
    ? { outcome: 'delivered', status: 200, detail: `#${number} has the comment` }
    : nothing;
}

/** A comment of ours that says so, hidden; nobody else's counts for more than that it is not said twice. */
function commentMarker({ idempotencyKey }: Delivery): string {
  return `<!-- provkit:delivery=${idempotencyKey} -->`;
}

async function hasComment(
  by: GithubIdentity,
  options: GithubIssueOptions,
  delivery: Delivery,
  number: number,
): Promise<boolean> {
  const marker = commentMarker(delivery);
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await send(by, options, delivery, `GET ${ISSUES}/{issue_number}/comments`, { issue_number: number, per_page: 100, page });
    const comments = Array.isArray(answer.data) ? (answer.data as unknown[]) : [];
    if (comments.some((one) => bodyOf(one).includes(marker))) return true;
    if (!answer.hasMore) return false;
  }
  return false;
}

function bodyOf(comment: unknown): string {
  const body = typeof comment === 'object' && comment !== null && 'body' in comment ? comment.body : '';
  return typeof body === 'string' ? body : '';
}

/** Our Issues of the failure: the recorded one, and those of the label. The list is read to its end: search lags behind. */
async function findOwn(
  by: GithubIdentity,
  options: GithubIssueOptions,
  delivery: Delivery,
  identities: readonly Identity[],
): Promise<readonly FoundIssue[]> {
  const { message, issueNumber } = delivery;
  if (message.purpose === 'digest') return [];
  const found = new Map<number, FoundIssue>();
  if (issueNumber !== undefined) {
    const answer = await request(by, options, delivery, `GET ${ISSUES}/{issue_number}`, { issue_number: issueNumber });
    const issue = answer.kind === 'answered' ? readIssue(answer.data) : undefined;
    if (issue && isOurs(issue, identities)) found.set(issue.number, issue);
  }
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await send(by, options, delivery, `GET ${ISSUES}`, { labels: LABEL, state: 'all', per_page: 100, page });
    for (const issue of readIssues(answer.data)) found.set(issue.number, issue);
    if (!answer.hasMore) break;
  }
  return ownIssues([...found.values()], message.alert.fingerprint, identities);
}

async function whoIs(by: GithubIdentity, options: GithubIssueOptions): Promise<Identity> {
  const answer = await ask(by.octokit, { route: 'GET /user', parameters: {} }, options.clock.now());
  return (answer.kind === 'answered' ? readUser(answer.data) : undefined) ?? ACTIONS_BOT;
}

function request(
  by: GithubIdentity,
  { owner, repo, clock }: GithubIssueOptions,
  { signal }: Pick<Delivery, 'signal'>,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<GithubAnswer> {
  return ask(by.octokit, { route, parameters: { owner, repo, ...parameters }, signal }, clock.now());
}

/** A request without whose answer nothing else can be decided. */
async function send(
  by: GithubIdentity,
  options: GithubIssueOptions,
  delivery: Pick<Delivery, 'signal'>,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Extract<GithubAnswer, { readonly kind: 'answered' }>> {
  const answer = await request(by, options, delivery, route, parameters);
  if (answer.kind === 'answered') return answer;
  // reading changes nothing: whatever became of it, nothing was said
  throw new Unanswered({ ...outcomeOf(answer), ...(route.startsWith('GET ') && { outcome: 'not_delivered' }) });
}

function outcomeOf(answer: Exclude<GithubAnswer, { readonly kind: 'answered' }>): Outcome {
  const { kind, message: detail } = answer;
  switch (kind) {
    case 'refused':
      return { outcome: 'not_delivered', status: answer.status, detail };
    case 'limited': {
      const { retryAfterMs } = answer;
      return { outcome: 'not_delivered', status: 429, detail, retryAfterMs: retryAfterMs ?? 60_000 };
    }
    case 'unsent':
      return { outcome: 'not_delivered', status: null, detail };
    case 'lost':
      return { outcome: 'unknown', status: null, detail };
  }
}
