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

/** From one event to another, in ms; negative where clocks disagree. */
export function elapsedMs(from: { readonly at: string }, to: { readonly at: string }): number {
  return Date.parse(to.at) - Date.parse(from.at);
}

/** A time as events write it. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** Four digits of year: `toISOString` writes others with a sign, which would not compare as text. */
function isWritable(ms: number): boolean {
  return (
    Number.isFinite(ms) && ms >= Date.UTC(0, 0) - 1900 * 366 * DAY_MS && ms <= 253_402_300_799_999
  );
}

function invalid(why: string): MetricsError {
  return new MetricsError('WINDOW_INVALID', `window: ${why}`);
}
