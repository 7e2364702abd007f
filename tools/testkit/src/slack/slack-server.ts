import type { Fault } from '../fault.ts';
import {
  type Loopback,
  type LoopbackAnswer,
  type LoopbackRequest,
  startLoopback,
} from '../loopback.ts';

/** A message that people see in Slack. */
export interface ShownMessage {
  readonly channel: 'ops-alert' | 'ops-team';
  /** By which way it came. */
  readonly by: 'ops-slack-notify' | 'ops-slack-summary' | 'webhook';
  /** What was sent, as it was. */
  readonly message: unknown;
  /** Members of the function's body beside the message, such as `run_id`; none of the webhook. */
  readonly of: Readonly<Record<string, unknown>>;
  /** ms since 1970, UTC. */
  readonly at: number;
}

/** What each place is reached by. */
export interface SlackSettings {
  /** ms since 1970, UTC. */
  readonly now: () => number;
  /** The credential of the functions: `OPS_NOTIFY_TOKEN`. */
  readonly token: string;
  /** Path of the webhook, secret as it is. */
  readonly webhookPath?: string;
}

/** Which requests fail, and how; `count` counts requests of that path, from 1. */
export type SlackFaults = (request: LoopbackRequest, count: number) => Fault | undefined;

/** A Supabase project with the functions that post to Slack, and Slack's own webhook, on loopback. */
export interface SlackServer {
  /** The project, as `SUPABASE_URL` names it. */
  readonly supabaseUrl: string;
  readonly webhookUrl: string;
  /** All that people see, in order. */
  readonly messages: ShownMessage[];
  readonly requests: readonly LoopbackRequest[];
  /** What is wrong with requests, such as a run that is not named; empty: nothing. */
  readonly violations: string[];
  /** Loses answers: what was asked is done, and this happens instead of the answer. */
  setFault(fault: SlackFaults): void;
  /** Lets requests fail before anything is done of what was asked. */
  setOutage(outage: SlackFaults): void;
  /** Whether Slack takes messages from the functions; if not they answer `{ delivered: false }`. */
  setReachable(isReachable: boolean): void;
  /** Forgets messages, requests, keys, faults. */
  reset(): void;
  close(): Promise<void>;
}

const FUNCTION = /^\/functions\/v1\/(ops-slack-notify|ops-slack-summary)$/;
/** Slack takes one message a second and channel. @see https://docs.slack.dev/apis/web-api/rate-limits */
const SLACK_INTERVAL_MS = 1000;

/** Starts them, on one port. */
export async function startSlack(settings: SlackSettings): Promise<SlackServer> {
  const { now, webhookPath = '/services/T0TESTKIT/B0TESTKIT/testkitTESTKITtestkit000' } = settings;
  const messages: ShownMessage[] = [];
  const violations: string[] = [];
  const answered = new Map<string, boolean>();
  const counts = new Map<string, number>();
  let faultOf: SlackFaults = () => undefined;
  let outageOf: SlackFaults = () => undefined;
  let isReachable = true;

  /** Slack itself: whether it has the message, or in how many seconds to come back. */
  const show = (message: Omit<ShownMessage, 'at'>): number | undefined => {
    const last = messages.findLast(({ channel }) => channel === message.channel);
    const waitMs = last === undefined ? 0 : last.at + SLACK_INTERVAL_MS - now();
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    messages.push({ ...message, at: now() });
    return undefined;
  };
  const invoke = (name: 'ops-slack-notify' | 'ops-slack-summary', request: LoopbackRequest) => {
    if (request.headers.authorization !== `Bearer ${settings.token}`) {
      return json(401, { message: 'Invalid JWT' });
    }
    const { message, ...of } = JSON.parse(request.body.toString()) as Record<string, unknown>;
    violations.push(...problemsOf(name, request, of));
    const key = request.headers['idempotency-key'] ?? '';
    if (answered.get(`${name} ${key}`)) return json(200, { delivered: true, duplicate: true });
    if (!isReachable) return json(200, { delivered: false });
    const channel = name === 'ops-slack-notify' ? 'ops-alert' : 'ops-team';
    const waitS = show({ channel, by: name, message, of });
    if (waitS !== undefined)
      return json(429, { delivered: false }, { 'retry-after': String(waitS) });
    answered.set(`${name} ${key}`, true);
    return json(200, { delivered: true });
  };
  const post = ({ body }: LoopbackRequest): LoopbackAnswer => {
    const message: unknown = JSON.parse(body.toString());
    const waitS = show({ channel: 'ops-alert', by: 'webhook', message, of: {} });
    return waitS === undefined
      ? { status: 200, body: 'ok' }
      : { status: 429, headers: { 'retry-after': String(waitS) }, body: 'rate_limited' };
  };

  const server: Loopback = await startLoopback((request) => {
    const { pathname } = request.url;
    const count = (counts.get(pathname) ?? 0) + 1;
    counts.set(pathname, count);
    const outage = outageOf(request, count);
    if (outage) return outage;
    const name = FUNCTION.exec(pathname)?.[1];
    const isFunction = name === 'ops-slack-notify' || name === 'ops-slack-summary';
    if (request.method !== 'POST' || (!isFunction && pathname !== webhookPath)) {
      return json(404, { code: 'NOT_FOUND', message: 'Requested function was not found' });
    }
    const answer = isFunction ? invoke(name, request) : post(request);
    return faultOf(request, count) ?? answer;
  });
  return {
    supabaseUrl: server.url,
    webhookUrl: `${server.url}${webhookPath}`,
    messages,
    requests: server.requests,
    violations,
    setFault: (fault) => {
      faultOf = fault;
    },
    setOutage: (outage) => {
      outageOf = outage;
    },
    setReachable: (reachable) => {
      isReachable = reachable;
    },
    reset: () => {
      messages.length = 0;
      violations.length = 0;
      answered.clear();
      counts.clear();
      faultOf = () => undefined;
      outageOf = () => undefined;
      isReachable = true;
    },
    close: server.close,
  };
}

function json(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Extract<LoopbackAnswer, { readonly status: number }> {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** What the functions will demand: S2.2's query, a key, the run that the report concerns, and the tag of S2.8. */
function problemsOf(
  name: string,
  { url, headers }: LoopbackRequest,
  of: Readonly<Record<string, unknown>>,
): readonly string[] {
  const isDigest = of.purpose === 'digest';
  const tags: readonly unknown[] = Array.isArray(of.tags) ? of.tags : [];
  const rules: readonly (readonly [string, boolean])[] = [
    ['range=latest (S2.2)', url.searchParams.get('range') === 'latest'],
    ['source=provenance-validate (S2.2)', url.searchParams.get('source') === 'provenance-validate'],
    ['an idempotency key', /^[0-9a-f]{64}$/.test(headers['idempotency-key'] ?? '')],
    ['the run', isDigest || /^[1-9]\d*$/.test(String(of.run_id))],
    ['the tag ops-team (S2.8)', name !== 'ops-slack-summary' || tags.includes('ops-team')],
  ];
  return rules.flatMap(([rule, isKept]) => (isKept ? [] : [`${name}: without ${rule}`]));
}
