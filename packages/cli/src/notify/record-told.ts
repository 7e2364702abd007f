import { setEntry } from '@provkit/manifest';
import type { DeliveryReport } from '@provkit/notify';
import { accessFile } from '../access-file.ts';
import { notificationChanges } from '../map/notification-changes.ts';
import type { Ports } from '../ports.ts';
import { waitingFor } from '../waiting-for.ts';
import type { Notice } from './notice.ts';

/**
 * Writes into the entry what came of telling people (S2.5), onto the entry as it is by then.
 * @param events the event log, to record how long the manifest was waited for (S5.3).
 * @throws ManifestError, CliError FILE_UNWRITABLE, HttpError
 */
export async function recordTold(
  report: DeliveryReport,
  { location, store, entry }: NonNullable<Notice['manifest']>,
  events: string,
  ports: Ports,
): Promise<void> {
  const { tag, run_id } = entry;
  const wait = { store, events, apartFrom: [], tag, run_id };
  await waitingFor(wait, ports, () =>
    accessFile(location, 'written', () =>
      store.update((manifest) => {
        const current = manifest.entries.find((one) => one.tag === tag && one.run_id === run_id);
        return current
          ? setEntry(manifest, current, notificationChanges(report, current))
          : manifest;
      }),
    ),
  );
}
