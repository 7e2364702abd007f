/** What is wrong with a JSON text. Closed list; branch on it, never on the message. */
export type JsonErrorCode =
  | 'TOO_LARGE'
  | 'NOT_UTF8'
  | 'SYNTAX'
  | 'TOO_DEEP'
  | 'TOO_MANY_VALUES'
  | 'DUPLICATE_KEY'
  | 'FORBIDDEN_KEY'
  | 'LONE_SURROGATE'
  | 'UNSAFE_NUMBER';

/** Thrown by `parseJson`; the text is never quoted in it beyond a key's name, since texts may hold secrets. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly code: JsonErrorCode;
  /** JSON pointer (RFC 6901) of the object, array or value in question; absent where the text has no structure yet. */
  readonly pointer: string | undefined;

  constructor(
    code: JsonErrorCode,
    message: string,
    options: ErrorOptions & { readonly pointer?: string } = {},
  ) {
    super(message, options);
    this.code = code;
    this.pointer = options.pointer;
  }
}

/** True for a `JsonError` from any copy of this package. */
export function isJsonError(error: unknown): error is JsonError {
  return error instanceof Error && error.name === 'JsonError' && 'code' in error;
}
