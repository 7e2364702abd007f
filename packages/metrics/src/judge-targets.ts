import type { Figure, Figures } from './figure.ts';
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
  const values: readonly { readonly labels: object; readonly value: object }[] = figure.series;
  const value = labels
    ? values.find((series) => isEqual(series.labels, labels))?.value
    : figure.total;
  const found: unknown = value && Object.entries(value).find(([name]) => name === statistic)?.[1];
  return typeof found === 'number' ? found : null;
}

function isEqual(a: object, b: object): boolean {
  const entries = Object.entries(a);
  const others = new Map(Object.entries(b));
  return (
    entries.length === others.size && entries.every(([name, value]) => others.get(name) === value)
  );
}
