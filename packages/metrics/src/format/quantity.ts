import type { Figure, Figures, Labels } from '../figure.ts';
import type { TargetResult } from '../judge-targets.ts';
import type { Statistic, Target } from '../targets.ts';

/** What is shown where there is no data. */
export const NO_DATA = '–';

/** A number of a metric for people: `97.4 %`, `4 min 5 s`, `38.2 d`. Pure. */
export function quantity(value: number | null, { unit }: Pick<Figure, 'unit'>): string {
  if (value === null) return NO_DATA;
  switch (unit) {
    case '1':
      return share(value);
    case 's':
      return duration(value);
    case 'd':
      return `${fixed(value, 1)} d`;
    default:
      return value > 0 && value < 0.005 ? '< 0.01' : fixed(value, 2);
  }
}

/** In percent. What is not all is never shown as all, and what is not nothing never as nothing. */
function share(value: number): string {
  if (value > 0 && value < 0.0005) return '< 0.1 %';
  if (value >= 0.9995 && value < 1) return '> 99.9 %';
  return `${fixed(value * 100, 1)} %`;
}

/** Seconds in the two largest units that say something. Pure. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${fixed(seconds, seconds < 10 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  const units = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ] as const;
  const index = units.findIndex(([size]) => whole >= size);
  const [large = [1, 's'] as const, small] = units.slice(index, index + 2);
  const count = Math.floor(whole / large[0]);
  const rest = small ? Math.floor((whole % large[0]) / small[0]) : 0;
  const most = `${fixed(count, 0)} ${large[1]}`;
  return rest > 0 && small ? `${most} ${rest} ${small[1]}` : most;
}

/** The number of a figure that people look at first: p95 of durations, since the slow ones are what hurts. */
export function headlineOf(figure: Figure): {
  readonly statistic: Statistic;
  readonly value: number | null;
} {
  return figure.kind === 'duration'
    ? { statistic: 'p95', value: figure.total.p95 }
    : { statistic: 'value', value: figure.total.value };
}

/** What stands behind the number, in a few words. Pure. */
export function basisOf(figure: Figure): string {
  switch (figure.kind) {
    case 'ratio':
      return `${figure.total.numerator} of ${figure.total.denominator}`;
    case 'duration':
      return figure.total.count === 1 ? '1 sample' : `${figure.total.count} samples`;
    case 'gauge':
      return figure.series.length === 1 ? '1 reading' : `${figure.series.length} readings`;
    case 'count':
    case 'counter':
      return '';
  }
}

/** Labels in words: `channel none`, so that a value that is a word of its own is not read as one. Pure. */
export function labelWords(
  labels: Labels,
  shown: (text: string) => string = (text) => text,
): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name} ${shown(value)}`)
    .join(', ');
}

/**
 * What is wanted, for people: `p95 ≤ 15 min`, `channel none ≤ 0`. Pure.
 * @param shown makes of a label's value what may stand in the text: a file of targets may name any
 */
export function wanted(
  target: Target,
  figure: Pick<Figure, 'unit'>,
  shown: (text: string) => string = (text) => text,
): string {
  const statistic = target.statistic === 'value' ? '' : `${target.statistic} `;
  const labels = target.labels ? `${labelWords(target.labels, shown)} ` : '';
  const bound =
    'at_least' in target ? (['≥', target.at_least] as const) : (['≤', target.at_most] as const);
  return `${statistic}${labels}${bound[0]} ${quantity(bound[1], figure)}`;
}

/** What a target was held against, where that is another number than the one that stands beside it; else nothing. Pure. */
export function heldAgainst(
  { target, value }: TargetResult,
  figure: Figure,
  beside: Pick<Target, 'statistic' | 'labels'>,
): string {
  const isSame = target.statistic === beside.statistic && target.labels === beside.labels;
  return isSame ? '' : `: ${quantity(value, figure)}`;
}

/** Whether figures may still change, for people. Pure. */
export function finalityOf({ as_of, final_at, figures }: Figures): string {
  const revised = figures.filter(({ status }) => status === 'revised').length;
  if (as_of < final_at) return `provisional, final from ${minute(final_at)} UTC`;
  return revised === 0 ? 'final' : `final, ${revised} revised`;
}

/** A UTC time without its seconds. */
export function minute(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)}`;
}

/** At most so many decimals, without trailing zeros, with thousands set apart. */
function fixed(value: number, decimals: number): string {
  const [whole = '0', fraction = ''] = value.toFixed(decimals).split('.');
  const digits = fraction.replace(/0+$/, '');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return digits === '' ? grouped : `${grouped}.${digits}`;
}
