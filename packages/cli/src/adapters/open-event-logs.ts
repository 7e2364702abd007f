import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { EventLog } from '@provkit/metrics';
import { createNdjsonLog } from '@provkit/metrics/ndjson';
import { CliError } from '../cli-error.ts';
import { readInput } from '../read-input.ts';

/** A log to read. */
export interface NamedLog extends Pick<EventLog, 'read'> {
  readonly name: string;
}

/**
 * The logs that were named: files, and every `*.ndjson` of a folder, in the order of their names.
 * @throws CliError FILE_UNREADABLE: there is no such file; USAGE: a folder holds no log
 */
export async function openEventLogs(
  names: readonly string[],
  cwd: string,
): Promise<readonly NamedLog[]> {
  const logs: NamedLog[] = [];
  for (const name of names) {
    for (const file of await readInput(name, cwd, (path) => filesOf(path, name))) {
      logs.push({ name: file, read: createNdjsonLog({ path: resolve(cwd, file) }).read });
    }
  }
  return logs;
}

async function filesOf(path: string, name: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [name];
  const files = (await readdir(path)).filter((file) => file.endsWith('.ndjson')).sort();
  if (files.length > 0) return files.map((file) => join(name, file));
  throw new CliError('USAGE', `${name} holds no *.ndjson`);
}
