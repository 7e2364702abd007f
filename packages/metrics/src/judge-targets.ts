import type { Figure, Figures, Labels } from './figure.ts';
import type { Target } from './targets.ts';

/** A target, and whether it was met; where there are no data it was neither met nor missed. */
export interface TargetResult {
  readonly target: Target;
  readonly status: 'met' | 'missed' | 'no_data';
  readonly value: number | null;
}

/** Holds figures against targets, in the order of the catalog. Pure. */
export function judgeTargets(
  { figures }: Pick<Figures, 'figures'>,
  targets: readonly Target[],
): readonly TargetResult[] {
  return figures.flatMap((figure) =>
    targets.filter(({ metric }) => metric === figure.name).map((target) => judge(target, figure)),
  );
}

function judge(target: Target, figure: Figure): TargetResult {
  const value = numberOf(target, figure);
  if (value === null) return { target, status: 'no_data', value };
  const isMet = 'at_least' in target ? value >= target.at_least : value <= target.at_most;
  return { target, status: isMet ? 'met' : 'missed', value };
}

function numberOf({ statistic, labels }: Target, figure: Figure): number | null {
  const value = partOf(figure, labels);
  const found: unknown = value && Object.entries(value).find(([name]) => name === statistic)?.[1];
  return typeof found === 'number' ? found : null;
}

/** What a figure comes to for these labels; the total without any, nothing where no series has them. Pure. */
export function partOf(figure: Figure, labels: Labels | undefined): Figure['total'] | undefined {
  if (labels === undefined) return figure.total;
  const all: readonly { readonly labels: Labels; readonly value: Figure['total'] }[] =
    figure.series;
  return all.find((series) => hasSameLabels(series.labels, labels))?.value;
}

/** Whether both name the same labels with the same values, in whatever order. Pure. */
export function hasSameLabels(a: Labels, b: Labels): boolean {
  const entries = Object.entries(a);
  const others = new Map(Object.entries(b));
  return (
    entries.length === others.size && entries.every(([name, value]) => others.get(name) === value)
  );
}
