import { MetricsError } from './metrics-error.ts';

export const SECOND_MS = 1000;
export const HOUR_MS = 3600 * SECOND_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Figures of a window are final so long after its end (spec.md 3.3). */
export const FINAL_AFTER_MS = 72 * HOUR_MS;

/** A window: its length in days, ending at `asOf`, or its ends. */
export type Window =
  | { readonly days: number }
  /** `from` inclusive, `to` exclusive. */
  | { readonly from: Date; readonly to: Date };

/** A window that is `count` days long and ends at `asOf`. Pure. */
export function days(count: number): Window {
  return { days: count };
}

/** A window and when it is looked at: UTC with milliseconds, so that texts compare as times do. */
export interface Period {
  /** Inclusive. */
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  readonly asOf: string;
}

/**
 * The ends of a window. Pure.
 * @throws MetricsError WINDOW_INVALID: no times, no length, or an end beyond `asOf`
 */
export function resolvePeriod(window: Window, asOf: Date): Period {
  const now = asOf.getTime();
  const [from, to] =
    'days' in window
      ? [now - window.days * DAY_MS, now]
      : [window.from.getTime(), window.to.getTime()];
  for (const time of [from, to, now]) {
    if (!isWritable(time)) throw invalid('its ends must be times of the years 0000 to 9999');
  }
  if (from >= to) throw invalid('it must end after it begins');
  if (to > now) throw invalid('it must not end after the moment it is looked at (asOf)');
  return { from: iso(from), to: iso(to), asOf: iso(now) };
}

/** Whether something that happened then is inside the window. */
export function isWithin(at: string, { from, to }: Period): boolean {
  return at >= from && at < to;
}

/** The same for times in ms since 1970. */
export function createWindow({ from, to }: Period): (time: number) => boolean {
  const [begin, end] = [epochMs(from), epochMs(to)];
  return (time) => time >= begin && time < end;
}

/**
 * A time of an event in ms since 1970, as `Date.parse` gives it. What is written as events are is read by hand, in a fifth
 * of the time; leap years by the rule of the Gregorian calendar, counted from March on.
 */
export function epochMs(at: string): number {
  if (at.length !== TIMESTAMP_LENGTH) return Date.parse(at);
  const month = digits(at, 5, 2);
  const year = digits(at, 0, 4) - (month <= 2 ? 1 : 0);
  const sinceMarch = (month + 9) % 12;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const day = year * 365 + leapDays + Math.floor((sinceMarch * 153 + 2) / 5) + digits(at, 8, 2) - 1;
  const seconds = digits(at, 11, 2) * 3600 + digits(at, 14, 2) * 60 + digits(at, 17, 2);
  return (day - DAYS_TO_1970) * DAY_MS + seconds * SECOND_MS + digits(at, 20, 3);
}

const TIMESTAMP_LENGTH = '2026-01-31T12:00:00.000Z'.length;
/** From the first of March of the year 0 to 1970. */
const DAYS_TO_1970 = 719_468;

function digits(text: string, start: number, count: number): number {
  let value = 0;
  for (let index = start; index < start + count; index += 1) {
    value = value * 10 + text.charCodeAt(index) - 48; // 0 is 48 in ASCII
  }
  return value;
}

/** From one event to another, in ms; negative where clocks disagree. */
export function elapsedMs(from: { readonly at: string }, to: { readonly at: string }): number {
  return epochMs(to.at) - epochMs(from.at);
}

/** A time as events write it. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** The first ms of the year 0 and the last one of the year 9999. */
const FIRST_MS = -62_167_219_200_000;
const LAST_MS = 253_402_300_799_999;

/** Four digits of year: `toISOString` writes others with a sign, which would not compare as text. */
function isWritable(ms: number): boolean {
  return ms >= FIRST_MS && ms <= LAST_MS;
}

function invalid(why: string): MetricsError {
  return new MetricsError('WINDOW_INVALID', `window: ${why}`);
}
