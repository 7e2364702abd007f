import { createHash } from 'node:crypto';
import type { Channel, Delivery, Message, Outcome } from './channel.ts';
import type { DeliverPorts } from './deliver.ts';
import { DEFAULT_NOTIFY_POLICY } from './notify-policy.ts';
import type { Rung } from './record.ts';

/** One try of one channel. */
export interface Asked {
  /** To say it, or to find out whether it was said. */
  readonly kind: 'attempt' | 'look';
  readonly message: Message;
  readonly try: number;
  readonly issueNumber?: number | undefined;
  /** How often it was over before. Default: never. */
  readonly round?: number;
}

/**
 * Makes one try, for as long as the policy lets it take. A channel that breaks its word and throws, or says nothing, has not said
 * whether it acted.
 */
export async function askChannel(
  channel: Channel | undefined,
  { kind, message, try: number, issueNumber, round = 0 }: Asked,
  { clock, policy = DEFAULT_NOTIFY_POLICY, context, signal }: DeliverPorts,
): Promise<Outcome> {
  const deadline = new AbortController();
  const timer = new AbortController();
  const late = clock.sleep(policy.attemptTimeoutMs, timer.signal).then(
    () => {
      deadline.abort(new Error('the time for one try is over'));
      return unknown(`no answer within ${policy.attemptTimeoutMs / 1000} s`);
    },
    () => unknown('stopped'),
  );
  const delivery: Delivery = {
    message,
    idempotencyKey: idempotencyKeyOf(message, channel?.rung ?? 'edge', round),
    try: number,
    context,
    signal: signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal,
    ...(issueNumber !== undefined && { issueNumber }),
  };
  try {
    const answer = kind === 'look' ? channel?.look?.(delivery) : channel?.deliver(delivery);
    return await Promise.race([answer ?? unknown('there is nobody to ask'), late]);
  } catch (error) {
    return unknown(error instanceof Error ? error.message : 'the channel failed');
  } finally {
    timer.abort();
  }
}

/** UTC with milliseconds. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

function unknown(detail: string): Outcome {
  return { outcome: 'unknown', status: null, detail };
}

/** The same for the same message, at whatever try: who takes it shows it once. What comes back after it was over is another. */
function idempotencyKeyOf(message: Message, rung: Rung, round: number): string {
  const { purpose } = message;
  const of = purpose === 'digest' ? message.digest.at : message.alert.alert_id;
  return createHash('sha256')
    .update(JSON.stringify([of, purpose, rung, ...(round > 0 ? [round] : [])]))
    .digest('hex');
}
