import type { FactOf } from '../history/fact.ts';
import type { History } from '../history/history.ts';
import {
  createWindow,
  DAY_MS,
  elapsedMs,
  iso,
  isWithin,
  type Period,
  SECOND_MS,
} from '../period.ts';
import { type OpenFailure, openFailures } from './open-failures.ts';

/** What a report shows beside the figures: single things, which no figure and no label may name. */
export interface ReportDetails {
  /** Each UTC day that the window touches, in order. */
  readonly days: readonly DayOfVerdicts[];
  /** What a rerun recovered in the window, in the order in which it was closed. */
  readonly resolutions: readonly Resolution[];
  /** Every rung of the ladder, from the first that is tried to the last. */
  readonly ladder: readonly Rung[];
  /** What is broken at `as_of`, the oldest first. */
  readonly openFailures: readonly OpenFailure[];
}

/** The subjects of one UTC day, by their first verdict. */
export interface DayOfVerdicts {
  /** As `2026-01-31`. */
  readonly day: string;
  readonly pass: number;
  readonly fail: number;
  readonly inconclusive: number;
}

/** A recovery that a rerun brought about. */
export interface Resolution {
  readonly closed_at: string;
  readonly seconds: number;
  readonly class: string;
  readonly tag: string | null;
}

/** How alerts did at one rung, in attempts. */
export interface Rung {
  readonly rung: FactOf<'notification.attempted'>['rung'];
  readonly delivered: number;
  readonly not_delivered: number;
  readonly unknown: number;
}

/** The details of a window. Pure. */
export function detailsOf(history: History, period: Period): ReportDetails {
  return {
    days: verdictsByDay(history, period),
    resolutions: resolutions(history, period),
    ladder: ladder(history, period),
    openFailures: openFailures(history),
  };
}

const DATE_LENGTH = 'YYYY-MM-DD'.length;

function verdictsByDay(history: History, period: Period): readonly DayOfVerdicts[] {
  const days = new Map<string, { day: string; pass: number; fail: number; inconclusive: number }>();
  const last = Date.parse(period.to) - 1;
  for (let ms = Date.parse(period.from.slice(0, DATE_LENGTH)); ms <= last; ms += DAY_MS) {
    const day = iso(ms).slice(0, DATE_LENGTH);
    days.set(day, { day, pass: 0, fail: 0, inconclusive: 0 });
  }
  const isInside = createWindow(period);
  for (const { first, anchor, isComplete, isPass } of history.subjects()) {
    const shown = anchor ?? first;
    if (!shown || !isInside(shown.time)) continue;
    const day = days.get(iso(shown.time).slice(0, DATE_LENGTH));
    if (!day) continue;
    if (!anchor || !isComplete) day.inconclusive += 1;
    else if (isPass) day.pass += 1;
    else day.fail += 1;
  }
  return [...days.values()];
}

function resolutions(history: History, period: Period): readonly Resolution[] {
  const found: Resolution[] = [];
  for (const { opened, closed, hasRerun } of history.recoveries().values()) {
    if (!opened || closed?.outcome !== 'recovered' || !hasRerun) continue;
    const ms = elapsedMs(opened, closed);
    if (ms < 0 || !isWithin(closed.at, period)) continue;
    const { class: kind, tag } = opened;
    found.push({ closed_at: closed.at, seconds: ms / SECOND_MS, class: kind, tag });
  }
  const key = ({ closed_at, seconds, tag }: Resolution) => `${closed_at} ${tag} ${seconds}`;
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const RUNGS = ['edge', 'webhook', 'issue', 'summary', 'step-summary', 'spool'] as const;

function ladder(history: History, period: Period): readonly Rung[] {
  const rungs = new Map(
    RUNGS.map((rung) => [rung, { rung, delivered: 0, not_delivered: 0, unknown: 0 }]),
  );
  for (const { at, rung, purpose, outcome } of history.of('notification.attempted')) {
    const found = rungs.get(rung);
    if (found && purpose === 'alert' && isWithin(at, period)) found[outcome] += 1;
  }
  return [...rungs.values()];
}
