import { hash } from 'node:crypto';
import type { EventType } from './event.ts';

/**
 * The id of an event: SHA-256 of its type and natural key, lowercase hex, 64 characters. Pure. Written as a JSON array
 * before hashing, so that no two keys run together.
 * @param naturalKey values in the order of `NATURAL_KEYS`
 * @see docs/design/spec.md 3.1
 */
export function eventId(
  type: EventType,
  naturalKey: readonly (string | number | boolean | null)[],
): string {
  return hash('sha256', JSON.stringify([type, ...naturalKey])); // in hex
}
