import { createHash } from 'node:crypto';
import {
  computeMetrics,
  createEvent,
  type Event,
  type EventDraft,
  type EventOf,
  type EventType,
  type Figure,
  type Figures,
  type MetricName,
} from '@provkit/metrics';
import { DRAFTS } from './samples.ts';

/** When stories begin; their window is the 28 days from then on. */
const BEGIN = Date.parse('2026-10-01T00:00:00.000Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A time so many ms after the story begins. */
export function time(ms: number): string {
  return new Date(BEGIN + ms).toISOString();
}

/** A SHA-256 that stands for a word. */
export function hash(word: string): string {
  return createHash('sha256').update(word).digest('hex');
}

type Fields<T extends EventType> = Partial<Omit<EventDraft<T>, 'type' | 'at'>>;

/** An event so many ms after the story begins; recorded at once unless the fields say otherwise. */
export function happens<T extends EventType>(
  type: T,
  ms: number,
  fields: Fields<T> = {},
): EventOf<T> {
  const draft = { ...DRAFTS[type], at: time(ms), recorded_at: time(ms), ...fields };
  return createEvent(draft as never) as EventOf<T>; // of the draft's own type
}

/** A later word on an event: the same fact with other fields. */
export function corrects<T extends EventType>(
  event: EventOf<T>,
  fields: Fields<T>,
  recordedMs: number,
): EventOf<T> {
  const { id, schema: _schema, ...draft } = event;
  const correction = { ...draft, ...fields, corrects: id, recorded_at: time(recordedMs) };
  return createEvent(correction as never) as EventOf<T>; // of the event's own type
}

export const PASS = { verdict: 'pass', failure_reason: null, class: null } as const;
export const FAIL = {
  verdict: 'fail',
  failure_reason: 'subject_mismatch',
  class: 'security',
} as const;
export const INCONCLUSIVE = {
  verdict: 'inconclusive',
  failure_reason: 'rate_limited',
  class: 'transient',
} as const;

/** All figures of the 28 days from the beginning on, looked at when they end or later. */
export function figuresOf(events: readonly Event[], asOfMs = 28 * DAY): Figures {
  const window = { from: new Date(BEGIN), to: new Date(BEGIN + 28 * DAY) };
  return computeMetrics(events, { window, asOf: new Date(BEGIN + asOfMs) });
}

/** One figure of them. */
export function figureOf(name: MetricName, events: readonly Event[], asOfMs = 28 * DAY): Figure {
  const figure = figuresOf(events, asOfMs).figures.find((one) => one.name === name);
  if (!figure) throw new Error(`no ${name}`);
  return figure;
}

/** The number of the series whose labels have these values, in the order of the labels. */
export function seriesOf(figure: Figure): Record<string, unknown> {
  const all: readonly { readonly labels: object; readonly value: object }[] = figure.series;
  return Object.fromEntries(
    all.map(({ labels, value }) => [
      Object.values(labels).join(' '),
      'count' in value
        ? value.count
        : 'numerator' in value
          ? `${String(value.numerator)}/${String((value as { denominator?: number }).denominator)}`
          : (value as { value?: number }).value,
    ]),
  );
}
