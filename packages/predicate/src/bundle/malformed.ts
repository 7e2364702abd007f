import { isJsonError, type JsonLimits, type JsonValue, parseJson } from '@provkit/json';

/**
 * What evidence is guilty of, on its way out of a parser. Never leaves this package: `outcomeOf` makes it data, and data
 * becomes a failed check.
 */
export class Malformed extends Error {
  override readonly name = 'Malformed';
  /** Where, as a JSON pointer into what was read. */
  readonly pointer: string;

  constructor(problem: string, pointer: string, options?: ErrorOptions) {
    super(problem, options);
    this.pointer = pointer;
  }
}

/** What a parser read, or what kept it from it and where. */
export type Outcome<T> =
  | { readonly value: T }
  | { readonly problem: string; readonly pointer: string };

/** Runs a parser that throws `Malformed`. Everything else it throws is our own fault and goes on. */
export function outcomeOf<T>(parse: () => T): Outcome<T> {
  try {
    return { value: parse() };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { problem: error.message, pointer: error.pointer };
  }
}

/** @throws Malformed always */
export function refuse(problem: string, pointer: string): never {
  throw new Malformed(problem, pointer);
}

/** A JSON document inside `limits`. @throws Malformed with the pointer below `pointer` */
export function readJson(text: string | Uint8Array, limits: JsonLimits, pointer = ''): JsonValue {
  try {
    return parseJson(text, limits);
  } catch (cause) {
    if (!isJsonError(cause)) throw cause;
    throw new Malformed(cause.message, `${pointer}${cause.pointer ?? ''}`, { cause });
  }
}
