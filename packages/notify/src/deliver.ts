import type { Alert } from './alert.ts';
import { askChannel, isoOf } from './ask-channel.ts';
import { attemptsOf, isDelivered, overAt } from './attempts.ts';
import { type BeforeTelling, beforeTelling, tryKey } from './before-telling.ts';
import type { Channel, Message } from './channel.ts';
import type { FormatContext } from './format/format-context.ts';
import type { Resolution } from './format/resolution.ts';
import type { NotifyLog } from './notify-log.ts';
import { DEFAULT_NOTIFY_POLICY, type NotifyPolicy } from './notify-policy.ts';
import { plan, type Step, type StopReason } from './plan.ts';
import type { NotificationAttempted, NotifyRecord, Rung } from './record.ts';
import { redactValue } from './redact-value.ts';

/** Time. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** With what people are told. */
export interface DeliverPorts {
  /** One for each rung that there is, in any order. */
  readonly ladder: readonly Channel[];
  readonly log: NotifyLog;
  readonly clock: Clock;
  /** From 0 inclusive to 1 exclusive, as `Math.random`. */
  readonly random: () => number;
  readonly context: FormatContext;
  /** Default: `DEFAULT_NOTIFY_POLICY`. */
  readonly policy?: NotifyPolicy;
  /** Number of the Issue that the manifest has. */
  readonly issueNumber?: number;
  /** When the alert was kept, of one that waited (UTC): where people were told since that it is over, nobody is told of it. */
  readonly keptAt?: string;
  readonly signal?: AbortSignal;
}

/** One try, as it ended. */
export interface Receipt
  extends Pick<NotificationAttempted, 'rung' | 'try' | 'outcome' | 'status' | 'duration_ms'> {
  readonly detail: string;
  readonly url?: string;
}

/** What came of telling people. Plain JSON. */
export interface DeliveryReport {
  readonly alert_id: string;
  readonly because: StopReason;
  /** Tries of this call, in order. */
  readonly receipts: readonly Receipt[];
  /** Whether Slack had to be tried again (`slack_retry=1`, S2.3). */
  readonly slack_retry: boolean;
  /** Whether Slack has the message (`notify_slack`, S2.5). */
  readonly notify_slack: boolean;
  /** The Issue that has it, where one does. */
  readonly issue_number?: number;
}

/**
 * Tells people of an alert, down the ladder until somebody is reached. Before each try its intent is recorded, and afterwards
 * what came of it; a process that dies in between is continued by calling this again: nothing is said twice where that can
 * be known. Safe to call at any time, for any number of processes.
 * @throws the log's error: nothing is sent that is not recorded; the signal's reason when aborted
 * @example
 * const { because } = await deliver(raiseAlert(facts), { ladder: [edge, issue, spool], log, clock, random: Math.random, context });
 */
export function deliver(alert: Alert, ports: DeliverPorts): Promise<DeliveryReport> {
  return tell({ purpose: 'alert', alert }, ports);
}

/**
 * Says that an alert is over, where it was raised: the Issue is commented on and closed, the message updated.
 * @throws as `deliver`
 */
export function resolve(
  alert: Alert,
  resolution: Resolution,
  ports: DeliverPorts,
): Promise<DeliveryReport> {
  return tell({ purpose: 'resolve', alert, resolution }, ports);
}

type Told = Exclude<Message, { readonly purpose: 'digest' }>;

/** What only this call knows. */
interface Progress {
  readonly before: BeforeTelling;
  readonly receipts: Receipt[];
  /** How often a try was looked for in vain. */
  readonly looked: Map<string, number>;
  /** What servers asked for when they refused the last try, in ms. */
  readonly retryAfter: Map<Rung, number>;
  hasWaited: boolean;
  issueNumber?: number | undefined;
}

async function tell(message: Told, ports: DeliverPorts): Promise<DeliveryReport> {
  const { alert } = message;
  const known = await ports.log.read(alert.fingerprint);
  await recordRaised(alert, known, ports);
  const progress: Progress = {
    before: beforeTelling(known, alert, message.purpose),
    receipts: [],
    looked: new Map(),
    retryAfter: new Map(),
    hasWaited: false,
  };
  if (message.purpose === 'alert' && isOverSince(known, ports.keptAt)) {
    return report(message, 'repeated', known, progress);
  }
  for (;;) {
    ports.signal?.throwIfAborted();
    const records = await ports.log.read(alert.fingerprint);
    progress.issueNumber = issueOf(records) ?? ports.issueNumber;
    const step = next(message, records, ports, progress);
    if (step.kind === 'stop') return report(message, step.because, records, progress);
    if (step.kind === 'wait') {
      await ports.clock.sleep(step.ms, ports.signal);
      progress.hasWaited = true;
      continue;
    }
    progress.hasWaited = false;
    await act(step, message, ports, progress);
  }
}

async function recordRaised(
  alert: Alert,
  known: readonly NotifyRecord[],
  { log, clock, context }: DeliverPorts,
): Promise<void> {
  const isKnown = known.some(
    (one) => one.type === 'alert.raised' && one.alert_id === alert.alert_id,
  );
  if (isKnown) return;
  const { artifact_url: _, message: __, run_url: ___, entry: ____, ...facts } = alert;
  const shown = redactValue(facts, context.redactor);
  await log.append({ type: 'alert.raised', at: isoOf(clock.now()), ...shown });
}

function isOverSince(records: readonly NotifyRecord[], keptAt: string | undefined): boolean {
  const over = attemptsOf(records).find(({ index }, _, all) => index === overAt(all));
  return keptAt !== undefined && over !== undefined && Date.parse(over.at) >= Date.parse(keptAt);
}

/** The Issue that was written on last; the log is our own, and goes before what the manifest says (T2). */
function issueOf(records: readonly NotifyRecord[]): number | undefined {
  const written = records.findLast(
    ({ type }) => type === 'issue.opened' || type === 'issue.updated',
  );
  return written && 'issue_number' in written ? written.issue_number : undefined;
}

function next(
  { alert, purpose }: Told,
  records: readonly NotifyRecord[],
  { ladder, clock, random, policy = DEFAULT_NOTIFY_POLICY }: DeliverPorts,
  { before, looked, hasWaited, retryAfter }: Progress,
): Step {
  return plan({
    alert,
    purpose,
    records,
    policy,
    rungs: ladder.map(({ rung }) => rung),
    now: clock.now(),
    random: random(),
    before,
    looked,
    hasWaited,
    retryAfter,
  });
}

/** Intent, act, receipt. */
async function act(
  step: Extract<Step, { readonly kind: 'attempt' | 'look' }>,
  message: Told,
  ports: DeliverPorts,
  progress: Progress,
): Promise<void> {
  const { rung } = step;
  const { log, clock } = ports;
  const channel = ports.ladder.find((one) => one.rung === rung);
  const started = clock.now();
  const base = {
    type: 'notification.attempted',
    alert_id: message.alert.alert_id,
    rung,
    purpose: message.purpose,
    try: step.try,
  } as const;
  const nothing = {
    outcome: 'unknown',
    status: null,
    duration_ms: 0,
    is_correction: false,
  } as const;
  if (step.kind === 'attempt') await log.append({ ...base, ...nothing, at: isoOf(started) });
  const { issueNumber, before } = progress;
  const asked = { kind: step.kind, message, try: step.try, issueNumber, round: before.round };
  const found = await askChannel(channel, asked, ports);
  const at = isoOf(clock.now());
  for (const word of found.issue ?? []) {
    const { cause } = step;
    await log.append(
      word.type === 'issue.opened'
        ? { ...word, at, alert_id: base.alert_id, cause }
        : { ...word, at, alert_id: base.alert_id },
    );
  }
  const { outcome, status, detail, url } = found;
  const ended = { outcome, status, duration_ms: Math.max(0, clock.now() - started) };
  await log.append({ ...base, ...ended, is_correction: true, at });
  if (outcome === 'unknown' && step.kind === 'look') {
    const key = tryKey(rung, step.try);
    progress.looked.set(key, (progress.looked.get(key) ?? 0) + 1);
  }
  const { retryAfterMs: ms } = found;
  if (ms === undefined) progress.retryAfter.delete(rung);
  else progress.retryAfter.set(rung, ms);
  const said = redactValue({ detail, ...(url !== undefined && { url }) }, ports.context.redactor);
  progress.receipts.push({ rung, try: step.try, ...ended, ...said });
}

/** What is true now, whoever did it: a process that died may not have come to say so. */
function report(
  { alert, purpose }: Told,
  because: StopReason,
  records: readonly NotifyRecord[],
  { receipts, issueNumber, before }: Progress,
): DeliveryReport {
  const own = attemptsOf(records).filter(
    (one) =>
      one.alert_id === alert.alert_id &&
      one.purpose === purpose &&
      !before.ended.has(tryKey(one.rung, one.try)),
  );
  const slack = own.filter(({ rung }) => SLACK.includes(rung));
  const hasIssue = own.some((one) => one.rung === 'issue' && isDelivered(one));
  return {
    alert_id: alert.alert_id,
    because,
    receipts,
    slack_retry: SLACK.some((rung) => slack.filter((one) => one.rung === rung).length > 1),
    notify_slack: slack.some(isDelivered),
    ...((hasIssue || because === 'repeated') &&
      issueNumber !== undefined && { issue_number: issueNumber }),
  };
}

const SLACK: readonly Rung[] = ['edge', 'webhook', 'summary'];
