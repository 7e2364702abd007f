import type { Channel, Delivery, Outcome } from '../src/channel.ts';
import type { DeliverPorts } from '../src/deliver.ts';
import { createMemoryLog } from '../src/notify-log.ts';
import type { NotifyRecord, Rung } from '../src/record.ts';
import { CONTEXT, START } from './alerts.ts';

export const YES: Outcome = { outcome: 'delivered', status: 200, detail: 'ok' };
export const NO: Outcome = { outcome: 'not_delivered', status: 401, detail: 'no' };
export const LATER: Outcome = { outcome: 'not_delivered', status: 503, detail: 'later' };
export const LOST: Outcome = { outcome: 'unknown', status: null, detail: 'no answer' };

/** A channel that answers as it is told to, the last answer for ever, and keeps what it was given. */
export function channel(rung: Rung, answers: readonly Outcome[], looks: readonly Outcome[] = []) {
  const given: Delivery[] = [];
  let asked = 0;
  const it: Channel & { readonly given: Delivery[]; looked: number } = {
    rung,
    given,
    looked: 0,
    deliver: async (delivery) => {
      given.push(delivery);
      return answers[Math.min(given.length, answers.length) - 1] ?? NO;
    },
    ...(looks.length > 0 && {
      look: async () => {
        asked += 1;
        it.looked = asked;
        return looks[Math.min(asked, looks.length) - 1] ?? LOST;
      },
    }),
  };
  return it;
}

/** Time passes in waits only; no deadline comes. */
export function world(ladder: readonly Channel[], changes: Partial<DeliverPorts> = {}) {
  let now = START;
  const waits: number[] = [];
  const log = createMemoryLog();
  const ports: DeliverPorts = {
    ladder,
    log,
    clock: {
      now: () => now,
      sleep: (ms, signal) => {
        if (signal)
          return new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(new Error('over'))),
          );
        waits.push(ms);
        now += ms;
        return Promise.resolve();
      },
    },
    random: () => 0.5,
    context: CONTEXT,
    ...changes,
  };
  return { ports, log, waits, advance: (ms: number) => (now += ms) };
}

/** What was recorded, in short. */
export const kinds = (records: readonly NotifyRecord[]) =>
  records.map((one) =>
    one.type === 'notification.attempted'
      ? `${one.rung} ${one.try} ${one.is_correction ? one.outcome : 'begun'}`
      : one.type,
  );
