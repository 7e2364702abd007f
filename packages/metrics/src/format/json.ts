import type { Figures } from '../figure.ts';
import type { TargetResult } from '../judge-targets.ts';

/** The figures as a JSON document, of the schema `@provkit/metrics/figures.json`; the same figures give the same bytes. Pure. */
export function toJson(figures: Figures, targets: readonly TargetResult[] = []): string {
  const document = targets.length === 0 ? figures : { ...figures, targets };
  return `${JSON.stringify(document, null, 2)}\n`;
}
