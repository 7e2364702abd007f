/**
 * Why a manifest cannot be read or changed. Closed list; branch on it, never on the message.
 * - MANIFEST_INVALID: the text is no manifest; the message names pointer, value and fix
 * - VERSION_UNSUPPORTED: a manifest of a version that this release does not know, usually a later one
 * - ENTRY_NOT_FOUND: no entry of that tag and run
 * - ENTRY_AMBIGUOUS: several runs of that tag, and none was named
 * - ENTRY_EXISTS: an entry of that tag and run is there already
 * - CHANGE_INVALID: the change would make the manifest invalid
 * - LOCK_TIMEOUT: others kept the manifest for too long; the message names the holder
 */
export type ManifestErrorCode =
  | 'MANIFEST_INVALID'
  | 'VERSION_UNSUPPORTED'
  | 'ENTRY_NOT_FOUND'
  | 'ENTRY_AMBIGUOUS'
  | 'ENTRY_EXISTS'
  | 'CHANGE_INVALID'
  | 'LOCK_TIMEOUT';

/** Thrown by everything in this package that refuses; the manifest is then as it was. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly code: ManifestErrorCode;
  /** JSON pointer of the value in question, where there is one. */
  readonly pointer: string | undefined;
  /** How long was waited before giving up, in ms; with LOCK_TIMEOUT. */
  readonly waitedMs: number | undefined;

  constructor(
    code: ManifestErrorCode,
    message: string,
    options: ErrorOptions & { readonly pointer?: string; readonly waitedMs?: number } = {},
  ) {
    super(message, options);
    this.code = code;
    this.pointer = options.pointer;
    this.waitedMs = options.waitedMs;
  }
}

/** True for a `ManifestError` from any copy of this package. */
export function isManifestError(error: unknown): error is ManifestError {
  return error instanceof Error && error.name === 'ManifestError' && 'code' in error;
}
