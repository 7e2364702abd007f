import { type HttpClient, isHttpError, quoteWords, redact, retryAfterMs } from '@provkit/http';
import { mayHaveActed } from '../backoff.ts';
import type { Channel, Delivery, Outcome } from '../channel.ts';
import { slackMessageOf } from '../format/slack-message-of.ts';

/** Where Slack takes messages, and with what it is reached. */
export interface SlackWebhookOptions {
  /** The incoming webhook. A secret: who has it can post. */
  readonly url: string;
  readonly http: HttpClient;
  readonly clock: { now(): number };
}

/** The most of an answer that is read. Slack says `ok` or a word. */
const MAX_BYTES = 4096;
/** Of which this much is quoted. UTF-16 units. */
const MOST_SAID = 100;
/** All that Slack says to a message that it took. */
const TAKEN = 'ok';

/**
 * Slack's own incoming webhook. It takes no idempotency key and cannot be asked what it showed, so that a message which may
 * have arrived is not sent again.
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function createSlackWebhook(options: SlackWebhookOptions): Channel {
  return { rung: 'webhook', deliver: (delivery) => post(options, delivery) };
}

async function post(
  { url, http, clock }: SlackWebhookOptions,
  { message, context, signal }: Delivery,
): Promise<Outcome> {
  try {
    const { status, headers, body } = await http.send({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(slackMessageOf(message, context)),
      accept: 'any',
      maxTries: 1,
      maxBytes: MAX_BYTES,
      signal,
    });
    const said = quoteWords(Buffer.from(body).toString(), MOST_SAID, context.redactor.redact);
    if (status === 200 && said === TAKEN) {
      return { outcome: 'delivered', status, detail: 'Slack took the message' };
    }
    // a proxy that shows a page of its own has told nobody
    const isElse = status === 200 || mayHaveActed(status);
    const after = retryAfterMs(status, headers, clock.now());
    return {
      outcome: isElse ? 'unknown' : 'not_delivered',
      status,
      detail: `Slack answered ${status}: ${said}`,
      ...(after !== undefined && { retryAfterMs: after }),
    };
  } catch (error) {
    return withoutAnswer(error, url);
  }
}

/** The path of a webhook is its secret. */
function withoutAnswer(error: unknown, url: string): Outcome {
  const isUnsent = isHttpError(error) && !error.mayHaveArrived;
  const message = error instanceof Error ? error.message : 'no answer';
  const { pathname = url } = URL.parse(url) ?? {};
  return {
    outcome: isUnsent ? 'not_delivered' : 'unknown',
    status: null,
    detail: redact(message, [url, pathname]),
  };
}
