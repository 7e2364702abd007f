import { isJsonError, type JsonValue, parseJson, schemaProblem } from '@provkit/json';
import { fixFor } from './fixes.ts';
import { validateManifest } from './manifest.generated.ts';
import { ManifestError, type ManifestErrorCode } from './manifest-error.ts';
import type { Manifest } from './schema.ts';
import { findDuplicate } from './uniqueness.ts';

/** Enough for 100,000 entries with every field; each bound is inclusive. */
export const LIMITS = { maxBytes: 128 * 1024 * 1024, maxDepth: 8, maxValues: 5_000_000 } as const;

/**
 * Reads a release manifest, version 1. Pure.
 * @param content UTF-8, at most 128 MiB.
 * @param source what errors call it, usually the file's path.
 * @throws ManifestError MANIFEST_INVALID, in one line: JSON pointer, what was found, how to put it right
 */
export function parseManifest(content: string | Uint8Array, source: string): Manifest {
  return assertManifest(readJson(content, source), source, 'MANIFEST_INVALID');
}

/** The value as a manifest; `code` tells a bad file from a bad change. */
export function assertManifest(value: unknown, source: string, code: ManifestErrorCode): Manifest {
  const refuse = (pointer: string, problem: string, fix: string): never => {
    throw new ManifestError(code, `${source}#${pointer || '/'}: ${problem}. ${fix}`, { pointer });
  };
  if (!validateManifest(value)) {
    const { pointer, message } = schemaProblem(validateManifest.errors, value);
    return refuse(pointer, message, fixFor(pointer));
  }
  const manifest = value as Manifest; // the validator has just said so
  const duplicate = findDuplicate(manifest.entries);
  if (duplicate) {
    const { tag = '', run_id = '' } = manifest.entries[duplicate.second] ?? {};
    const problem = `tag ${tag} and run_id ${run_id} stand in /entries/${duplicate.first} already`;
    return refuse(
      `/entries/${duplicate.second}`,
      problem,
      'Keep one of the two; a rerun raises run_attempt.',
    );
  }
  return manifest;
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
