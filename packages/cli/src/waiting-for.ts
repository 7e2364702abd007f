import { resolve } from 'node:path';
import { isManifestError, type ManifestStore, type UpdateResult } from '@provkit/manifest';
import { createEvent } from '@provkit/metrics';
import { openEventLog } from './compose.ts';
import { actorFrom } from './env.ts';
import { lockWaitedEvent } from './map/lock-waited-event.ts';
import type { Ports } from './ports.ts';
import { version } from './version.ts';

/** What is waited for, and where that is recorded. */
export interface Wait {
  readonly store: ManifestStore;
  /** The event log; absent: nothing is recorded. */
  readonly events: string | undefined;
  /** Files that are something else. */
  readonly apartFrom: readonly string[];
  readonly tag?: string;
  readonly run_id?: string;
}

/** As long as an event's text may be, and some. */
const LONGEST_HOLDER = 1000;

/**
 * Makes an update and records how long others were waited for, in vain or not (S5.3).
 * @throws whatever the update throws; CliError USAGE: the events would be written into something else
 */
export async function waitingFor(
  wait: Wait,
  ports: Ports,
  update: () => Promise<UpdateResult>,
): Promise<UpdateResult> {
  try {
    const result = await update();
    await record(wait, ports, { waitMs: result.waitedMs, holder: null });
    return result;
  } catch (error) {
    if (isManifestError(error) && error.code === 'LOCK_TIMEOUT') {
      const holder = error.message.slice(0, LONGEST_HOLDER);
      await record(wait, ports, { waitMs: error.waitedMs ?? 0, holder });
    }
    throw error;
  }
}

async function record(
  { store, events, apartFrom, tag, run_id }: Wait,
  { clock, cwd, env, newId }: Ports,
  outcome: { readonly waitMs: number; readonly holder: string | null },
): Promise<void> {
  if (events === undefined) return;
  const log = await openEventLog(resolve(cwd, events), { apartFrom });
  const { manifest } = await store.read(); // readers never wait
  const repository = `${env.GITHUB_SERVER_URL || 'https://github.com'}/${manifest.repository}`;
  const producer = { name: 'provkit', version: version(), instance: newId() };
  const context = { producer, seq: 1, actor: actorFrom(env), repository };
  const at = new Date(clock.now()).toISOString();
  const wait = { backend: store.backend, at, ...outcome };
  const of = { tag: tag ?? null, run_id: run_id ?? null, run_attempt: null };
  await log.append([createEvent(lockWaitedEvent(wait, of, context))]);
}
