import {
  type Alert,
  type DeliverPorts,
  type DeliveryReport,
  deliver,
  digestOf,
  type NotifyRecord,
  type Resolution,
  raiseAlert,
  recordsOf,
  resolve,
} from '@provkit/notify';
import { runUrl } from '../map/alert-facts.ts';
import type { EventNotifyLog } from './event-notify-log.ts';
import type { Notice } from './notice.ts';

/** One alert, and what came of telling people of it, or that it is over. */
export interface Told {
  readonly alert: Alert;
  readonly purpose: 'alert' | 'resolve';
  readonly report: DeliveryReport;
}

/**
 * Tells people what a notice says: of the failure, or for every failure of the release that is still open that it is over.
 * @throws as `deliver`
 */
export async function tell(
  { what, repository, tag }: Notice,
  log: EventNotifyLog,
  ports: DeliverPorts,
): Promise<readonly Told[]> {
  if (what.kind === 'failed') {
    const { alert } = what;
    return [{ alert, purpose: 'alert', report: await deliver(alert, ports) }];
  }
  return tellOver(openAlerts(await log.readAll(), repository, tag), what.resolution, ports);
}

async function tellOver(
  alerts: readonly Alert[],
  resolution: Resolution,
  ports: DeliverPorts,
): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const alert of alerts) {
    told.push({ alert, purpose: 'resolve', report: await resolve(alert, resolution, ports) });
  }
  return told;
}

/** The last alert of each failure of a release of which nobody was told that it is over. Pure. */
export function openAlerts(
  records: readonly NotifyRecord[],
  repository: string,
  tag: string,
): readonly Alert[] {
  const last = new Map<string, Alert>();
  for (const record of records) {
    if (record.type !== 'alert.raised' || record.tag !== tag) continue;
    if (record.repository.toLowerCase() !== repository.toLowerCase()) continue;
    const { type: _, at: __, alert_id: ___, fingerprint, ...facts } = record;
    last.set(fingerprint, raiseAlert({ ...facts, run_url: runUrl(facts) }));
  }
  return [...last].flatMap(([fingerprint, alert]) =>
    digestOf(recordsOf(records, fingerprint), '').groups.length > 0 ? [alert] : [],
  );
}
