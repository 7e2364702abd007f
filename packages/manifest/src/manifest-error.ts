/**
 * Why a manifest cannot be read or changed. Closed list; branch on it, never on the message.
 * - MANIFEST_INVALID: the text is no manifest of version 1; the message names pointer, value and fix
 * - ENTRY_NOT_FOUND: no entry of that tag and run
 * - ENTRY_AMBIGUOUS: several runs of that tag, and none was named
 * - CHANGE_INVALID: the change would make the manifest invalid
 * - LOCK_TIMEOUT: somebody else held the lock for too long; the message names the holder
 */
export type ManifestErrorCode =
  | 'MANIFEST_INVALID'
  | 'ENTRY_NOT_FOUND'
  | 'ENTRY_AMBIGUOUS'
  | 'CHANGE_INVALID'
  | 'LOCK_TIMEOUT';

/** Thrown by everything in this package that refuses; the manifest file is then as it was. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly code: ManifestErrorCode;
  /** JSON pointer of the value in question, where there is one. */
  readonly pointer: string | undefined;

  constructor(
    code: ManifestErrorCode,
    message: string,
    options: ErrorOptions & { readonly pointer?: string } = {},
  ) {
    super(message, options);
    this.code = code;
    this.pointer = options.pointer;
  }
}

/** True for a `ManifestError` from any copy of this package. */
export function isManifestError(error: unknown): error is ManifestError {
  return error instanceof Error && error.name === 'ManifestError' && 'code' in error;
}
