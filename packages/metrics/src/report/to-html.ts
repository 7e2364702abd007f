import { createHash } from 'node:crypto';
import type { Figures } from '../figure.ts';
import { finalityOf, minute } from '../format/quantity.ts';
import { judgeTargets, type TargetResult } from '../judge-targets.ts';
import { DEFAULT_TARGETS, type Target } from '../targets.ts';
import { cards } from './cards.ts';
import { chartSection } from './chart-section.ts';
import type { ChartInput } from './charts/chart.ts';
import { governanceAgesChart } from './charts/governance-ages.ts';
import { lockWaitsChart } from './charts/lock-waits.ts';
import { notificationLadderChart } from './charts/notification-ladder.ts';
import { openFailuresChart } from './charts/open-failures.ts';
import { passRateChart } from './charts/pass-rate.ts';
import { timeToResolutionChart } from './charts/time-to-resolution.ts';
import type { ReportDetails } from './details.ts';
import { figureTable } from './figure-table.ts';
import { type Html, html, trustedHtml } from './html.ts';
import { loadDrawing } from './plot.ts';
import { STYLE } from './style.ts';

/** What a report is made of. */
export interface ReportInput {
  readonly figures: Figures;
  readonly details: ReportDetails;
  /** Default: `DEFAULT_TARGETS`. */
  readonly targets?: readonly Target[];
  /** Whose figures they are, for example `acme/widgets`. */
  readonly title?: string;
}

const CHARTS = [
  passRateChart,
  openFailuresChart,
  timeToResolutionChart,
  notificationLadderChart,
  lockWaitsChart,
  governanceAgesChart,
] as const;

/** Charts that need the whole width. */
const WIDE: ReadonlySet<string> = new Set(['pass-rate', 'open-failures']);

/**
 * The figures as one HTML page with charts, that needs no network and runs no script; light, dark and on paper. The same
 * input gives the same bytes. Draws with `@observablehq/plot` and `linkedom`, which are optional peers.
 * @throws MetricsError CHARTS_UNAVAILABLE: they are not installed
 */
export async function toHtml(input: ReportInput): Promise<string> {
  const { figures, details, targets = DEFAULT_TARGETS, title = '' } = input;
  const chartInput: ChartInput = { figures, details, targets };
  const results = judgeTargets(figures, targets);
  const drawing = await loadDrawing();
  const sections = CHARTS.map((chart) => chart(chartInput)).map((chart) =>
    chartSection(chart, drawing, WIDE.has(chart.id)),
  );
  const name = title === '' ? 'Release metrics' : `Release metrics of ${title}`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${name}</title>
<style>${trustedHtml(STYLE)}</style>
</head>
<body>
<header class="top">
<h1>${name}</h1>
<p class="muted">${minute(figures.from)} to ${minute(figures.to)}, as of ${minute(figures.as_of)} UTC; ${finalityOf(figures)}.</p>
${verdict(results)}
</header>
<main>
<h2>Figures</h2>
${cards(figures, results)}
<h2>Charts</h2>
<div class="charts">
${sections}
</div>
<h2>All figures</h2>
${figureTable(figures, results)}
</main>
<footer><p>Made by provkit from events alone: whoever has the log can compute this page again, byte by byte.</p></footer>
</body>
</html>
`;
  return page.markup;
}

/** Nothing is loaded, nothing runs; the only style is the one whose hash is here. */
function policy(): string {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

const STATUS_WORDS = [
  ['missed', '✕', 'missed'],
  ['met', '✓', 'met'],
  ['no_data', '–', 'without data'],
] as const;

function verdict(results: readonly TargetResult[]): Html {
  const badges = STATUS_WORDS.flatMap(([status, mark, words]) => {
    const count = results.filter((result) => result.status === status).length;
    const text = `${mark} ${count} ${count === 1 ? 'target' : 'targets'} ${words}`;
    return count === 0 ? [] : [html`<li class="badge ${status}">${text}</li>`];
  });
  return badges.length === 0
    ? html``
    : html`<ul class="verdict" aria-label="Targets">${badges}</ul>`;
}
