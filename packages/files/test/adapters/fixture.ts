import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type UpdateFileOptions, updateFile } from '../../src/adapters/update-file.ts';

/** No process has it: beyond the largest that Linux gives. */
export const DEAD_PID = 2 ** 22 + 1;
export const START = Date.parse('2026-01-31T12:00:00.000Z');
export const CONTENT = 'one\n';

type Change = Parameters<typeof updateFile>[1];
type Options = Partial<UpdateFileOptions> & { readonly path?: string };

/** A folder with one file, and time that passes only in sleep, which returns at once. */
export function useFile() {
  const state = { folder: '', path: '', now: START, onSleep: async () => {} };
  const clock = {
    now: () => state.now,
    sleep: async (ms: number) => {
      state.now += ms;
      await state.onSleep();
    },
  };
  const update = (change: Change, { path = state.path, ...options }: Options = {}) =>
    updateFile(path, change, { clock, timeoutMs: 300_000, maxBytes: 100, ...options });
  beforeEach(async () => {
    state.folder = await mkdtemp(join(tmpdir(), 'provkit-'));
    state.path = join(state.folder, 'file.txt');
    state.now = START;
    state.onSleep = async () => {};
    await writeFile(state.path, CONTENT);
  });
  afterEach(() => rm(state.folder, { recursive: true }));
  return Object.assign(state, {
    update,
    /** Adds a text at the end. */
    append: (text: string, options?: Options) =>
      update((bytes) => `${bytes ?? ''}${text}`, options),
    /** Puts a lock beside the file, this process's unless stated. */
    lockedBy: (holder: object) => {
      const self = { token: 't', pid: process.pid, host: hostname() };
      const text = JSON.stringify({ ...self, since: '2026-01-31T11:59:00.000Z', ...holder });
      return writeFile(`${state.path}.lock`, text);
    },
  });
}
