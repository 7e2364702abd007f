import type { Alert } from './alert.ts';
import { askChannel, isoOf } from './ask-channel.ts';
import type { Channel, Message } from './channel.ts';
import type { FormatContext } from './format/format-context.ts';
import type { Resolution } from './format/resolution.ts';
import type { NotifyLog } from './notify-log.ts';
import { DEFAULT_NOTIFY_POLICY, type NotifyPolicy } from './notify-policy.ts';
import { plan, type Step, type StopReason, tryKey } from './plan.ts';
import type { NotificationAttempted, Rung } from './record.ts';
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
  readonly since: number;
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
  await recordRaised(alert, ports);
  const progress: Progress = {
    since: ports.clock.now(),
    receipts: [],
    looked: new Map(),
    retryAfter: new Map(),
    hasWaited: false,
    issueNumber: ports.issueNumber,
  };
  for (;;) {
    ports.signal?.throwIfAborted();
    const step = await next(message, ports, progress);
    if (step.kind === 'stop') return report(alert, step.because, progress);
    if (step.kind === 'wait') {
      await ports.clock.sleep(step.ms, ports.signal);
      progress.hasWaited = true;
      continue;
    }
    progress.hasWaited = false;
    await act(step, message, ports, progress);
  }
}

async function recordRaised(alert: Alert, { log, clock, context }: DeliverPorts): Promise<void> {
  const known = await log.read(alert.fingerprint);
  const isKnown = known.some(
    (one) => one.type === 'alert.raised' && one.alert_id === alert.alert_id,
  );
  if (isKnown) return;
  const { artifact_url: _, message: __, run_url: ___, entry: ____, ...facts } = alert;
  const shown = redactValue(facts, context.redactor);
  await log.append({ type: 'alert.raised', at: isoOf(clock.now()), ...shown });
}

async function next(
  { alert, purpose }: Told,
  ports: DeliverPorts,
  progress: Progress,
): Promise<Step> {
  const { ladder, log, clock, random, policy = DEFAULT_NOTIFY_POLICY } = ports;
  const records = await log.read(alert.fingerprint);
  const opened = records.findLast(({ type }) => type === 'issue.opened');
  if (opened?.type === 'issue.opened') progress.issueNumber ??= opened.issue_number;
  return plan({
    alert,
    purpose,
    records,
    policy,
    rungs: ladder.map(({ rung }) => rung),
    now: clock.now(),
    random: random(),
    since: progress.since,
    looked: progress.looked,
    hasWaited: progress.hasWaited,
    retryAfter: progress.retryAfter,
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
  const asked = { kind: step.kind, message, try: step.try, issueNumber: progress.issueNumber };
  const found = await askChannel(channel, asked, ports);
  const at = isoOf(clock.now());
  for (const word of found.issue ?? []) {
    const { cause } = step;
    await log.append(
      word.type === 'issue.opened'
        ? { ...word, at, alert_id: base.alert_id, cause }
        : { ...word, at, alert_id: base.alert_id },
    );
    progress.issueNumber = word.issue_number;
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

function report(
  alert: Alert,
  because: StopReason,
  { receipts, issueNumber }: Progress,
): DeliveryReport {
  const slack = receipts.filter(({ rung }) => SLACK.includes(rung));
  const hasIssue = receipts.some(
    ({ rung, outcome }) => rung === 'issue' && outcome === 'delivered',
  );
  return {
    alert_id: alert.alert_id,
    because,
    receipts,
    slack_retry: slack.some((one) => one.try > 1),
    notify_slack: slack.some(({ outcome }) => outcome === 'delivered'),
    ...((hasIssue || because === 'repeated') &&
      issueNumber !== undefined && { issue_number: issueNumber }),
  };
}

const SLACK: readonly Rung[] = ['edge', 'webhook', 'summary'];
