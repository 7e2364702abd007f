import { createEvent, type Event, type EventLog, type EventOf, eventId } from '@provkit/metrics';
import { type AlertRaised, type NotifyLog, type NotifyRecord, recordsOf } from '@provkit/notify';
import {
  isOfNotify,
  notifyEvent,
  notifyRecords,
  type RecordContext,
} from '../map/notify-record.ts';
import type { Clock } from '../ports.ts';
import { version } from '../version.ts';

/** Who records, and where. */
export interface EventNotifyLogOptions {
  readonly log: EventLog;
  readonly clock: Pick<Clock, 'now'>;
  readonly actor: RecordContext['actor'];
  /** Id of this run of the program; nobody else ever uses it again. */
  readonly instance: string;
  /** URL of the repository of what is of no alert, as a digest is. */
  readonly repository: string;
}

/** What notify recorded, in the one log of events, so that figures and notifiers read the same. */
export interface EventNotifyLog extends NotifyLog {
  /** What is recorded of all alerts, in order. */
  readonly readAll: () => Promise<readonly NotifyRecord[]>;
}

/** Notify's log over the log of events. @throws MetricsError, from each of its functions */
export function createEventNotifyLog(options: EventNotifyLogOptions): EventNotifyLog {
  const { log, clock, actor, instance, repository } = options;
  const producer = { name: 'provkit', version: version(), instance };
  const releases = new Map<string, Release>();
  let recordedMs = 0;

  /** Anew each time: others write to it, too. */
  const readEvents = async (): Promise<readonly Event[]> => {
    const events: Event[] = [];
    // a damaged line must not keep people from being told; whoever computes figures hears of it
    for await (const event of log.read({ onProblem: () => {} })) {
      if (event.type === 'alert.raised') releases.set(event.alert_id, releaseOf(event));
      if (isOfNotify(event) || isFailure(event)) events.push(event);
    }
    return events;
  };
  const readAll = async () => notifyRecords(await readEvents());
  const append = async (record: NotifyRecord): Promise<void> => {
    const isRaised = record.type === 'alert.raised';
    if (isRaised) releases.set(record.alert_id, releaseOf(record));
    // two corrections of one try are told apart by when they were recorded (spec.md 3.1)
    recordedMs = Math.max(clock.now(), recordedMs + 1);
    const context = {
      producer,
      actor,
      seq: await log.nextSeq(instance),
      recorded_at: new Date(recordedMs).toISOString(),
      ...(releases.get(record.alert_id) ?? { ...NO_RELEASE, repository }),
      validation_id: isRaised ? validationOf(record, await readEvents()) : null,
      corrects: correctedBy(record),
    };
    await log.append([createEvent(notifyEvent(record, context))]);
  };
  return { read: async (fingerprint) => recordsOf(await readAll(), fingerprint), readAll, append };
}

type Release = Pick<RecordContext, 'repository' | 'tag' | 'run_id' | 'run_attempt'>;

const NO_RELEASE = { tag: null, run_id: null, run_attempt: null } as const;

function releaseOf({ repository, tag, run_id, run_attempt }: Release): Release {
  return { repository, tag, run_id, run_attempt };
}

function isFailure(event: Event): event is EventOf<'validation.completed'> {
  return event.type === 'validation.completed' && event.verdict !== 'pass';
}

/** The last validation of the run that did not pass. */
function validationOf(
  { repository, tag, run_id, run_attempt }: AlertRaised,
  events: readonly Event[],
): string | null {
  const found = events.findLast(
    (event) =>
      isFailure(event) &&
      event.repository.toLowerCase() === repository.toLowerCase() &&
      event.tag === tag &&
      event.run_id === run_id &&
      event.run_attempt === run_attempt,
  );
  return found?.id ?? null;
}

function correctedBy(record: NotifyRecord): string | undefined {
  if (record.type !== 'notification.attempted' || !record.is_correction) return undefined;
  return eventId(record.type, [record.alert_id, record.rung, record.try]);
}
