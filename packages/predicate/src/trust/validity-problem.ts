import type { JsonValue } from '@provkit/json';
import { isJsonObject, type JsonObject } from '../bundle/json-object.ts';

/** RFC 3339, with a zone: what protobuf's JSON writes. JavaScript reads much else, some of it in local time. */
const TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * What keeps somebody's `validFor` from saying when they are trusted; the text begins with a JSON pointer below them.
 * Without a beginning they would have been trusted for ever (client-spec 6); `{}` for a time reads as 1970, which is
 * the same.
 */
export function validityProblem({ validFor }: JsonObject): string | undefined {
  const { start, end } = isJsonObject(validFor) ? validFor : {};
  if (isAbsent(start)) return '/validFor/start is missing';
  const from = timeOf(start);
  if (from === undefined) return '/validFor/start is no time of RFC 3339';
  if (isAbsent(end)) return undefined;
  const until = timeOf(end);
  if (until === undefined) return '/validFor/end is no time of RFC 3339';
  return until < from ? '/validFor ends before it begins' : undefined;
}

/** In ms, or `undefined`. */
function timeOf(value: JsonValue | undefined): number | undefined {
  const [text, date] = (typeof value === 'string' && TIME.exec(value)) || [];
  const time = Date.parse(text ?? '');
  const day = Date.parse(`${date}T00:00:00Z`);
  // 30 February reads as 2 March
  const isDay = !Number.isNaN(day) && new Date(day).toISOString().slice(0, 10) === date;
  return isDay && !Number.isNaN(time) ? time : undefined;
}

function isAbsent(value: JsonValue | undefined): value is undefined | null {
  return value === undefined || value === null;
}
