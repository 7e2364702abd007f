import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isFilesError } from '@provkit/files';
import { updateFile } from '@provkit/files/node';
import { MAX_RECOVERY_BYTES, parseRecovery, serializeRecovery } from '../parse-recovery.ts';
import type { RecoveryStore } from '../ports.ts';
import { RecoveryError } from '../recovery-error.ts';
import type { RecoveryState } from '../recovery-state.ts';

/** Where, and how others are waited for. */
export interface FileStoreOptions {
  /** Made where there is none. */
  readonly folder: string;
  readonly clock: { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> };
  /** How long others who write are waited for, in ms. Default: 10 s; a write takes some milliseconds. */
  readonly timeoutMs?: number;
}

const HASH = /^[0-9a-f]{64}$/;

/**
 * Recoveries in a folder, a file each, replaced wholly or not at all, with a lock beside it: of two processes none loses what
 * the other wrote.
 * @throws RecoveryError STATE_INVALID, VERSION_UNSUPPORTED, STATE_UNREADABLE; what `change` throws
 */
export function createFileStore({
  folder,
  clock,
  timeoutMs = 10_000,
}: FileStoreOptions): RecoveryStore {
  const pathOf = (recoveryId: string) => {
    if (HASH.test(recoveryId)) return join(folder, `${recoveryId}.json`);
    throw new RecoveryError('STATE_INVALID', `${JSON.stringify(recoveryId)} is no recovery's id`);
  };
  return {
    read: async (recoveryId) => {
      const path = pathOf(recoveryId);
      try {
        const { size } = await stat(path);
        if (size <= MAX_RECOVERY_BYTES) return parseRecovery(await readFile(path), path);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw readable(error, path);
      }
      throw new RecoveryError('STATE_INVALID', `${path}: larger than any recovery`);
    },
    update: async (recoveryId, change) => {
      const path = pathOf(recoveryId);
      try {
        await mkdir(folder, { recursive: true });
        const options = {
          clock,
          timeoutMs,
          maxBytes: MAX_RECOVERY_BYTES,
          isNewAllowed: true,
        };
        const { bytes } = await updateFile(
          path,
          (before) => readableAgain(change(before && parseRecovery(before, path)), path),
          options,
        );
        return parseRecovery(bytes, path);
      } catch (error) {
        throw readable(error, path);
      }
    },
  };
}

/** What could not be read again is not written: it would be the end of the recovery. */
function readableAgain(state: RecoveryState, path: string): string {
  const content = serializeRecovery(state);
  parseRecovery(content, path);
  return content;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** What the file system says, in our own words; everything else is passed on. */
function readable(error: unknown, path: string): unknown {
  const isSystem = error instanceof Error && 'errno' in error;
  if (!isSystem && !isFilesError(error)) return error;
  return new RecoveryError('STATE_UNREADABLE', `${path}: ${error.message}`, { cause: error });
}
