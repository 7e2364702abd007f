import type { Random } from './fuzz-random.ts';

type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

/** A mutated bundle, as JSON or as text, and what was done to it. */
export interface Mutation {
  readonly bundle: Json | string;
  readonly description: string;
}

/** A place in a document: the value's holder and its key there. */
interface Place {
  readonly holder: { [member: string]: Json };
  readonly key: string;
}

const BASE64 = /^[A-Za-z0-9+/]{8,}={0,2}$/;
const HOSTILE: readonly Json[] = [
  null,
  '',
  0,
  -1,
  2 ** 53 - 1,
  '9223372036854775807',
  '-1',
  true,
  [],
  {},
  'A===',
];

/** One to three random changes. */
export function mutate(original: unknown, random: Random): Mutation {
  const bundle = structuredClone(original) as Json; // it was parsed from JSON
  const descriptions = Array.from({ length: 1 + random.below(3) }, () => change(bundle, random));
  if (random.below(20) === 0) return cut(JSON.stringify(bundle), random);
  return { bundle, description: descriptions.join(', ') };
}

function change(bundle: Json, random: Random): string {
  const places = placesIn(bundle);
  if (places.length === 0) return 'nothing';
  const { holder, key } = random.pick(places);
  const value = holder[key] ?? null;
  switch (random.below(6)) {
    case 0:
      delete holder[key];
      return `${key} removed`;
    case 1:
      holder[key] = random.pick(HOSTILE);
      return `${key} replaced`;
    case 2: {
      const other = random.pick(places);
      holder[key] = structuredClone(other.holder[other.key] ?? null);
      return `${key} replaced by ${other.key}`;
    }
    case 3:
      if (Array.isArray(value) && value.length > 0) {
        value.push(structuredClone(random.pick(value)));
        return `${key} repeated`;
      }
      return flip(holder, key, value, random);
    default:
      return flip(holder, key, value, random);
  }
}

/** Changes one bit of bytes or one character of text; of a canonicalized body inside the JSON too. */
function flip(
  holder: { [member: string]: Json },
  key: string,
  value: Json,
  random: Random,
): string {
  if (typeof value !== 'string' || value === '') return `${key} left`;
  const isBytes = BASE64.test(value);
  const bytes = Buffer.from(value, isBytes ? 'base64' : 'utf8');
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  holder[key] = bytes.toString(isBytes ? 'base64' : 'utf8');
  return `${key} byte ${at} changed`;
}

function cut(text: string, random: Random): Mutation {
  return { bundle: text.slice(0, random.below(text.length)), description: 'cut off' };
}

function placesIn(value: Json): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as { [member: string]: Json }; // arrays are read and written by index all the same
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key] ?? null)]);
}
