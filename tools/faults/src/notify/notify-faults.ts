import type { LoopbackRequest } from '@provkit/testkit';
import type { Fault, GithubRequest } from '@provkit/testkit/github';
import type { NotifyWorld } from './notify-world.ts';

/** One thing that goes wrong while people are told, and what must come of it. */
export interface NotifyCase {
  readonly name: string;
  /** Default: `artifact_missing`, for which an Issue is the fallback alone (S2.3). */
  readonly reason?: string;
  /** What is so before. */
  readonly given: (world: NotifyWorld) => Promise<void> | void;
  /** Variables of the environment beside, or instead of, the usual ones; an empty one is none. */
  readonly setup?: (world: NotifyWorld) => Readonly<Record<string, string>>;
  /** Exit code, what people see, and the receipts. */
  readonly expected: string;
}

type Answer = Extract<Fault, { readonly kind: 'answer' }>;

export function answer(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: string | object = {},
): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answer', status, headers, body: text };
}

export const isNotify = ({ url }: LoopbackRequest) => url.pathname.endsWith('/ops-slack-notify');
export const isFunction = ({ url }: LoopbackRequest) => url.pathname.startsWith('/functions/');
export const isWebhook = ({ url }: LoopbackRequest) => url.pathname.startsWith('/services/');
export const isCreate = ({ method, path }: GithubRequest) =>
  method === 'POST' && path.endsWith('/issues');
export const isList = ({ method, path }: GithubRequest) =>
  method === 'GET' && path.endsWith('/issues');
export const isComment = ({ method, path }: GithubRequest) =>
  method === 'POST' && path.endsWith('/comments');

/** The function fails that way: the first `times` requests, before it does anything. */
export const edgeOut =
  (fault: Fault, times = Number.POSITIVE_INFINITY) =>
  ({ slack }: NotifyWorld) =>
    slack.setOutage((request, count) => (isNotify(request) && count <= times ? fault : undefined));
/** The function does what it is asked, and its first `times` answers are these. */
export const edgeLost =
  (fault: Fault, times = Number.POSITIVE_INFINITY) =>
  ({ slack }: NotifyWorld) =>
    slack.setFault((request, count) => (isNotify(request) && count <= times ? fault : undefined));
/** No function can be reached, so that the Issue is next. */
export const noEdge = ({ slack }: NotifyWorld) =>
  slack.setOutage((request) => (isNotify(request) ? answer(404) : undefined));
export const NO_EDGE = 'edge not_delivered 404';

/** GitHub fails that way before it does anything. */
export const githubOut =
  (is: (request: GithubRequest) => boolean, fault: Fault, times = Number.POSITIVE_INFINITY) =>
  (world: NotifyWorld) => {
    noEdge(world);
    let count = 0;
    world.github.setOutage((request) => (is(request) && ++count <= times ? fault : undefined));
  };
/** GitHub does what it is asked, and its first answers are lost that way. */
export const githubLost =
  (is: (request: GithubRequest) => boolean, fault: Fault, times = 1) =>
  (world: NotifyWorld) => {
    noEdge(world);
    let count = 0;
    world.github.setFault((request) => (is(request) && ++count <= times ? fault : undefined));
  };
export const withToken = (token: string) => (request: GithubRequest) =>
  request.authorization?.includes(token) === true && request.method === 'POST';

/** Slack’s webhook fails that way. */
export const webhookOut =
  (fault: Fault, times = Number.POSITIVE_INFINITY) =>
  ({ slack }: NotifyWorld) =>
    slack.setOutage((request, count) => (isWebhook(request) && count <= times ? fault : undefined));
