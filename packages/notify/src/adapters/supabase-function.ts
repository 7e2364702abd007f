import { isHttpError, retryAfterMs } from '@provkit/http';
import { mayHaveActed } from '../backoff.ts';
import type { Channel, Delivery, Outcome } from '../channel.ts';
import { slackMessageOf } from '../format/slack-message-of.ts';

/** What of a Supabase client is used. */
export interface SupabaseFunctions {
  invoke(
    name: string,
    options: {
      readonly method: 'POST';
      readonly headers: Record<string, string>;
      readonly body: Record<string, unknown>;
      readonly signal: AbortSignal;
    },
  ): Promise<{
    readonly data: unknown;
    readonly error: unknown;
    readonly response?: Response | undefined;
  }>;
}

/** Which project, and whose time. */
export interface SupabaseFunctionOptions {
  /** The `functions` of a Supabase client whose `fetch` repeats nothing (`createFetch` of `@provkit/http`). */
  readonly functions: SupabaseFunctions;
  /** The credential of the functions, where it is not the client's own: `OPS_NOTIFY_TOKEN` (S1.7). */
  readonly token?: string;
  readonly clock: { now(): number };
}

/** What S2.2 asks for. */
const QUERY = 'range=latest&source=provenance-validate';

/**
 * The edge function `ops-slack-notify` (S2.2), first rung of the ladder. It is given the message and which run it is of, so
 * that it reports exactly that one; `slack_retry=1` where it is tried again (S2.3); and the idempotency key, by which it shows
 * a message once however often it comes: that is why a try whose answer was lost is looked for by saying it again.
 */
export function createEdgeFunction(options: SupabaseFunctionOptions): Channel {
  const invoke = (delivery: Delivery) => call('ops-slack-notify', options, delivery);
  return { rung: 'edge', deliver: invoke, look: invoke };
}

/** The edge function `ops-slack-summary`, which posts to the team `ops-team`: where no Issue can be opened (S2.8), and for digests (S4.6). */
export function createSummaryFunction(options: SupabaseFunctionOptions): Channel {
  const invoke = (delivery: Delivery) => call('ops-slack-summary', options, delivery);
  return { rung: 'summary', deliver: invoke, look: invoke };
}

async function call(
  name: string,
  { functions, token, clock }: SupabaseFunctionOptions,
  delivery: Delivery,
): Promise<Outcome> {
  const isRetry = delivery.try > 1;
  const { data, error, response } = await functions.invoke(
    `${name}?${QUERY}${isRetry ? '&slack_retry=1' : ''}`,
    {
      method: 'POST',
      headers: {
        'idempotency-key': delivery.idempotencyKey,
        // in the letters in which supabase-js sets its own, so that it takes its place
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      body: bodyOf(name, delivery),
      signal: delivery.signal,
    },
  );
  const status = response?.status ?? null;
  if (error === null) return answered(data, status);
  if (!response) return withoutAnswer(error);
  const after = retryAfterMs(response.status, Object.fromEntries(response.headers), clock.now());
  return {
    outcome: mayHaveActed(response.status) ? 'unknown' : 'not_delivered',
    status,
    detail: `${name} answered ${response.status}`,
    ...(after !== undefined && { retryAfterMs: after }),
  };
}

/** What the functions take: the message as Slack shows it, and what it is of. */
function bodyOf(name: string, { message, idempotencyKey, context, try: number }: Delivery) {
  const of =
    message.purpose === 'digest'
      ? {}
      : {
          alert_id: message.alert.alert_id,
          fingerprint: message.alert.fingerprint,
          repository: context.redactor.redact(message.alert.repository),
          tag: context.redactor.redact(message.alert.tag),
          run_id: message.alert.run_id,
          run_attempt: message.alert.run_attempt,
          failure_reason: context.redactor.redact(message.alert.failure_reason),
          severity: message.alert.severity,
        };
  return {
    source: 'provenance-validate',
    purpose: message.purpose,
    idempotency_key: idempotencyKey,
    ...(number > 1 && { slack_retry: 1 }),
    ...(name === 'ops-slack-summary' && { tags: ['ops-team'] }),
    ...of,
    message: slackMessageOf(message, context),
  };
}

/** `{ delivered: boolean }` and nothing else is an answer (S2.3). */
function answered(data: unknown, status: number | null): Outcome {
  const delivered =
    typeof data === 'object' && data !== null && 'delivered' in data ? data.delivered : undefined;
  if (delivered === true) return { outcome: 'delivered', status, detail: 'Slack has the message' };
  if (delivered === false)
    return {
      outcome: 'not_delivered',
      status,
      detail: 'the function says that it was not delivered',
    };
  return { outcome: 'unknown', status, detail: 'the answer does not say whether it was delivered' };
}

/** supabase-js wraps what `fetch` threw, and keeps it as the context. */
function withoutAnswer(error: unknown): Outcome {
  const context = error instanceof Error && 'context' in error ? error.context : error;
  const isUnsent = isHttpError(context) && !context.mayHaveArrived;
  return {
    outcome: isUnsent ? 'not_delivered' : 'unknown',
    status: null,
    detail: context instanceof Error ? context.message : 'no answer',
  };
}
