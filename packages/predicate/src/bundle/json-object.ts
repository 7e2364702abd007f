import type { JsonValue } from '@provkit/json';

/** A JSON object. */
export type JsonObject = { readonly [name: string]: JsonValue };

/** Whether a value is an object, and neither an array nor null. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
