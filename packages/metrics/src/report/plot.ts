import type { PlotOptions } from '@observablehq/plot';
import { MetricsError } from '../metrics-error.ts';

type PlotModule = typeof import('@observablehq/plot');

/** Draws charts as SVG, without a browser. */
export interface Drawing {
  readonly Plot: PlotModule;
  /** The chart as markup; its text is escaped. `label` is what it is called by who does not see it. */
  readonly draw: (options: PlotOptions, label: string) => string;
}

/** What is used of a node that linkedom makes. */
interface Drawn {
  readonly outerHTML: string;
  querySelectorAll(selector: string): Iterable<Drawn>;
  remove(): void;
  removeAttribute(name: string): void;
  setAttribute(name: string, value: string): void;
}

/**
 * Loads the library that draws, and a DOM for it: both are optional peers, and take 300 ms to load.
 * @throws MetricsError CHARTS_UNAVAILABLE
 */
export async function loadDrawing(): Promise<Drawing> {
  const [Plot, { parseHTML }] = await loadPeers();
  const { document } = parseHTML('<!doctype html><html></html>') as unknown as { document: object };
  return {
    Plot,
    draw: (options, label) =>
      prepare(Plot.plot(Object.assign({}, options, { document })) as unknown as Drawn, label),
  };
}

async function loadPeers() {
  try {
    return await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  } catch (cause) {
    const message =
      'the charts of the report need @observablehq/plot and linkedom: npm install @observablehq/plot linkedom';
    throw new MetricsError('CHARTS_UNAVAILABLE', message, { cause });
  }
}

/**
 * The page's own style sheet is the only one that its security policy lets in, so the chart's must go. The chart is one
 * image to who does not see it; its table says the same in words.
 */
function prepare(chart: Drawn, label: string): string {
  for (const style of chart.querySelectorAll('style')) style.remove();
  for (const node of [chart, ...chart.querySelectorAll('*')]) {
    for (const name of ['style', 'aria-label', 'aria-hidden', 'aria-description'])
      node.removeAttribute(name);
  }
  chart.setAttribute('role', 'img');
  chart.setAttribute('aria-label', label);
  return chart.outerHTML;
}
