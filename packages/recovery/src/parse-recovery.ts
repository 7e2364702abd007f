import {
  canonicalJson,
  DEFAULT_LIMITS,
  isJsonError,
  parseJson,
  schemaProblem,
} from '@provkit/json';
import { RecoveryError } from './recovery-error.ts';
import { recoveryProblem } from './recovery-problem.ts';
import type { RecoveryState } from './recovery-state.ts';
import { validateRecoveryState } from './validate.generated.ts';

/** The version that this package writes. */
export const RECOVERY_VERSION = 1;

/** A recovery is small; what is larger is none. */
export const MAX_RECOVERY_BYTES = 4 * 1024 * 1024;

/** Makes a recovery of one version one of the next. Pure. */
export type MigrationStep = (recovery: object) => object;

/** The step from each version to the one after it. There is only version 1 so far. */
const STEPS: Readonly<Record<number, MigrationStep>> = {};

/**
 * Reads a stored recovery; one of an older version is migrated. Pure.
 * @param source what errors call it, usually the file's path.
 * @throws RecoveryError STATE_INVALID: JSON pointer, what was found; VERSION_UNSUPPORTED
 */
export function parseRecovery(content: string | Uint8Array, source: string): RecoveryState {
  let value: unknown;
  try {
    value = parseJson(content, { ...DEFAULT_LIMITS, maxBytes: MAX_RECOVERY_BYTES });
  } catch (error) {
    if (!isJsonError(error)) throw error;
    throw new RecoveryError('STATE_INVALID', `${source}: ${error.message}`, { cause: error });
  }
  const migrated = migrateRecovery(value, source, { newest: RECOVERY_VERSION, steps: STEPS });
  if (validateRecoveryState(migrated)) {
    const state = migrated as RecoveryState; // the validator has just said so
    const problem = recoveryProblem(state);
    if (!problem) return state;
    throw new RecoveryError('STATE_INVALID', `${source}: ${problem.pointer}: ${problem.message}`);
  }
  const { pointer, message } = schemaProblem(validateRecoveryState.errors, migrated);
  throw new RecoveryError('STATE_INVALID', `${source}: ${pointer || '/'}: ${message}`);
}

/** A recovery as it is stored: the same state, the same bytes. Pure. */
export function serializeRecovery(state: RecoveryState): string {
  return `${canonicalJson(state)}\n`;
}

/** `parseRecovery`'s migration, with other versions than the real ones. */
export function migrateRecovery(
  value: unknown,
  source: string,
  { newest, steps }: { readonly newest: number; readonly steps: typeof STEPS },
): unknown {
  let recovery = value;
  for (let version = versionOf(value); version !== undefined && version !== newest; version += 1) {
    const step = Object.hasOwn(steps, version) ? steps[version] : undefined;
    if (!step || version > newest) {
      const problem = `version ${version}, and this release of provkit knows 1 to ${newest}: use the one that wrote it`;
      throw new RecoveryError('VERSION_UNSUPPORTED', `${source}: ${problem}`);
    }
    recovery = { ...step(recovery as object), version: version + 1 };
  }
  return recovery;
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('version' in value)) return undefined;
  return Number.isSafeInteger(value.version) ? Number(value.version) : undefined;
}
