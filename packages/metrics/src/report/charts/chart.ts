import type { Markish, PlotOptions } from '@observablehq/plot';
import type { Figures, Labels } from '../../figure.ts';
import { hasSameLabels } from '../../judge-targets.ts';
import type { Statistic, Target } from '../../targets.ts';
import type { ReportDetails } from '../details.ts';
import type { Drawing } from '../plot.ts';

/** All that a chart may show. */
export interface ChartInput {
  readonly figures: Figures;
  readonly details: ReportDetails;
  readonly targets: readonly Target[];
}

/** A table that says in words what a chart shows. */
export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a colour means: `kind` is a class of the style sheet. */
export interface LegendEntry {
  readonly kind: string;
  readonly label: string;
}

/** One section of the report. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** What it comes to, in a sentence. */
  readonly summary: string;
  readonly legend: readonly LegendEntry[];
  /** Drawn one below the other; none where there is nothing to draw. */
  readonly plots: readonly PlotSpec[];
  readonly table: ChartTable;
  /** What stands where nothing is drawn; default: that there are no data. */
  readonly nothing?: string;
}

/** A drawing that fits a width in px. */
export interface PlotSpec {
  readonly title: string;
  readonly options: (width: number, Plot: Drawing['Plot']) => PlotOptions;
}

/** How a kind of thing is coloured: a custom property of the style sheet, so that light and dark are the page's matter. */
export function colour(kind: string): string {
  return `var(--${kind.replaceAll(/[^a-z-]/g, '')})`; // a kind may come from an event that nobody checked
}

/** What all plots have in common. */
export function frame(width: number): PlotOptions {
  return { width, marginRight: 16, marginTop: 22, style: { fontSize: '12px' } };
}

/** A dashed line at the target, with its value in words. */
export function targetAcross(
  Plot: Drawing['Plot'],
  value: number | undefined,
  label: string,
  axis: 'x' | 'y',
): Markish[] {
  if (value === undefined) return [];
  const stroke = { stroke: colour('target'), strokeWidth: 1.5, strokeDasharray: '5 4' };
  const inked = { fill: colour('target'), stroke: colour('surface'), strokeWidth: 4 };
  return axis === 'y'
    ? [
        Plot.ruleY([value], stroke),
        Plot.text([label], {
          y: [value],
          frameAnchor: 'right',
          textAnchor: 'end',
          dy: -8,
          ...inked,
        }),
      ]
    : [
        Plot.ruleX([value], stroke),
        Plot.text([label], {
          x: [value],
          frameAnchor: 'top',
          dy: -10,
          ...inked,
        }),
      ];
}

/**
 * The bound of a metric's target for that statistic: where labels are given that of their series, if there is one, else
 * that of the total.
 */
export function boundOf(
  targets: readonly Target[],
  metric: string,
  statistic: Statistic,
  labels?: Labels,
): number | undefined {
  const all = targets.filter((one) => one.metric === metric && one.statistic === statistic);
  const own = labels && all.find((one) => one.labels && hasSameLabels(one.labels, labels));
  const target = own ?? all.find((one) => !one.labels);
  if (!target) return undefined;
  return 'at_least' in target ? target.at_least : target.at_most;
}

/** The legend of the kinds that occur. */
export function legendOf(
  kinds: readonly string[],
  occurs: (kind: string) => boolean,
): readonly LegendEntry[] {
  return kinds.filter(occurs).map((kind) => ({ kind, label: kind }));
}

/** Ticks of things that are counted, from 0 to the most that there are: whole numbers only, about so many. */
export function wholeTicks(most: number, count: number): readonly number[] {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / count)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => most / one <= count);
  const size = step ?? most;
  return Array.from({ length: Math.floor(most / size) + 1 }, (_, index) => index * size);
}

/** Fewer ticks of days on a phone. */
export function dayTicks(width: number): number {
  return width < NARROW ? 4 : 8;
}

/** Below so many px a plot is for a phone. */
export const NARROW = 420;

/** A figure of a kind, by its name. */
export function figureOf<K extends Figures['figures'][number]['kind']>(
  { figures }: Figures,
  name: string,
  kind: K,
): Extract<Figures['figures'][number], { readonly kind: K }> | undefined {
  const found = figures.find((figure) => figure.name === name);
  return found?.kind === kind ? (found as Extract<typeof found, { readonly kind: K }>) : undefined; // just compared
}
