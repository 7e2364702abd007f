import { isJsonError, type JsonValue, parseJson, schemaProblem } from '@provkit/json';
import { fixFor } from './fixes.ts';
import { validateManifest } from './manifest.generated.ts';
import { isManifestError, ManifestError, type ManifestErrorCode } from './manifest-error.ts';
import { migrate } from './migrate.ts';
import type { Manifest } from './schema.ts';
import { findDuplicate } from './uniqueness.ts';

/** Enough for 100,000 entries with every field; each bound is inclusive. */
export const LIMITS = { maxBytes: 128 * 1024 * 1024, maxDepth: 8, maxValues: 5_000_000 } as const;

/**
 * Reads a release manifest; one of an older version is migrated. Pure.
 * @param content UTF-8, at most 128 MiB.
 * @param source what errors call it, usually the file's path.
 * @throws ManifestError MANIFEST_INVALID, in one line: JSON pointer, what was found, how to put it right;
 *   VERSION_UNSUPPORTED
 */
export function parseManifest(content: string | Uint8Array, source: string): Manifest {
  const manifest = parseAnyKeys(content, source);
  assertUniqueKeys(manifest, source, 'MANIFEST_INVALID');
  return manifest;
}

/** `parseManifest` for who reports entries of one key himself, as lint does. */
export function parseAnyKeys(content: string | Uint8Array, source: string): Manifest {
  const value = migrateFrom(readJson(content, source), source);
  return assertSchema(value, source, 'MANIFEST_INVALID');
}

/** The value as a manifest; `code` tells a bad file from a bad change. */
export function assertManifest(value: unknown, source: string, code: ManifestErrorCode): Manifest {
  const manifest = assertSchema(value, source, code);
  assertUniqueKeys(manifest, source, code);
  return manifest;
}

/** @param at where the entries of `value` stand in the manifest that is meant: added to their index. */
export function assertSchema(
  value: unknown,
  source: string,
  code: ManifestErrorCode,
  at = 0,
): Manifest {
  if (!validateManifest(value)) {
    const { pointer, message } = schemaProblem(validateManifest.errors, value);
    const shifted = pointer.replace(/(?<=^\/entries\/)\d+/, (index) => String(Number(index) + at));
    throw refusal(code, source, shifted, message, fixFor(pointer));
  }
  return value as Manifest; // the validator has just said so
}

function assertUniqueKeys({ entries }: Manifest, source: string, code: ManifestErrorCode): void {
  const duplicate = findDuplicate(entries);
  if (!duplicate) return;
  const { tag = '', run_id = '' } = entries[duplicate.second] ?? {};
  const problem = `tag ${tag} and run_id ${run_id} stand in /entries/${duplicate.first} already`;
  const fix = 'Keep one of the two; a rerun raises run_attempt.';
  throw refusal(code, source, `/entries/${duplicate.second}`, problem, fix);
}

function refusal(
  code: ManifestErrorCode,
  source: string,
  pointer: string,
  problem: string,
  fix: string,
): ManifestError {
  const message = `${source}#${pointer || '/'}: ${problem}. ${fix}`;
  return new ManifestError(code, message, { pointer });
}

function readJson(content: string | Uint8Array, source: string): JsonValue {
  try {
    return parseJson(content, LIMITS);
  } catch (cause) {
    if (!isJsonError(cause)) throw cause;
    const { pointer = '', message } = cause;
    throw new ManifestError('MANIFEST_INVALID', `${source}: ${message}`, { cause, pointer });
  }
}

function migrateFrom(value: JsonValue, source: string): unknown {
  try {
    return migrate(value);
  } catch (error) {
    if (!isManifestError(error)) throw error;
    const { code, message, pointer = '' } = error;
    throw new ManifestError(code, `${source}#${pointer}: ${message}`, { pointer });
  }
}
