import { pointerOf, valueAt } from './pointer.ts';

/** An error of a validator compiled by ajv, as much of it as is read here. */
export interface SchemaError {
  /** JSON pointer of the value in question. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** A validator compiled by ajv: `errors` is of its last call. */
export type Validator = ((value: unknown) => boolean) & {
  readonly errors?: readonly SchemaError[] | null;
};

/** What keeps a document from being what a schema says, for people. */
export interface SchemaProblem {
  /** JSON pointer of the value in question, or of the member that is missing or unknown. */
  readonly pointer: string;
  /** One sentence: what is expected and what was found. */
  readonly message: string;
  /** The value that was found, shortened; absent where there is none. */
  readonly value?: string;
}

/** Said of a value as a whole after its alternatives were tried; what the alternatives said is more telling. */
const SUMMARIES = new Set(['anyOf', 'oneOf', 'if']);
const SHOWN_LENGTH = 60;

/**
 * The most telling of a validator's errors: the one deepest in the document, since a choice among alternatives fails
 * for what is inside it. Pure.
 */
export function schemaProblem(
  errors: readonly SchemaError[] | null | undefined,
  document: unknown,
): SchemaProblem {
  const [first] = (errors ?? []).toSorted((a, b) => weight(b) - weight(a));
  if (!first) return { pointer: '', message: 'does not have the expected form' };
  const pointer = pointerIn(first);
  const value = valueAt(document, pointer);
  const found = value === undefined ? undefined : shorten(value);
  return { pointer, message: sentence(first, found), ...(found !== undefined && { value: found }) };
}

function weight({ instancePath, keyword }: SchemaError): number {
  return instancePath.split('/').length * 2 - (SUMMARIES.has(keyword) ? 1 : 0);
}

function pointerIn({ instancePath, keyword, params }: SchemaError): string {
  const member = keyword === 'required' ? params.missingProperty : params.additionalProperty;
  return typeof member === 'string' ? `${instancePath}${pointerOf([member])}` : instancePath;
}

function sentence({ keyword, params, message }: SchemaError, found: string | undefined): string {
  switch (keyword) {
    case 'required':
      return `the member ${JSON.stringify(params.missingProperty)} is missing`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'a member that is not known here: remove it, or correct its name';
    case 'enum':
      return `must be one of ${list(params.allowedValues)}, is ${found}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}, is ${found}`;
    case 'pattern':
      return `must have the form ${String(params.pattern)}, is ${found}`;
    default:
      return `${message ?? `violates ${keyword}`}, is ${found}`;
  }
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : '';
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
