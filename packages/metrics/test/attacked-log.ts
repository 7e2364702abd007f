import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Event } from '@provkit/metrics';
import { createNdjsonLog } from '@provkit/metrics/ndjson';
import { lockWaited } from './samples.ts';

/** A folder of its own, and where a log would be in it. */
export async function openFolder(): Promise<{ readonly folder: string; readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'provkit-attacks-'));
  return { folder, path: join(folder, 'events.ndjson') };
}

/** Removes a folder, whatever became of its permissions. */
export async function removeFolder(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
}

export const line = (event: Event) => `${JSON.stringify(event)}\n`;

/** What is read back: numbers of events, and codes and lines of what is none. */
export async function readLog(path: string): Promise<readonly (number | string)[]> {
  const found: (number | string)[] = [];
  const onProblem = (problem: { code: string; line: number | undefined }) =>
    void found.push(`${problem.code} ${problem.line}`);
  for await (const event of createNdjsonLog({ path }).read({ onProblem })) found.push(event.seq);
  return found;
}

/** Appends waits with those numbers, as a process that begins now. */
export function appendTo(path: string, ...seqs: readonly number[]): Promise<void> {
  return createNdjsonLog({ path }).append(seqs.map((n) => lockWaited(n)));
}
