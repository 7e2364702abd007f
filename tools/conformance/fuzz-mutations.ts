import type { Random } from './fuzz-random.ts';

/** Any JSON value, open to be changed. */
export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

/** A mutated document as text, and what was done to it. */
export interface Mutation {
  readonly text: string;
  readonly description: string;
}

type Holder = Json[] | { [member: string]: Json };

/** A place in a document: what holds the value, and where in it. */
interface Place {
  readonly holder: Holder;
  readonly key: string;
}

const BASE64 = /^[A-Za-z0-9+/]{8,}={0,2}$/;
/** What decoders turn into something else, and what counters and readers trip over. */
const HOSTILE: readonly Json[] = [
  null,
  '',
  0,
  -1,
  1.5,
  2 ** 53 - 1,
  1e300,
  '9223372036854775807',
  '18446744073709551616',
  '-1',
  '1e3',
  true,
  [],
  {},
  [[]],
  ['x'],
  { type: 'Buffer', data: [48, 0] },
  { toString: 'x' },
  'A===',
  '_w==',
  '\u0000',
  '\ud800',
  '2026-02-30T00:00:00Z',
  'constructor',
];

/** One to three random changes to a JSON document, or to its text. The document itself stays as it is. */
export function mutate(original: Json, random: Random): Mutation {
  const document = structuredClone(original);
  const descriptions = Array.from({ length: 1 + random.below(3) }, () => change(document, random));
  const text = JSON.stringify(document);
  if (random.below(10) > 0) return { text, description: descriptions.join(', ') };
  return mutateText(text, random);
}

function change(document: Json, random: Random): string {
  const places = placesIn(document);
  if (places.length === 0) return 'nothing';
  const place = random.pick(places);
  const { key } = place;
  const value = read(place);
  switch (random.below(8)) {
    case 0:
      remove(place);
      return `${key} removed`;
    case 1:
      write(place, structuredClone(random.pick(HOSTILE)));
      return `${key} replaced`;
    case 2: {
      const other = random.pick(places);
      write(place, structuredClone(read(other)));
      return `${key} replaced by ${other.key}`;
    }
    case 3:
      return rename(place, random);
    case 4:
      if (Array.isArray(value) && value.length > 0) {
        value.push(structuredClone(random.pick(value)));
        return `${key} repeated`;
      }
      return inside(place, value, random);
    case 5:
      return inside(place, value, random);
    default:
      return flip(place, value, random);
  }
}

/** Bytes that are JSON themselves, as the body of a log entry or a payload is, are changed as such. */
function inside(place: Place, value: Json, random: Random): string {
  if (typeof value !== 'string' || !BASE64.test(value)) return flip(place, value, random);
  const text = Buffer.from(value, 'base64').toString();
  if (!text.startsWith('{')) return flip(place, value, random);
  try {
    const { text: changed, description } = mutate(JSON.parse(text) as Json, random);
    write(place, Buffer.from(changed).toString('base64'));
    return `${place.key}: ${description}`;
  } catch {
    return flip(place, value, random); // it only looked like JSON
  }
}

/** Changes one bit of bytes or one character of text. */
function flip(place: Place, value: Json, random: Random): string {
  const { key } = place;
  if (typeof value !== 'string' || value === '') return `${key} left`;
  const isBytes = BASE64.test(value);
  const bytes = Buffer.from(value, isBytes ? 'base64' : 'utf8');
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  write(place, bytes.toString(isBytes ? 'base64' : 'utf8'));
  return `${key} byte ${at} changed`;
}

/** Gives a member another name: that of another reader, or of something that every object has. */
function rename(place: Place, random: Random): string {
  const { holder, key } = place;
  if (Array.isArray(holder)) return `${key} left`;
  const snakeCase = key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const name = random.pick([snakeCase, key.toUpperCase(), 'constructor', '']);
  holder[name] = read(place);
  if (random.below(2) === 0 && name !== key) remove(place);
  return `${key} also or only called ${name}`;
}

function mutateText(text: string, random: Random): Mutation {
  const at = random.below(text.length);
  const after = at + random.below(20);
  switch (random.below(4)) {
    case 0:
      return { text: text.slice(0, at), description: `cut off at ${at}` };
    case 1:
      return {
        text: text.slice(0, at) + text.slice(after),
        description: `${at} to ${after} left out`,
      };
    case 2: {
      const twice = text.slice(0, after) + text.slice(at);
      return { text: twice, description: `${at} to ${after} twice` };
    }
    default:
      return { text: `${text}\n${text}`, description: 'the whole twice' };
  }
}

function placesIn(value: Json): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const place = { holder: value, key };
    return [place, ...placesIn(read(place))];
  });
}

function read({ holder, key }: Place): Json {
  return (Array.isArray(holder) ? holder[Number(key)] : holder[key]) ?? null;
}

function write({ holder, key }: Place, value: Json): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else holder[key] = value;
}

/** An array closes up, so that no hole is left in it. */
function remove({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}
