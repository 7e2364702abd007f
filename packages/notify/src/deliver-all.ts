import type { Alert } from './alert.ts';
import { type DeliverPorts, type DeliveryReport, deliver } from './deliver.ts';

/** How many failures are told of at a time. */
export interface DeliverAllOptions {
  /** From 1. Default: 4, since GitHub lets one account write once a second anyway. */
  readonly concurrency?: number;
}

/**
 * Tells people of many alerts: of one failure one after the other, so that each sees what was said before it, and of several
 * failures at a time. That way a burst of alerts of one failure is told once (S2.6).
 * @returns the reports, in the order of the alerts
 * @throws as `deliver`, once what was begun has ended
 */
export async function deliverAll(
  alerts: readonly Alert[],
  ports: DeliverPorts,
  { concurrency = 4 }: DeliverAllOptions = {},
): Promise<readonly DeliveryReport[]> {
  const reports: DeliveryReport[] = [];
  const failures = Map.groupBy(alerts.entries(), ([, { fingerprint }]) => fingerprint).values();
  let error: { readonly thrown: unknown } | undefined;
  const work = async (): Promise<void> => {
    for (const failure of failures) {
      for (const [index, alert] of failure) {
        if (error) return;
        reports[index] = await deliver(alert, ports);
      }
    }
  };
  const workers = Array.from({ length: Math.max(1, concurrency) }, () =>
    work().catch((thrown: unknown) => {
      error ??= { thrown };
    }),
  );
  await Promise.all(workers);
  if (error) throw error.thrown;
  return reports;
}
