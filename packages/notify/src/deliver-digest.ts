import { createHash } from 'node:crypto';
import { askChannel, isoOf } from './ask-channel.ts';
import { backoff, mayPass } from './backoff.ts';
import type { Channel, Outcome } from './channel.ts';
import type { DeliverPorts, DeliveryReport, Receipt } from './deliver.ts';
import type { Digest } from './format/digest.ts';
import { DEFAULT_NOTIFY_POLICY } from './notify-policy.ts';
import type { Rung } from './record.ts';
import { redactValue } from './redact-value.ts';

/** Where a digest is sent: to the team, or else to the channel (S4.6). Issues and files hold no digests. */
const RUNGS: readonly Rung[] = ['summary', 'webhook'];

/**
 * Sends a digest of the failures that are open to the team `ops-team` (S4.6), once, each try recorded before it is made. It is no
 * fallback of anything, so that one which cannot be sent is only reported: the next one says the same.
 * @returns `because`: `delivered`, or `exhausted`
 * @throws as `deliver`
 */
export async function deliverDigest(digest: Digest, ports: DeliverPorts): Promise<DeliveryReport> {
  const alertId = createHash('sha256')
    .update(JSON.stringify(['digest', digest.at]))
    .digest('hex');
  const receipts: Receipt[] = [];
  for (const rung of RUNGS) {
    const channel = ports.ladder.find((one) => one.rung === rung);
    if (!channel || !(await sendAt(channel, digest, alertId, receipts, ports))) continue;
    return reportOf(alertId, 'delivered', receipts);
  }
  return reportOf(alertId, 'exhausted', receipts);
}

/** @returns whether it was delivered */
async function sendAt(
  channel: Channel,
  digest: Digest,
  alertId: string,
  receipts: Receipt[],
  ports: DeliverPorts,
): Promise<boolean> {
  const { clock, random, policy = DEFAULT_NOTIFY_POLICY, signal } = ports;
  for (let number = 1; number <= policy.maxTries; number += 1) {
    signal?.throwIfAborted();
    const outcome = await tryOnce(channel, digest, alertId, number, receipts, ports);
    if (outcome.outcome === 'delivered') return true;
    // who can be asked shows it once, however often it comes
    const isUnknown = outcome.outcome === 'unknown';
    const isOver = isUnknown ? !channel.look : !mayPass(outcome.status);
    const ms = backoff(policy, number, random(), outcome.retryAfterMs);
    if (isOver || ms === undefined || number === policy.maxTries) return false;
    await clock.sleep(ms, signal);
  }
  return false;
}

/** Intent, act, receipt. */
async function tryOnce(
  channel: Channel,
  digest: Digest,
  alertId: string,
  number: number,
  receipts: Receipt[],
  ports: DeliverPorts,
): Promise<Outcome> {
  const { log, clock, context } = ports;
  const { rung } = channel;
  const started = clock.now();
  const base = {
    type: 'notification.attempted',
    alert_id: alertId,
    rung,
    purpose: 'digest',
    try: number,
  } as const;
  const nothing = { outcome: 'unknown', status: null, duration_ms: 0 } as const;
  await log.append({ ...base, ...nothing, is_correction: false, at: isoOf(started) });
  const message = { purpose: 'digest', digest } as const;
  const found = await askChannel(channel, { kind: 'attempt', message, try: number }, ports);
  const { outcome, status, detail } = found;
  const ended = { outcome, status, duration_ms: Math.max(0, clock.now() - started) };
  await log.append({ ...base, ...ended, is_correction: true, at: isoOf(clock.now()) });
  receipts.push({ rung, try: number, ...ended, ...redactValue({ detail }, context.redactor) });
  return found;
}

function reportOf(
  alert_id: string,
  because: 'delivered' | 'exhausted',
  receipts: readonly Receipt[],
): DeliveryReport {
  const slack_retry = receipts.some((one) => one.try > 1);
  return { alert_id, because, receipts, slack_retry, notify_slack: because === 'delivered' };
}
